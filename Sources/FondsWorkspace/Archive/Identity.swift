import FondsGit
import FondsModel
import FondsText

/// Who makes a commit, and when: what the environment says, and what Git's configuration does.
public struct Identity: Sendable {
  /// The values of `GIT_AUTHOR_…` and `GIT_COMMITTER_…`, nil where unset. libgit2 does not look at them.
  public struct Overrides: Sendable {
    public var authorName: String?
    public var authorEmail: String?
    public var authorDate: String?
    public var committerName: String?
    public var committerEmail: String?
    public var committerDate: String?

    public init() {}
  }

  public let author: Signature
  public let committer: Signature
}

extension Workspace {
  /// - Parameter now: the time of a commit whose date nobody sets.
  /// Throws ``WorkspaceError/noIdentity`` where neither the environment nor Git's configuration names anybody.
  public func identity(_ overrides: Identity.Overrides, now: Moment) throws -> Identity {
    let known = try repository.configuration().identity()
    func signature(_ name: String?, _ email: String?, _ date: String?) throws -> Signature {
      guard let name = name ?? known.name, let email = email ?? known.email, !name.isEmpty, !email.isEmpty else {
        throw WorkspaceError.noIdentity
      }
      let moment = try date.map { try self.moment($0) } ?? now
      return Signature(name: name, email: email, time: moment.seconds, offsetMinutes: moment.offsetMinutes)
    }
    return Identity(
      author: try signature(overrides.authorName, overrides.authorEmail, overrides.authorDate),
      committer: try signature(overrides.committerName, overrides.committerEmail, overrides.committerDate))
  }

  /// Reads a date in any form that Git takes, by asking Git.
  private func moment(_ text: String) throws -> Moment {
    var command = git
    command.environment["GIT_COMMITTER_DATE"] = text
    command.environment["GIT_COMMITTER_NAME"] = "x"
    command.environment["GIT_COMMITTER_EMAIL"] = "x"
    // `x <x> 1683511200 +0800`
    let answer = try command.run(["var", "GIT_COMMITTER_IDENT"])
    let parts = String(decoding: answer.standardOutput, as: UTF8.self).split { $0 == " " || $0 == "\n" }
    guard answer.status == 0, parts.count >= 2, let seconds = Int64(parts[parts.count - 2]),
      let zone = Int(parts[parts.count - 1])
    else { throw WorkspaceError.malformedDate(text) }
    return Moment(seconds: seconds, offsetMinutes: zone / 100 * 60 + zone % 100)
  }

  /// The address of who commits; nil where nobody is known, and Git will refuse the commit.
  func authorAddress(_ overrides: Identity.Overrides) throws -> String? {
    try overrides.authorEmail ?? repository.configuration().identity().email
  }

  /// The person of the office whom Git's address means.
  public func currentPerson(_ overrides: Identity.Overrides, in schemas: Schemas) throws -> Organization.Person? {
    guard let email = try authorAddress(overrides) else { return nil }
    return schemas.organization.person(email: email)
  }
}
