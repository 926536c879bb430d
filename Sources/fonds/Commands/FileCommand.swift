import ArgumentParser
import FondsGit
import FondsModel
import FondsWorkspace

/// `fonds file`
struct FileCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "file",
      abstract: say("File a year: give its records their archive numbers, and seal it.", "归档一个年度：编定档号，封存年度。"),
      discussion: say(
        """
        What is complete (its trail finished, a class in Schemas/retention.yaml, a circle where it is classified) gets its \
        archive number by Schemas/filing.yaml; what is closed is set to archived; all in one commit. Of the rest it says what \
        each lacks. Run it again whenever more is complete: what is filed stays as it is.
        --seal tags the year, signed with your key, once all of it is filed: after that its records change only by an approved \
        amendment (RET006). git verify-tag proves the tag with the file that fonds verify --allowed-signers writes.

          fonds file --year 2023 --dry-run
          fonds file --year 2023 --dept HR
          fonds file --year 2023 --seal --leave-open HR-2023-03-004="in court until 2025"
        """,
        """
        办理完毕、在 Schemas/retention.yaml 里有类、涉密的写明知悉范围的档案，按 Schemas/filing.yaml 编定档号；已办结的改为已归档；\
        一次提交。其余的逐份说明缺什么。以后又有办结的，再运行一次即可，已归档的不动。
        --seal 在全部归档后给该年度加一个用您的密钥签名的标签：此后只能凭批准的更正单改动（RET006）。\
        用 fonds verify --allowed-signers 写出的文件，git verify-tag 可以核验。

          fonds file --year 2023 --dry-run
          fonds file --year 2023 --dept 人力资源部
          fonds file --year 2023 --seal --leave-open HR-2023-03-004="诉讼至 2025 年"
        """))
  }

  @Option(help: ArgumentHelp(say("The year of the numbers.", "编号里的年份。"), valueName: "yyyy"))
  var year: Int

  @Option(help: ArgumentHelp(say("This department only: code or name.", "只归这个部门的：代码或名称。"), valueName: "dept"))
  var dept: String?

  @Flag(help: ArgumentHelp(say("Only say what would be filed, and what the rest lacks.", "只列出可以归档的和各缺什么，不改动。")))
  var dryRun = false

  @Flag(help: ArgumentHelp(say("Seal the year.", "封存年度。")))
  var seal = false

  @Option(
    help: ArgumentHelp(
      say("With --seal: a record that goes on, and why.", "与 --seal 一起用：留待办结的档案和理由。"), valueName: "id=reason"))
  var leaveOpen: [String] = []

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (1...9999).contains(year) else {
      throw ValidationError(say("--year takes four digits, such as 2023", "--year 写四位年份，如 2023"))
    }
    if seal, dryRun || dept != nil {
      throw ValidationError(
        say(
          "--seal goes without --dry-run and --dept: a year is sealed as a whole",
          "--seal 不能与 --dry-run、--dept 一起用：年度要整体封存"))
    }
    if !seal, !leaveOpen.isEmpty {
      throw ValidationError(say("--leave-open goes with --seal", "--leave-open 要与 --seal 一起用"))
    }
    _ = try reasons()
  }

  func run() throws {
    let workspace = try global.workspace()
    if seal { return try sealYear(in: workspace) }
    let request = FilingRequest(year: year, department: dept, language: Surroundings.language)
    let output = FilingOutput(console: global.console)
    if dryRun {
      let list = try workspace.filingList(request)
      if global.json { global.console.print(output.json(list, commit: nil)) } else { output.print(list, commit: nil) }
      return
    }
    switch try workspace.file(request, identity: Surroundings.identity, now: Surroundings.now()) {
    case .filed(let list, let commit):
      if global.json {
        global.console.print(output.json(list, commit: commit))
      } else {
        output.print(list, commit: commit, isDone: true)
      }
    case .refused(let report):
      ReportPrinter(console: global.console, format: global.json ? .json : .full).print(report)
      throw ExitCode(1)
    }
  }

  private func sealYear(in workspace: Workspace) throws {
    let sealed = try workspace.seal(
      year, leavingOpen: reasons(), identity: Surroundings.identity, now: Surroundings.now(),
      language: Surroundings.language)
    if global.json {
      global.console.print(
        JSON.object([
          ("year", JSON.int(sealed.year)), ("tag", JSON.string(sealed.tag)),
          ("commit", JSON.string(sealed.commit.description)), ("filed", JSON.int(sealed.filed)),
          (
            "open",
            JSON.array(
              sealed.open.map { JSON.object([("id", JSON.string($0.id.text)), ("reason", JSON.string($0.reason))]) })
          ),
        ]))
      return
    }
    global.console.print(
      say(
        "\(sealed.year) is sealed: \(sealed.tag), \(sealed.filed) records filed",
        "\(sealed.year) 年度已封存：\(sealed.tag)，归档 \(sealed.filed) 份"))
    for (id, reason) in sealed.open {
      global.console.note(say("left open: ", "留待办结：") + "\(id.text) \(Console.clean(reason))")
    }
    global.console.note(say("next: git push origin \(sealed.tag)", "下一步：git push origin \(sealed.tag)"))
  }

  /// The reasons of `--leave-open`, by number.
  private func reasons() throws -> [String: String] {
    var found: [String: String] = [:]
    for text in leaveOpen {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, RecordID(parts[0]) != nil, !parts[1].allSatisfy(\.isWhitespace) else {
        throw ValidationError(
          say("--leave-open takes NUMBER=REASON, not '\(text)'", "--leave-open 的写法是 编号=理由，不是“\(text)”"))
      }
      found[parts[0]] = parts[1]
    }
    return found
  }
}
