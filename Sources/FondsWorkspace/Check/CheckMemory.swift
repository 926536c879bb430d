import Crypto
import FondsGit
import FondsModel
import FondsText
import Foundation

/// What a check of all files on disk leaves behind for the next one: which state of the archive was found sound as a
/// whole, and which records by themselves. It may be deleted at any time.
///
/// The file has a head, which is all that a check needs where nothing has changed, and the records. It is read only by
/// the program that wrote it: another build may have other rules.
struct CheckMemory {
  /// A linked work tree has files, and so a memory, of its own.
  private let path: String
  /// What names the program and its rules.
  private let program: String
  /// When the check began: what was written later may not be the content that was judged.
  private let began = FileSignature.now

  /// Nil where nobody says which program this is.
  init?(of workspace: Workspace) {
    guard let program = workspace.surroundings.program else { return nil }
    self.program = program
    path = workspace.repository.gitDirectory + "fonds/clean-records"
  }

  private static let mark = Array("fonds clean records 1\n".utf8)
  private static let digestSize = SHA256.byteCount
  /// The mark; how many records and rules were checked, as two numbers; the digests of the sound state, of the rules and
  /// of the records.
  private static let headSize = mark.count + 16 + 3 * digestSize

  // MARK: What is remembered

  /// Whether there may be something.
  var isThere: Bool { FileReading.derived(path, limit: 1) != nil }

  /// How much was checked when this very state was found sound; nil where it was not.
  func soundCounts(of state: State) throws -> (records: Int, rules: Int)? {
    guard let head = try head(), head.state == digest(of: state, head.records, head.rules) else { return nil }
    return (head.records, head.rules)
  }

  /// The records that were found sound by some rules.
  func records(by rules: Rules) throws -> CleanRecords {
    guard let head = try head(), head.rulesDigest == digest(of: rules),
      let bytes = FileReading.derived(path), bytes.count > Self.headSize
    else { return CleanRecords(began: began) }
    guard Array(SHA256.hash(data: bytes[Self.headSize...])) == head.contentDigest else {
      return CleanRecords(began: began)
    }
    return CleanRecords(encoded: bytes, from: Self.headSize, began: began) ?? CleanRecords(began: began)
  }

  // MARK: Remembering

  /// - Parameter state: what was found sound as a whole; nil where something was not.
  func remember(_ items: CleanRecords.Collector, by rules: Rules, sound state: State?, _ report: CheckReport) throws {
    let content = items.encoded
    var contentDigest = SHA256()
    for part in content { contentDigest.update(data: part) }
    var writer = ByteWriter()
    writer.append(Self.mark)
    writer.fixed(report.checked)
    writer.fixed(report.checkedRules)
    let isSettled =
      state.map { $0.files.allSatisfy { $0.signature?.isSettled(at: began) ?? ($0.kind != .regular) } } ?? false
    writer.append(
      state.flatMap { isSettled ? digest(of: $0, report.checked, report.checkedRules) : nil }
        ?? Array(repeating: 0, count: Self.digestSize))
    writer.append(digest(of: rules))
    writer.append(contentDigest.finalize())
    do throws(any Error) {
      // The digest tells a part from the whole: nobody has to wait for the disk.
      try FileWriting.write([writer.bytes] + content, to: path, syncs: false)
    } catch is WorkspaceError {
      // On a disk that can't be written everything is judged each time.
    }
  }

  // MARK: What it depends on

  /// Everything that a check of the whole looks at.
  struct State {
    /// Of `Records/` and `Schemas/`.
    var records: [FileReference]
    let rules: [FileReference]
    let head: OID?
    let published: [OID]
    let isShallow: Bool

    fileprivate var files: [FileReference] { records + rules }
  }

  /// What a record by itself is judged by.
  struct Rules {
    let files: [String: [UInt8]]
    /// Up to when papers may have begun under another version of their workflow.
    let changes: [String: Int64]
  }

  private func digest(of state: State, _ records: Int, _ rules: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.reserveCapacity(state.files.count * 128)
    writer.text(program)
    writer.number(records)
    writer.number(rules)
    writer.number(state.isShallow ? 1 : 0)
    for commit in [state.head ?? .zero] + state.published { commit.withBytes { writer.append($0) } }
    for file in state.files {
      writer.text(file.path)
      writer.number(file.kind.number)
      guard let signature = file.signature else { continue }
      signature.write(to: &writer)
    }
    return Array(SHA256.hash(data: writer.bytes))
  }

  private func digest(of rules: Rules) -> [UInt8] {
    var writer = ByteWriter()
    writer.text(program)
    for (path, bytes) in rules.files.sorted(by: { $0.key.isBytewiseBefore($1.key) }) {
      writer.text(path)
      writer.number(bytes.count)
      writer.append(bytes)
    }
    for (name, time) in rules.changes.sorted(by: { $0.key.isBytewiseBefore($1.key) }) {
      writer.text(name)
      writer.number(Int(time))
    }
    return Array(SHA256.hash(data: writer.bytes))
  }

  // MARK: The head

  private struct Head {
    let records: Int
    let rules: Int
    let state: [UInt8]
    let rulesDigest: [UInt8]
    let contentDigest: [UInt8]
  }

  private func head() throws -> Head? {
    guard let bytes = FileReading.derived(path, limit: Self.headSize), bytes.count == Self.headSize,
      bytes.starts(with: Self.mark)
    else { return nil }
    var reader = ByteReader(bytes, at: Self.mark.count)
    guard let records = reader.fixed(), let rules = reader.fixed(), let state = reader.raw(Self.digestSize),
      let rulesDigest = reader.raw(Self.digestSize), let contentDigest = reader.raw(Self.digestSize)
    else { return nil }
    return Head(
      records: records, rules: rules, state: Array(state), rulesDigest: Array(rulesDigest),
      contentDigest: Array(contentDigest))
  }
}
