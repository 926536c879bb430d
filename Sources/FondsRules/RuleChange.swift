import FondsModel
import FondsText

/// What a commit does to the rules of the office, and who answers for it.
public struct RuleChange: Sendable {
  /// The files of `Schemas/` that it changes. What a merge takes over from one of its parents is not its own doing.
  public let paths: [String]
  public let signature: Signature
  /// The day by which keys and offices are judged: the committer's, or the last of its parents' where that is later, so
  /// that no withdrawn key signs for a day gone by.
  public let day: CalendarDate

  /// What the commit's signature is worth.
  public enum Signature: Sendable, Hashable {
    case none
    /// Good, and made for Git with this key.
    case good(SSHPublicKey)
    /// Not made over this commit, not for Git, or by another program than OpenSSH.
    case bad
  }

  public init(paths: [String], signature: Signature, day: CalendarDate) {
    self.paths = paths
    self.signature = signature
    self.day = day
  }
}
