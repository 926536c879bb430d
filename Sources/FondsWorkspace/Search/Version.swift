import FondsGit
import FondsIndex
import FondsModel
import FondsText

/// One version of a record as the archive has it.
public struct Version: Sendable {
  public let commit: OID
  public let committed: Moment
  public let author: String
  /// `create`, `edit`, `move`, `remove`, `destroy`, or what the commit names as its action.
  public let action: String
  public let path: String
  public let previousPath: String?
  /// Nil where the version removed the record.
  public let blob: OID?
  /// The first line of the commit's message; nil where the record has been destroyed since.
  public let summary: String?
  public let isCurrent: Bool
  /// Whether the record has been destroyed since: then nothing of this content may be shown.
  public let isHidden: Bool
  /// The branch or tag that has this version; nil where it is part of this archive's own history.
  public let branch: String?
  public let id: String?
  public let kind: String?
  /// Nil where the record has been destroyed since, as are the date and kind.
  public let title: String?
  public let date: String?

  /// Where the file lay, as it may be shown: the name of one that has been destroyed since has words of its content.
  public var shownPath: String { isHidden ? RecordPath.folder(of: path) : path }

  init(_ version: RecordVersion) {
    commit = version.commit
    committed = Moment(seconds: version.committed, offsetMinutes: version.offset)
    author = version.author
    // A commit that destroys several records names no action for all of them.
    let isTombstone = version.kind == Tombstone.kind && version.change == .edit
    action = version.action ?? (isTombstone ? "destroy" : version.change.rawValue)
    path = version.path
    previousPath = version.previousPath
    blob = version.blob
    summary = version.isHidden ? nil : version.summary
    isCurrent = version.isCurrent
    isHidden = version.isHidden
    branch = version.branch
    id = version.number
    kind = version.isHidden ? nil : version.kind
    title = version.isHidden ? nil : version.title
    date = version.isHidden ? nil : version.date
  }
}
