import FondsModel
import FondsText

/// What a change does to one record.
///
/// A record is followed by its number, wherever its file lies. It is among the changes of a merge where the result
/// differs from any of the parents.
public struct RecordChange: Sendable {
  /// A record as one tree has it.
  public struct Version: Sendable {
    public let path: String
    /// Nil where the text can't be read, or where there is none: a link, a submodule, a file larger than any record.
    public let root: Node?
    /// The bytes of the file; empty where it is none.
    public let source: [UInt8]

    public init(path: String, root: Node?, source: [UInt8]) {
      self.path = path
      self.root = root
      self.source = source
    }
  }

  public let id: RecordID
  /// What each tree before the change held under the number, in the order of the parents; those that held none are left
  /// out. Of a parent where the record can't be read, what its own parents held.
  public let before: [Version]
  /// Nil where the record is gone.
  public let after: Version?
  /// Where the record stands under another number, when it is gone under its own.
  public let renumbered: Renumbered?
  /// Whether the published archive holds the number: of a push any old tip, else the upstream.
  public let isPublished: Bool

  public struct Renumbered: Sendable {
    public let id: RecordID
    public let path: String
    /// Where the new number stands in the file.
    public let range: Range<Int>?

    public init(id: RecordID, path: String, range: Range<Int>?) {
      self.id = id
      self.path = path
      self.range = range
    }
  }

  public init(
    id: RecordID, before: [Version], after: Version?, renumbered: Renumbered? = nil, isPublished: Bool
  ) {
    self.id = id
    self.before = before
    self.after = after
    self.renumbered = renumbered
    self.isPublished = isPublished
  }

  /// What the change puts a tombstone in the place of; empty where it destroys nothing, and in a merge where one of the
  /// sides had done so before.
  var destroyed: [Version] {
    guard let root = after?.root, Tombstone.stands(in: root),
      !before.contains(where: { $0.root.map(Tombstone.stands) ?? false })
    else { return [] }
    return before
  }
}
