/// A line of commits, each on the one before, to be written in one go (git-fast-import(1)): one pack instead of
/// thousands of loose objects, and trees that only Git's own memory holds on the way.
public struct CommitStream: Sendable {
  fileprivate var bytes: [UInt8] = []
  public private(set) var count = 0

  public init() {}

  /// Adds a commit.
  ///
  /// - Parameters:
  ///   - message: as Git keeps it: tidied already, with one line end at its end.
  ///   - files: what it changes, by path from the root; nil takes a file away. Other files stay as they are.
  public mutating func add(
    author: Signature, committer: Signature, message: String, files: [(path: String, bytes: [UInt8]?)]
  ) {
    line("commit \(GitCommand.importReference)")
    line("author \(Self.text(author))")
    line("committer \(Self.text(committer))")
    data(Array(message.utf8))
    for file in files {
      guard let content = file.bytes else {
        line("D \(Self.quoted(file.path))")
        continue
      }
      line("M 100644 inline \(Self.quoted(file.path))")
      data(content)
    }
    count += 1
  }

  private mutating func line(_ text: String) {
    bytes += text.utf8
    bytes.append(UInt8(ascii: "\n"))
  }

  private mutating func data(_ content: [UInt8]) {
    line("data \(content.count)")
    bytes += content
    bytes.append(UInt8(ascii: "\n"))
  }

  /// `name <address> 1683511200 +0800`. What would end a part of it early is left out, as Git does.
  private static func text(_ signature: Signature) -> String {
    func clean(_ text: String) -> String { String(text.filter { !"<>\n\r\0".contains($0) }) }
    let minutes = abs(signature.offsetMinutes)
    let digits = String(10_000 + minutes / 60 * 100 + minutes % 60).dropFirst()
    let zone = (signature.offsetMinutes < 0 ? "-" : "+") + digits
    return "\(clean(signature.name)) <\(clean(signature.email))> \(signature.time) \(zone)"
  }

  /// A path as Git reads it back: in quotes, so that no character in it means anything.
  private static func quoted(_ path: String) -> String {
    let escaped = path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }
}

extension GitCommand {
  /// Where the commits of an import hang until the caller has given them a name of its own.
  static let importReference = "refs/fonds/import"

  /// Writes the commits of a stream and returns the last one. Nothing but the return value leads to it: interrupted, this
  /// leaves objects that no branch knows.
  public func importCommits(_ stream: CommitStream) throws(GitError) -> OID {
    _ = try output(of: ["fast-import", "--quiet", "--force", "--date-format=raw"], input: stream.bytes)
    let answer = try output(of: ["rev-parse", "--verify", GitCommand.importReference])
    _ = try output(of: ["update-ref", "-d", GitCommand.importReference])
    guard let oid = OID(hexadecimal: answer.prefix(40)) else {
      throw GitError(.malformed, call: "git rev-parse", message: "no commit was imported", path: directory)
    }
    return oid
  }
}
