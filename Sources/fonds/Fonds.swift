import ArgumentParser
import Glibc

/// The program: a list of commands.
///
/// Each of them says its name: the parser would work it out of the type, for all of them at every start, which takes
/// as long as opening an archive.
@main
struct Fonds: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "fonds",
      abstract: say(
        "Keeps an office's records as plain text in Git: checked, versioned, searchable.",
        "用 Git 保存单位的文字档案：有校验，有版本，查得到。"),
      version: "0.1.0",
      groupedSubcommands: [
        CommandGroup(
          name: say("Make and check records", "登记与核对"),
          subcommands: [
            Initialize.self, New.self, Add.self, Import.self, Check.self, Fmt.self, Commit.self, Renumber.self,
            Register.self, Act.self, FileCommand.self,
          ]),
        CommandGroup(
          name: say("Find records, present and past", "查找档案"),
          subcommands: [
            Find.self, Due.self, Report.self, Show.self, Log.self, Diff.self, Label.self, Verify.self,
            IndexCommand.self,
          ]),
        CommandGroup(
          name: say("Keep records and let them go", "保管与处置"),
          subcommands: [Retention.self, HoldCommand.self, Dispose.self]),
        CommandGroup(
          name: say("Rules and set-up", "规则与设置"),
          subcommands: [Explain.self, Kinds.self, HookCommand.self, Doctor.self]),
      ])
  }

  static func main() {
    // A reader that has seen enough (`fonds log … | head`) ends the program quietly.
    signal(SIGPIPE, SIG_DFL)
    let arguments = ArgumentOrder.normalized(Array(CommandLine.arguments.dropFirst()))
    do {
      if let hook = HookRun(arguments: arguments) { return try hook.run() }
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch let error as ExitCode {
      Glibc.exit(error.rawValue)
    } catch {
      Glibc.exit(Failure.report(error))
    }
  }
}

/// Options that stand before the command, as Git's do: `fonds -C archive check`.
enum ArgumentOrder {
  private static let withValue: Set<String> = ["-C", "--lang", "--color"]

  /// Moves them behind the command, where the parser expects them.
  static func normalized(_ arguments: [String]) -> [String] {
    var leading: [String] = []
    var rest = arguments[...]
    while let first = rest.first, first.hasPrefix("-") {
      if withValue.contains(first), rest.count > 1 {
        leading += rest.prefix(2)
        rest = rest.dropFirst(2)
      } else if first == "--json" || first.hasPrefix("--lang=") || first.hasPrefix("--color=") {
        leading.append(first)
        rest = rest.dropFirst()
      } else {
        break
      }
    }
    guard let command = rest.first else { return arguments }
    // A command of two words takes its options behind the second one.
    let isDouble =
      (HookCommand.names + ["dispose"]).contains(command)
      || command == HoldCommand.configuration.commandName
        && rest.dropFirst().first.map(HoldCommand.words.contains) == true
    let words = isDouble && rest.count > 1 ? 2 : 1
    return Array(rest.prefix(words)) + leading + Array(rest.dropFirst(words))
  }
}
