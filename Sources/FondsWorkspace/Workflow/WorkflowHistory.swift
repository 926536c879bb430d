import FondsGit
import FondsModel
import FondsText
import Foundation

/// When the files of the workflows changed, along the first parents of HEAD: kept in `.git/fonds`, since walking a long
/// history takes seconds, and what was walked stays true.
struct WorkflowHistory: Sendable {
  /// One version of a file.
  struct Version: Sendable, Hashable {
    /// Seconds since 1970.
    let committed: Int64
    /// Nil where the commit removed the file.
    let blob: OID?
  }

  private(set) var head: OID
  /// By path, oldest first.
  private(set) var versions: [String: [Version]] = [:]

  // MARK: The file it is kept in

  /// The first line names the head, each further one a version: `<seconds> <blob> <path>`.
  init?(_ text: String) {
    let lines = text.split(separator: "\n")
    guard let first = lines.first, let head = OID(hexadecimal: Array(first.utf8)) else { return nil }
    self.head = head
    for line in lines.dropFirst() {
      let parts = line.split(separator: " ", maxSplits: 2)
      guard parts.count == 3, let seconds = Int64(parts[0]), let blob = OID(hexadecimal: Array(parts[1].utf8)) else {
        return nil
      }
      versions[String(parts[2]), default: []].append(Version(committed: seconds, blob: blob == .zero ? nil : blob))
    }
  }

  var text: String {
    let lines = versions.sorted { $0.key < $1.key }.flatMap { path, versions in
      versions.map { "\($0.committed) \($0.blob ?? .zero) \(path)" }
    }
    return ([head.description] + lines).joined(separator: "\n") + "\n"
  }

  // MARK: Git

  /// Adds what `git log -z --raw --format=%x00%ct` tells of newer commits, oldest first.
  mutating func add(_ log: [UInt8], head: OID) {
    self.head = head
    var seconds: Int64?
    // NUL, time, NUL, then for each file `:<mode> <mode> <old> <new> <letter>`, NUL, path, NUL.
    var fields = log.split(separator: 0)[...]
    while let field = fields.popFirst() {
      let text = String(decoding: field, as: UTF8.self).trimmingCharacters(in: .newlines)
      guard text.hasPrefix(":") else {
        seconds = Int64(text) ?? seconds
        continue
      }
      let parts = text.split(separator: " ")
      guard let path = fields.popFirst(), parts.count == 5, let seconds,
        let blob = OID(hexadecimal: Array(parts[3].utf8))
      else { continue }
      versions[String(decoding: path, as: UTF8.self), default: []]
        .append(Version(committed: seconds, blob: blob == .zero ? nil : blob))
    }
  }

  init(head: OID) {
    self.head = head
  }
}

extension Workspace {
  /// The history of the workflows up to a commit, else up to HEAD; nil before the first commit.
  ///
  /// - Parameter tip: the end of what is pushed, which no branch has yet.
  func workflowHistory(upTo tip: OID? = nil) throws -> WorkflowHistory? {
    let head = try repository.head()
    if let tip, tip != head { return try workflowHistory(goingOnFrom: try workflowHistory(), to: tip) }
    guard let head else { return nil }
    let path = derivedFolder + "/workflows"
    var known: WorkflowHistory?
    if let bytes = FileReading.derived(path) {
      known = WorkflowHistory(String(decoding: bytes, as: UTF8.self))
    }
    if let known, known.head == head { return known }
    let history = try workflowHistory(goingOnFrom: known, to: head)
    do throws(any Error) {
      try FileWriting.createFolder(derivedFolder)
      try FileWriting.write(Array(history.text.utf8), to: path)
    } catch is WorkspaceError {
      // On a disk that can't be written it is worked out each time.
    }
    return history
  }

  private func workflowHistory(goingOnFrom known: WorkflowHistory?, to end: OID) throws -> WorkflowHistory {
    var known = known
    if let old = known?.head, try !repository.contains(old) || !repository.isAncestor(old, of: end) { known = nil }
    let log = try git.sparing.output(
      of: [
        "log", "--first-parent", "--diff-merges=first-parent", "--reverse", "--no-renames", "--no-abbrev", "-z",
        "--raw",
        "--format=%x00%ct", known.map { "\($0.head)..\(end)" } ?? end.description, "--", Workflow.folder,
      ])
    var history = known ?? WorkflowHistory(head: end)
    history.add(log, head: end)
    return history
  }
}
