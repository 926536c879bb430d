import FondsModel
import FondsText

/// One file below `Records/`, as a tree (the work tree's, the index's or a commit's) has it.
public struct RecordFile: Sendable {
  /// From the repository's root, with `/`.
  public let path: String
  public let content: Content

  public enum Content: Sendable {
    case text(Reading)
    /// A file whose name says that it is no record: not read.
    case unread
    case symbolicLink
    case submodule
    /// A pipe, a socket or a device.
    case special
    /// Not read, since it is larger than any record: the size in bytes.
    case tooLarge(Int)
  }

  public init(path: String, content: Content) {
    self.path = path
    self.content = content
  }

  /// Whether a file is worth reading: its name ends as a record's does, or as one's that was misnamed.
  public static func isReadable(name: String) -> Bool {
    if name.hasBytewiseSuffix(RecordPath.ending) { return true }
    let lower = name.lowercased()
    return [".yaml", ".yml", ".yaml.txt", ".yml.txt"].contains { lower.hasSuffix($0) }
  }
}
