import ArgumentParser
import FondsText
import FondsWorkspace

/// `fonds dispose`
struct Dispose: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "dispose",
      abstract: say("What has reached its term: lists, and their carrying out.", "到期档案：编制清册、执行销毁。"),
      discussion: say(
        """
        Nothing is destroyed but by a list that was approved, before two witnesses, and leaves a tombstone for ever:
          fonds dispose list                            what is due, and what keeps it
          fonds dispose list --new                      a list of it, to be appraised and approved: fonds act
          fonds act SEC-2034-12-001 check-before …      each witness checks the papers against the list
          fonds act SEC-2034-12-001 witness method=shredding place=…    the first witness signs
          fonds dispose carry-out SEC-2034-12-001       the last witness signs, and the records are destroyed
        """,
        """
        档案只能按批准的清册、由两人监销，并永久留下销毁证明：
          fonds dispose list                            到期的档案，以及不能销毁的原因
          fonds dispose list --new                      编成清册，再用 fonds act 鉴定、审批
          fonds act SEC-2034-12-001 check-before …      监销人各自按清册核对实物
          fonds act SEC-2034-12-001 witness method=shredding place=…    第一位监销人签字
          fonds dispose carry-out SEC-2034-12-001       最后一位监销人签字并执行销毁
        """),
      subcommands: [DisposeList.self, CarryOut.self])
  }

  struct CarryOut: ParsableCommand {
    static var configuration: CommandConfiguration {
      CommandConfiguration(
        commandName: "carry-out",
        abstract: say("Destroy the records of an approved list, as its last witness.", "由最后一位监销人执行清册。"),
        discussion: say(
          """
          Checks every line against the archive, puts a tombstone in the place of each record, signs for you, and commits \
          all of it at once. Refused where a record is not due, is held, or differs from the list. Git's history keeps what \
          was committed in clear; no command shows it any more. If it was interrupted, run it again.
            fonds dispose carry-out SEC-2034-12-001 method=shredding place=销毁中心
            fonds dispose carry-out SEC-2034-12-001 --evidence scan-12.pdf    the others signed on paper
          """,
          """
          先逐行核对清册和档案，再把每份档案换成销毁证明，以你的名义签字，并一次提交。有档案未到期、被冻结或与清册不符的，不执行。\
          Git 历史里仍有以前的明文，但任何命令都不再显示。中途被打断的，再运行一次。
            fonds dispose carry-out SEC-2034-12-001 method=shredding place=销毁中心
            fonds dispose carry-out SEC-2034-12-001 --evidence scan-12.pdf    其他监销人已在纸上签字
          """))
    }

    @Argument(help: ArgumentHelp(say("The number of the list.", "清册编号。"), valueName: "id"))
    var id: String

    @Argument(help: ArgumentHelp(say("Fields of the list known only now.", "清册里现在才知道的内容。"), valueName: "field=value"))
    var fields: [String] = []

    @Option(
      help: ArgumentHelp(
        say("The sheet on paper that the other witnesses signed.", "其他监销人签字的纸面扫描件。"), valueName: "file"))
    var evidence: String?

    @Option(help: ArgumentHelp(say("A remark.", "批注。"), valueName: "text"))
    var note: String?

    @OptionGroup var global: GlobalOptions

    func run() throws {
      let request = CarryOutRequest(
        list: id, assignments: try Assignments.read(fields), evidence: evidence, note: note,
        language: Surroundings.language)
      let console = global.console
      let outcome = try global.workspace().carryOut(
        request, clock: Surroundings.now, overrides: Surroundings.identity)
      switch outcome {
      case .refused(let report):
        ReportPrinter(console: console, format: global.json ? .json : .full).print(report)
        console.note(say("nothing was destroyed", "没有销毁任何档案"))
        throw ExitCode(1)
      case .carriedOut(let list, let records, let commit):
        guard !global.json else {
          return console.print(
            JSON.object([
              ("list", JSON.string(list.text)), ("destroyed", JSON.array(records.map { JSON.string($0.text) })),
              ("commit", JSON.string(commit.description)),
            ]))
        }
        for record in records { console.print(record.text) }
        console.note(
          say(
            "\(records.count) records destroyed by \(list), committed \(commit.abbreviated())",
            "已按 \(list) 销毁 \(records.count) 份，已提交 \(commit.abbreviated())"))
      }
    }
  }
}
