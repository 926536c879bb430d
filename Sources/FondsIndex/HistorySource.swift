import struct FondsGit.OID

/// Where the index learns what happened: a repository's history, read by the layer above.
///
/// All calls come from the one thread that called ``IndexStore/update(from:describe:progress:)``.
public protocol HistorySource {
  /// The commit to index; nil where the repository has none yet.
  func head() throws -> OID?

  /// Whether `commit` is `head` or one of its first-parent ancestors. A commit that is gone is not.
  func mainline(of head: OID, contains commit: OID) throws -> Bool

  /// Visits the commits that `head` reaches and `base` does not, once each, every child before its parents.
  ///
  /// What a merge brought in stands directly behind that merge, so that adding the commits one by one and all
  /// at once give the same order (`git rev-list --topo-order` over each first-parent step does). The newest comes
  /// first because Git keeps the newest whole and the older as differences from it: the other way round, reading a
  /// long history takes three times as long.
  func commits(to head: OID, after base: OID?, visit: (HistoryCommit) throws -> Void) throws

  /// Visits the commits that `tip` reaches and none of `known` does, once each, every child before its parents.
  func commits(to tip: OID, beyond known: [OID], visit: (HistoryCommit) throws -> Void) throws

  /// The order in which the contents of blobs are read fastest: their places in `blobs`, each once.
  func readingOrder(of blobs: [OID]) throws -> [Int]

  /// The content of a blob.
  func blob(_ oid: OID) throws -> [UInt8]
}

/// A branch or tag, and the commit that it names.
public struct HistoryBranch: Sendable {
  /// As people call it.
  public let name: String
  public let tip: OID

  public init(name: String, tip: OID) {
    self.name = name
    self.tip = tip
  }
}

/// A commit, as far as the index keeps it.
public struct HistoryCommit: Sendable {
  public var oid: OID
  /// The committer's time: seconds since 1970 and minutes east of UTC.
  public var seconds: Int64
  public var offset: Int
  public var author: String
  public var email: String
  /// The first line of the message.
  public var summary: String
  /// The value of the trailer `Fonds-Action`.
  public var action: String?
  /// Whether the commit is on the first-parent chain of the head.
  public var isMainline: Bool
  /// What differs from the first parent (from nothing, in a first commit), among regular files below
  /// `Records/`. Renames are a removal and an addition: the index follows records by number.
  public var changes: [HistoryChange]

  public init(
    oid: OID, seconds: Int64, offset: Int, author: String, email: String, summary: String,
    action: String? = nil, isMainline: Bool, changes: [HistoryChange]
  ) {
    self.oid = oid
    self.seconds = seconds
    self.offset = offset
    self.author = author
    self.email = email
    self.summary = summary
    self.action = action
    self.isMainline = isMainline
    self.changes = changes
  }
}

/// A path whose content a commit changed.
public struct HistoryChange: Sendable, Hashable {
  /// Relative to the repository's root, with `/`.
  public var path: String
  /// The content in the first parent; nil where the path was not there.
  public var old: OID?
  /// The content in the commit; nil where the path is gone.
  public var new: OID?
  /// Whether the content differs from every parent's. Only a merge can change a path against its first parent
  /// and still agree with another one.
  public var isVersion: Bool

  public init(path: String, old: OID?, new: OID?, isVersion: Bool = true) {
    self.path = path
    self.old = old
    self.new = new
    self.isVersion = isVersion
  }
}
