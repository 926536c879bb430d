import ArgumentParser
import FondsModel
import FondsRules
import FondsText
import FondsWorkspace

/// `fonds verify`
struct Verify: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "verify",
      abstract: say("Verify a record's approvals and signatures.", "核验一份档案的批准和签名。"),
      discussion: say(
        """
        Tells of each approval whether it covers the content as it is, and whether its signature is good: whose key, and \
        whether it held on that day by Schemas/organization.yaml. Below each good signature stand the lines of shell that \
        prove it without this command. Ends with 1 where an approval is bad.

          fonds verify HR-2023-01-001
          fonds verify --allowed-signers signers.txt
        """,
        """
        逐条说明批准的是不是现在的内容、签名是否有效：用的是谁的密钥，按 Schemas/organization.yaml 当日是否有效。\
        每个有效签名下面列出不靠本命令也能证明它的命令行。有不合格的批准时，退出码为 1。

          fonds verify HR-2023-01-001
          fonds verify --allowed-signers signers.txt
        """))
  }

  @Argument(help: ArgumentHelp(say("The record's number.", "档案编号。"), valueName: "id"))
  var id: String?

  @Option(help: ArgumentHelp(say("A day (its end) or a revision of Git.", "某一天（结束时）或 Git 版本。"), valueName: "date|rev"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Write the people's public keys to this file, as ssh-keygen reads them.",
        "把人员的公钥写入该文件，供 ssh-keygen 使用。"), valueName: "file"))
  var allowedSigners: String?

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if (id == nil) == (allowedSigners == nil) {
      throw ValidationError(say("name a record, or --allowed-signers FILE", "请写档案编号，或 --allowed-signers 文件"))
    }
    if global.json, allowedSigners != nil {
      throw ValidationError(
        say("--json goes without --allowed-signers", "--json 不能与 --allowed-signers 一起用"))
    }
  }

  func run() throws {
    let workspace = try global.workspace()
    if let allowedSigners {
      let path = global.absolute(allowedSigners)
      let signers = try workspace.allowedSigners(at: at)
      try FileWriting.write(Array(signers.utf8), to: path)
      global.console.print(path)
      if signers.isEmpty {
        global.console.note(
          say("nobody has a key in Schemas/organization.yaml", "Schemas/organization.yaml 里还没有任何人的公钥"))
      }
    } else if let id {
      try verify(id, in: workspace)
    }
  }

  private func verify(_ id: String, in workspace: Workspace) throws {
    let console = global.console
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let found = try workspace.verification(of: id, at: at, progress: { meter.update($0, $1) })
    meter.finish()
    let output = VerificationOutput(verification: found, moment: at, console: console)
    if global.json { console.print(output.json) } else { output.print() }
    if !found.isSound { throw ExitCode(1) }
  }
}
