import FondsText
import FondsWorkspace
import Foundation

/// What the environment of the process says. Nothing below this target reads it.
enum Surroundings {
  static let variables = ProcessInfo.processInfo.environment

  /// `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is set.
  ///
  /// Read before the arguments are parsed, since the parser's own messages are in it too.
  static let language = chosenLanguage ?? .english

  /// Nil where nobody chose one.
  static let chosenLanguage: Language? = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument == "--lang", index + 1 < arguments.count { return language(of: arguments[index + 1]) }
      if argument.hasPrefix("--lang=") { return language(of: String(argument.dropFirst("--lang=".count))) }
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { variables[$0] }.first { !$0.isEmpty }
    return locale.map { language(of: $0) }
  }()

  private static func language(of locale: String) -> Language {
    locale.lowercased().hasPrefix("zh") ? .chinese : .english
  }

  /// The time: `FONDS_NOW` for tests and runs that must repeat exactly, else the clock.
  static func now() throws -> Moment {
    guard let text = variables["FONDS_NOW"], !text.isEmpty else {
      let date = Date()
      let offset = TimeZone.current.secondsFromGMT(for: date) / 60
      return Moment(seconds: Int64(date.timeIntervalSince1970), offsetMinutes: offset)
    }
    guard let moment = Moment(text) else { throw WorkspaceError.malformedDate("FONDS_NOW=\(text)") }
    return moment
  }

  /// Who commits, by the variables that Git reads and libgit2 does not.
  static let identity: Identity.Overrides = {
    func value(_ name: String) -> String? { variables[name].flatMap { $0.isEmpty ? nil : $0 } }
    var overrides = Identity.Overrides()
    overrides.authorName = value("GIT_AUTHOR_NAME")
    overrides.authorEmail = value("GIT_AUTHOR_EMAIL")
    overrides.authorDate = value("GIT_AUTHOR_DATE")
    overrides.committerName = value("GIT_COMMITTER_NAME")
    overrides.committerEmail = value("GIT_COMMITTER_EMAIL")
    overrides.committerDate = value("GIT_COMMITTER_DATE")
    return overrides
  }()

  /// Opens the repository around a folder. Inside a hook Git names it in the environment.
  static func workspace(_ directory: String, isHook: Bool = false) throws -> Workspace {
    // libgit2 can't open a repository while the first of them is set, and reads all of the other at once.
    let gitWorkTree = isHook ? taken("GIT_WORK_TREE") : nil
    let indexFile = isHook ? taken("GIT_INDEX_FILE") : nil
    return try Workspace(
      .init(
        directory: directory, isHook: isHook, gitWorkTree: gitWorkTree, indexFile: indexFile, now: try now(),
        program: program))
  }

  /// The value of a variable, which is gone from the environment then.
  private static func taken(_ name: String) -> String? {
    guard let value = variables[name] else { return nil }
    unsetenv(name)
    return value
  }

  /// What tells this build from any other: when and how large its file was written; nil where that can't be seen.
  private static let program: String? = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return nil }
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }()

  /// The absolute path of the running program, for the hooks.
  static func programPath() throws -> String {
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return link
  }
}

/// A text in the user's language.
func say(_ english: String, _ chinese: String) -> String {
  switch Surroundings.language {
  case .english: english
  case .chinese: chinese
  }
}

func say(_ text: LocalizedText) -> String {
  text.text(Surroundings.language)
}
