import FondsModel
import FondsText

/// What a push does to one branch, tag or other reference of the archive.
public struct ReferenceChange: Sendable {
  /// The full name, such as `refs/heads/main`.
  public let name: String
  public let action: Action
  /// Whether it names a commit, by way of a tag perhaps; a reference that is deleted names none.
  public let namesCommit: Bool
  /// Whether the archive holds all that it brings already.
  public let isKnown: Bool
  /// What it says of itself as the seal of a year; nil for a reference that seals none.
  public let seal: Seal?

  /// The signature of a year's seal, and the office by which it is judged.
  public struct Seal: Sendable {
    public let signature: RuleChange.Signature
    /// The role that seals a year; nil where anybody of the office does.
    public let role: String?
    public let organization: Organization
    /// The day on which it is pushed.
    public let day: CalendarDate

    public init(signature: RuleChange.Signature, role: String?, organization: Organization, day: CalendarDate) {
      self.signature = signature
      self.role = role
      self.organization = organization
      self.day = day
    }
  }

  public enum Action: Sendable, Hashable {
    case created
    /// The new commit has the old one among its ancestors.
    case advanced
    /// The new commit leaves the old one out.
    case rewritten
    case deleted
  }

  public init(name: String, action: Action, namesCommit: Bool, isKnown: Bool, seal: Seal? = nil) {
    self.seal = seal
    self.name = name
    self.action = action
    self.namesCommit = namesCommit
    self.isKnown = isKnown
  }

  public var isBranch: Bool { name.hasPrefix("refs/heads/") }
  public var isTag: Bool { name.hasPrefix("refs/tags/") }
}
