/// What a push does to one branch, tag or other reference of the archive.
public struct ReferenceChange: Sendable, Hashable {
  /// The full name, such as `refs/heads/main`.
  public let name: String
  public let action: Action
  /// Whether it names a commit, by way of a tag perhaps; a reference that is deleted names none.
  public let namesCommit: Bool
  /// Whether the archive holds all that it brings already.
  public let isKnown: Bool

  public enum Action: Sendable, Hashable {
    case created
    /// The new commit has the old one among its ancestors.
    case advanced
    /// The new commit leaves the old one out.
    case rewritten
    case deleted
  }

  public init(name: String, action: Action, namesCommit: Bool, isKnown: Bool) {
    self.name = name
    self.action = action
    self.namesCommit = namesCommit
    self.isKnown = isKnown
  }

  public var isBranch: Bool { name.hasPrefix("refs/heads/") }
  public var isTag: Bool { name.hasPrefix("refs/tags/") }
}
