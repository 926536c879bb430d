import struct FondsGit.OID

/// One version of a record: what a commit made of it.
public struct RecordVersion: Sendable, Equatable {
  /// What a commit did to a record.
  public enum Change: String, Sendable {
    case create, edit, move, remove
  }

  /// The record's number; nil where neither the content nor the file's name says one.
  public let number: String?
  public let kind: String?
  public let title: String?
  /// The record's date as it is written.
  public let date: String?
  public let status: String?
  /// Where the record stands in this version; where it stood, if this version removed it.
  public let path: String
  /// The path before, where the version moved the record.
  public let previousPath: String?
  /// The content; nil where the version removed the record.
  public let blob: OID?
  /// The content before; nil where the version created the record.
  public let previousBlob: OID?
  public let change: Change
  public let commit: OID
  /// The committer's time: seconds since 1970 and minutes east of UTC.
  public let committed: Int64
  public let offset: Int
  public let author: String
  public let email: String
  /// The first line of the commit's message.
  public let summary: String
  /// The value of the commit's trailer `Fonds-Action`.
  public let action: String?
  /// Whether this version is the one that stands in the indexed head.
  public let isCurrent: Bool
  /// Whether this is an earlier content of a record that has been destroyed: nothing of it may be shown.
  public let isHidden: Bool
  /// The branch or tag that has this version; nil where it is part of the indexed head's history.
  public let branch: String?
}
