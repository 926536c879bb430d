import FondsGit
import FondsIndex
import FondsModel
import FondsText

/// One thing that `fonds doctor` looked at.
public struct Finding: Sendable {
  public enum State: String, Sendable {
    case good, advice, fault
  }

  public enum Subject: Sendable {
    case git(version: String)
    case gitMissing
    case repository(path: String)
    case shallow
    case unfinished(String)
    case schemas(kinds: Int)
    case noSchemas
    case brokenSchemas(count: Int)
    case hooks
    case missingHooks([Hook])
    case lineEndings
    case identity(name: String, email: String)
    case unknownPerson(email: String)
    case noIdentity
    case index
    case indexBehind
    case noIndex
    case editorSchemas
    case staleEditorSchemas
    /// The editor's settings do not name the schema of a type.
    case unnamedEditorSchema(type: String)
    case indexUnusable(reason: String)
    case objects
    case damagedObjects(String)
    /// Commands of Git that would make it faster here.
    case slowGit([Upkeep.Command])
    /// A setting by which Git writes its index so that libgit2 can't read it.
    case unreadableIndexSetting(name: String)
    case unreadableIndex(reason: String)
  }

  public let state: State
  public let subject: Subject

  init(_ state: State, _ subject: Subject) {
    self.state = state
    self.subject = subject
  }
}

extension Workspace {
  /// Looks at the set-up: Git, the repository, rules, hooks, identity, index.
  ///
  /// - Parameter checksObjects: also has Git check every object it holds, which takes long in a large archive. libgit2 1.5
  ///   waits for ever at an object file that was cut off (libgit2 issue 7342); Git's own check finds such a file.
  public func examine(_ overrides: Identity.Overrides, checksObjects: Bool) throws -> [Finding] {
    var findings = [try examineGit()]
    findings.append(Finding(.good, .repository(path: root ?? repository.gitDirectory)))
    if repository.isShallow { findings.append(Finding(.advice, .shallow)) }
    if repository.state != .none { findings.append(Finding(.advice, .unfinished("\(repository.state)"))) }
    let schemas = try examineSchemas(&findings)
    findings += try examineHooks()
    findings.append(try examineIdentity(overrides, schemas))
    findings.append(examineIndex())
    if root != nil, let schemas, schemas.faults.isEmpty { findings += try examineEditor(schemas) }
    findings += try examineUpkeep()
    if checksObjects { findings.append(try examineObjects()) }
    return findings
  }

  private func examineGit() throws -> Finding {
    do throws(any Error) {
      let version = String(decoding: try git.output(of: ["version"]), as: UTF8.self)
      return Finding(.good, .git(version: String(version.drop { !$0.isNumber }.prefix { !$0.isNewline })))
    } catch let error as GitError where error.code == .programMissing {
      return Finding(.fault, .gitMissing)
    }
  }

  private func examineSchemas(_ findings: inout [Finding]) throws -> Schemas? {
    do {
      let schemas = try currentSchemas()
      findings.append(
        schemas.faults.isEmpty
          ? Finding(.good, .schemas(kinds: schemas.kinds.count))
          : Finding(.fault, .brokenSchemas(count: schemas.faults.count)))
      return schemas
    } catch let error as WorkspaceError where [.noSchemas, .schemasRemoved].contains(error) {
      findings.append(Finding(.fault, .noSchemas))
      return nil
    }
  }

  private func examineHooks() throws -> [Finding] {
    let missing = try missingHooks()
    var findings = [missing.isEmpty ? Finding(.good, .hooks) : Finding(.advice, .missingHooks(missing))]
    // A conversion of line endings gives a record other bytes on disk than in the archive.
    if root != nil, try repository.configuration().string("core.autocrlf") == "true", try !keepsBytes() {
      findings.append(Finding(.advice, .lineEndings))
    }
    return findings
  }

  private func keepsBytes() throws -> Bool {
    let answer = try git.run(["check-attr", "text", "--", "\(RecordPath.root)/x.yaml"])
    return String(decoding: answer.standardOutput, as: UTF8.self).contains(": unset")
  }

  private func examineIdentity(_ overrides: Identity.Overrides, _ schemas: Schemas?) throws -> Finding {
    do {
      let author = try identity(overrides, now: Moment(seconds: 0, offsetMinutes: 0)).author
      return schemas?.organization.person(email: author.email) != nil
        ? Finding(.good, .identity(name: author.name, email: author.email))
        : Finding(.advice, .unknownPerson(email: author.email))
    } catch WorkspaceError.noIdentity {
      return Finding(.fault, .noIdentity)
    }
  }

  private func examineIndex() -> Finding {
    guard FileWriting.isFolder(derivedFolder) != false else {
      return Finding(.fault, .indexUnusable(reason: "\(derivedFolder) is not a folder"))
    }
    guard IndexStore.exists(in: derivedFolder) else { return Finding(.advice, .noIndex) }
    do {
      let indexed = try IndexStore(reading: derivedFolder).head()
      return try indexed == repository.head() ? Finding(.good, .index) : Finding(.advice, .indexBehind)
    } catch {
      return Finding(.advice, .indexUnusable(reason: "\(error)"))
    }
  }

  private func examineUpkeep() throws -> [Finding] {
    let configuration = try repository.configuration()
    var names = try ["core.splitIndex", "index.skipHash", "index.sparse"].filter { try configuration.bool($0) == true }
    // From Git 2.40 on this sets index.skipHash.
    if try configuration.bool("feature.manyFiles") == true, try configuration.bool("index.skipHash") == nil {
      names.append("feature.manyFiles")
    }
    var findings = names.map { Finding(.fault, .unreadableIndexSetting(name: $0)) }
    do {
      let commands = try upkeep().commands
      if !commands.isEmpty { findings.append(Finding(.advice, .slowGit(commands))) }
    } catch let error as GitError where error.code == .unreadableIndex {
      findings.append(Finding(.fault, .unreadableIndex(reason: error.message)))
    }
    return findings
  }

  private func examineObjects() throws -> Finding {
    let answer = try git.run(["fsck", "--no-dangling", "--no-progress"])
    guard answer.status != 0 else { return Finding(.good, .objects) }
    return Finding(.fault, .damagedObjects(answer.standardError.split(separator: "\n").first.map(String.init) ?? ""))
  }
}
