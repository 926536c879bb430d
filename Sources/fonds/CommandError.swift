import ArgumentParser
import FondsGit
import FondsIndex
import FondsPages
import FondsText
import FondsWorkspace

/// An error in words: what could not be done, and what to do about it. The one place where errors become text.
struct Failure {
  let message: LocalizedText
  let hint: LocalizedText?

  init(_ en: String, _ zh: String, hint: (String, String)? = nil) {
    message = LocalizedText(en: en, zh: zh)
    self.hint = hint.map { LocalizedText(en: $0.0, zh: $0.1) }
  }

  /// Says what went wrong and returns the exit status: 2, or 64 for wrong usage.
  static func report(_ error: any Error) -> Int32 {
    let console = Console(choice: .auto)
    guard let failure = Failure(error) else {
      // It quotes what was typed, which may have been copied from anywhere.
      let text = Console.cleanLines(UsageText.localized(Fonds.fullMessage(for: error)))
      // Help that was asked for is a result, and no failure.
      if Fonds.exitCode(for: error) == .success {
        console.print(text)
        return 0
      }
      console.note(text)
      return Fonds.exitCode(for: error) == .validationFailure ? 64 : 2
    }
    console.note(
      console.styled(say("error", "错误"), .red, on: .error) + say(": ", "：") + Console.cleanLines(say(failure.message)))
    if let hint = failure.hint {
      console.note(
        "  = " + console.styled(say("help", "提示"), .green, on: .error) + say(": ", "：") + Console.cleanLines(say(hint)))
    }
    return 2
  }

  private init?(_ error: any Error) {
    switch error {
    case let error as WorkspaceError: self = Failure(workspace: error)
    case let error as DisposalError: self = Failure(disposal: error)
    case let error as GitError: self = Failure(git: error)
    case let error as IndexError: self = Failure(index: error)
    case let error as QRCodeError:
      self = Failure("'\(error.text)' does not fit into a QR code", "“\(error.text)”放不进二维码")
    case let error as EditorError: self = Failure(editor: error)
    case let error as RecordEditor.Failure:
      self = Failure("the record can't be changed: \(error)", "档案无法修改：\(error)")
    default: return nil
    }
  }

  init(workspace error: WorkspaceError) {
    switch error {
    case .noRepository(let path):
      self.init(
        "\(path) is in no Git repository", "\(path) 不在任何 Git 仓库里",
        hint: ("go to your records' folder, or make one: fonds init FOLDER", "请进入档案所在的文件夹，或新建一个：fonds init 文件夹"))
    case .noSchemas:
      self.init(
        "this repository has no Schemas/ folder, so there are no rules to check by", "这个仓库没有 Schemas/ 文件夹，没有可依据的规则",
        hint: ("fonds init lays the template: fonds init .", "可用模板建立：fonds init ."))
    case .schemasRemoved:
      self.init(
        "the Schemas/ folder is gone, so there are no rules to check by", "Schemas/ 文件夹不见了，没有可依据的规则",
        hint: ("bring it back: git checkout HEAD -- Schemas", "恢复它：git checkout HEAD -- Schemas"))
    case .brokenRules:
      self.init(
        "the rules in Schemas/ have faults", "Schemas/ 里的规则有错",
        hint: ("mend them first: fonds check Schemas", "请先改好：fonds check Schemas"))
    case .noRetentionSchedule, .notAHold, .notHolding: self = Failure(retention: error)
    case .bareRepository:
      self.init(
        "this is a bare repository: it has no files to edit", "这是裸仓库，没有可编辑的文件",
        hint: ("use --rev to check a commit, e.g. fonds check --rev HEAD", "可用 --rev 核对某次提交，如 fonds check --rev HEAD"))
    case .unreadable(let path, let reason):
      self.init(
        "\(path) can't be read: \(reason)", "无法读取 \(path)：\(reason)",
        hint: ("see who may read it: ls -ld", "请看是否有权读取：ls -ld"))
    case .unwritable(let path, let reason):
      self.init(
        "\(path) can't be written: \(reason)", "无法写入 \(path)：\(reason)",
        hint: (
          "see whether the disk is full (df -h) and who may write there (ls -ld), then run the command again: nothing is lost",
          "请看磁盘是否已满（df -h）、是否有权写入（ls -ld），然后再运行一次：原有内容没有丢失"
        ))
    case .outsideRecords(let path):
      self.init(
        "\(path) is not below Records/ or Schemas/", "\(path) 不在 Records/ 或 Schemas/ 下面")
    case .noSuchFile(let path): self.init("there is no file \(path)", "没有文件 \(path)")
    case .notARecord(let path):
      self.init(
        "\(path) is no record", "\(path) 不是档案",
        hint: (
          "records lie below Records/ and end with .yaml; the rules in Schemas/ are written by hand",
          "档案在 Records/ 下面，以 .yaml 结尾；Schemas/ 里的规则由人手写"
        ))
    case .noSuchRevision(let name):
      self.init(
        "Git knows no revision '\(name)'", "Git 里没有版本“\(name)”",
        hint: ("git log --oneline lists them", "用 git log --oneline 查看"))
    case .noSuchRecord(let id, let nearest):
      self.init("no record has the number \(id)", "没有编号为 \(id) 的档案", hint: Self.near(nearest))
    case .destroyed(let id):
      self.init(
        "\(id) was destroyed: what it said is not shown", "\(id) 已经销毁，原来的内容不再显示",
        hint: ("fonds show \(id) shows the tombstone and its list", "fonds show \(id) 可看销毁证明和清册"))
    case .noSuchKind(let name, let nearest):
      self.init(
        "there is no kind '\(name)'", "没有种类“\(name)”",
        hint: Self.near(nearest) ?? ("fonds kinds lists them", "用 fonds kinds 查看"))
    case .brokenKind(let name):
      self.init(
        "the rules of the kind '\(name)' have faults", "种类“\(name)”的规则文件有错",
        hint: ("mend them first: fonds check Schemas", "请先改好：fonds check Schemas"))
    case .noWorkflow(let kind):
      self.init(
        "records of the kind '\(kind)' go by no workflow", "种类“\(kind)”没有办理流程",
        hint: (
          "a kind names it in x-fonds.workflow; edit the record and run fonds commit",
          "流程写在种类文件的 x-fonds.workflow；可直接编辑后 fonds commit"
        ))
    case .brokenWorkflow(let name):
      self.init(
        "the workflow '\(name)' has faults", "流程“\(name)”的文件有错",
        hint: ("mend it first: fonds check Schemas", "请先改好：fonds check Schemas"))
    case .noSuchStep(let name, let nearest):
      self.init("the workflow has no step '\(name)'", "流程里没有环节“\(name)”", hint: Self.near(nearest))
    case .noSuchReport(let name, let known):
      self.init(
        "there is no report '\(name)'", "没有报表“\(name)”",
        hint: ("there is " + known.joined(separator: ", "), "现有：" + known.joined(separator: "、")))
    case .signedByAnother(let person):
      self.init(
        "a decision of \(person) can't be signed by somebody else", "\(person) 的决定不能由别人签名",
        hint: ("leave --sign out: the scan is the evidence", "请去掉 --sign：以扫描件为凭"))
    case .decisionNeeded(let step, let words):
      self.init(
        "say what is decided in '\(step)'", "请写明环节“\(step)”的意见",
        hint: ("--decision " + words.joined(separator: " | "), "--decision " + words.joined(separator: " | ")))
    case .clockBehind(let id, let last, let now):
      self.init(
        "the last step of \(id) was taken at \(last), but this clock says \(now)",
        "\(id) 的上一步办于 \(last)，而本机时钟是 \(now)",
        hint: ("set the clock right; entries of a trail never run backwards", "请校准时钟；办理过程的时间不能倒退"))
    case .notYet(let time):
      self.init(
        "\(time) has not come yet", "\(time) 还没有到", hint: ("a decision is entered after it was taken", "先有决定，再登记"))
    case .unknownPerson:
      self.init(
        "Git's user is nobody whom Schemas/organization.yaml knows", "Git 用户不是 Schemas/organization.yaml 里的人员",
        hint: (
          "git config user.email tells who you are to Git; the address must stand at a person there",
          "用 git config user.email 查看你的地址，它要写在其中一个人员的 email 里"
        ))
    case .noSuchPerson(let name, let nearest):
      self.init(
        "there is no person '\(name)'", "没有人员“\(name)”",
        hint: Self.near(nearest) ?? ("people are listed in Schemas/organization.yaml", "人员见 Schemas/organization.yaml"))
    case .noSuchRole(let name, let nearest):
      self.init(
        "there is no role '\(name)'", "没有岗位“\(name)”",
        hint: Self.near(nearest) ?? ("roles are listed in Schemas/organization.yaml", "岗位见 Schemas/organization.yaml"))
    case .roleNeeded(let role):
      self.init(
        "this is for the \(role.en.lowercased())", "这由\(role.zh)办理",
        hint: ("who holds which role is said in Schemas/organization.yaml", "谁任什么岗位，见 Schemas/organization.yaml"))
    case .yearSealed(let tag):
      self.init(
        "the year is sealed already, by the tag \(tag)", "该年度已封存，见标签 \(tag)",
        hint: ("git verify-tag \(tag) proves who sealed it", "用 git verify-tag \(tag) 可以核验是谁封存的"))
    case .notFiled(let numbers):
      self.init(
        "not filed yet: \(Self.some(numbers, ", "))", "尚未归档：\(Self.some(numbers, "、"))",
        hint: (
          "fonds file --dry-run says what each lacks; leave one open with --leave-open NUMBER=REASON",
          "fonds file --dry-run 说明各缺什么；确需留待办结的，写 --leave-open 编号=理由"
        ))
    case .archiveNumbersBroken(let numbers):
      self.init(
        "archive numbers that stand twice, or have none before them: \(Self.some(numbers, ", "))",
        "重复或不连续的档号：\(Self.some(numbers, "、"))",
        hint: (
          "correct the record that got its number by hand or by a merge; what is published by an amendment",
          "请改正手写或合并造成的档号；已发布的，办理更正"
        ))
    case .yearUncommitted(let paths):
      self.init(
        "not committed yet: \(Self.some(paths, ", "))", "尚未提交：\(Self.some(paths, "、"))",
        hint: ("run fonds commit first", "请先运行 fonds commit"))
    case .noSuchDepartment(let code, let nearest):
      self.init(
        code.isEmpty ? "say which department: --dept CODE" : "there is no department '\(code)'",
        code.isEmpty ? "请指明部门：--dept 代码" : "没有部门“\(code)”",
        hint: Self.near(nearest) ?? ("they are listed in Schemas/organization.yaml", "见 Schemas/organization.yaml"))
    case .noSuchField(let name, let kind, let nearest):
      self.init(
        "a '\(kind)' has no field '\(name)'", "“\(kind)”没有字段“\(name)”",
        hint: Self.near(nearest) ?? ("fonds kinds \(kind) lists them", "用 fonds kinds \(kind) 查看"))
    case .unreadableTable(let fault): self = Failure(table: fault)
    case .repeatedColumn(let heading):
      self.init("the column '\(heading)' stands in the table twice", "表格里有两列都是“\(heading)”")
    case .ambiguousColumn(let heading, let names):
      self.init(
        "several fields are called '\(heading)'", "有几个字段都叫“\(heading)”",
        hint: (
          "head the column with the field's name: \(names.joined(separator: " or "))",
          "表头请写字段名：\(names.joined(separator: " 或 "))"
        ))
    case .ambiguousField(let name, let names):
      self.init(
        "several fields are called '\(name)'", "有几个字段都叫“\(name)”",
        hint: ("use the field's name: \(names.joined(separator: " or "))", "请用字段名：\(names.joined(separator: " 或 "))"))
    case .wrongValue(let field, let value, let reason):
      self.init(
        "'\(value)' can't be the value of '\(field)'", "“\(field)”不能是“\(value)”", hint: (reason.en, reason.zh))
    case .partNeeded(let field, let example):
      self.init(
        "'\(field)' has several parts: say which", "“\(field)”由几部分组成，请逐项指明",
        hint: ("e.g. \(example)", "例如 \(example)"))
    case .noSuchItem(let field, let number, let next):
      self.init(
        "'\(field)': there is no item \(number) yet", "“\(field)”：还没有第 \(number) 项",
        hint: ("items count from 1; the next is \(next)", "各项从 1 起连续编号，下一项是 \(next)"))
    case .badAssignment(let text):
      self.init(
        "'\(text)' is not of the form field=value", "“\(text)”不是“字段=内容”的形式",
        hint: (
          "e.g. title=\"Annual leave\" amount=5000 keywords=[leave, holidays]",
          "例如 title=考勤制度 amount=5000 keywords=[考勤, 休假]"
        ))
    case .notASheet(let kind, let sheets):
      self.init(
        "a '\(kind)' takes no rows", "“\(kind)”不是逐行登记的表",
        hint: (
          "rows go into sheets: \(sheets.joined(separator: ", "))", "可逐行登记的有：\(sheets.joined(separator: "、"))"
        ))
    case .whichSheet(let field, let values):
      let choice = LocalizedText(
        en: values.isEmpty ? "" : "one of: \(values.joined(separator: ", ")); ",
        zh: values.isEmpty ? "" : "可选：\(values.joined(separator: "、"))；")
      let example = "\(field)=" + (values.first.map { "'\($0)'" } ?? "…")
      self.init(
        "sheets of several '\(field)' may be kept side by side: say which", "可以同时有几张表，请指明“\(field)”",
        hint: (choice.en + "e.g. \(example)", choice.zh + "例如 \(example)"))
    case .sheetExists(let id, let period):
      self.init(
        "the sheet of \(period) is there already: \(id)", "\(period) 的表已经有了：\(id)",
        hint: ("add a row to it: fonds add \(id) field=value …", "在表上登记一行：fonds add \(id) 字段=内容 …"))
    case .sheetClosed(let id):
      self.init(
        "the sheet \(id) is closed: it takes no more rows", "\(id) 已经结表，不能再登记",
        hint: ("if it was closed too early, set its status back first", "如果结得太早，请先把状态改回来"))
    case .outsideSheet(let id, let period, let day, let other):
      self.init(
        "\(id) is the sheet of \(period), and the row is of \(day)", "\(id) 是 \(period) 的表，而这一行是 \(day) 的",
        hint: other.map { ("add it to \($0)", "请登记到 \($0)") }
          ?? (
            "name the kind and --dept instead of the number: the sheet of that month is made from this one",
            "请不写编号，改写种类和 --dept：会由本表转出那个月的新表"
          ))
    case .uncommittedChanges(let id):
      self.init(
        "\(id) has changes that are not committed, which this command must not publish", "\(id) 有尚未提交的改动，不能由这个命令一起提交",
        hint: (
          "commit them first: fonds commit \(id), or leave this one uncommitted too: --no-commit",
          "请先提交：fonds commit \(id)，或加 --no-commit，这一次也先不提交"
        ))
    case .typeNeeded(let kind):
      self.init(
        "a '\(kind)' may have a number of any type: say which number", "“\(kind)”可以用任何类型的编号，请指明编号",
        hint: ("e.g. fonds new \(kind) id=HR-2023-01-014", "例如 fonds new \(kind) id=HR-2023-01-014"))
    case .malformedNumber(let text):
      self.init(
        "'\(text)' is not a number of the office", "“\(text)”不是规范的编号",
        hint: (
          "a number is DEPARTMENT-YEAR-TYPE-SEQUENCE, such as HR-2023-01-015", "编号由部门-年份-类型-顺序号组成，如 HR-2023-01-015"
        ))
    case .malformedDate(let text):
      self.init(
        "'\(text)' is no date", "“\(text)”不是日期",
        hint: ("write YYYY-MM-DD, such as 2023-05-08", "请写 YYYY-MM-DD，如 2023-05-08"))
    case .numberTaken(let id, let path):
      self.init("the number \(id) is, or was, that of \(path)", "编号 \(id) 已经（或曾经）属于 \(path)")
    case .numberPublished(let id):
      self.init(
        "\(id) is published: its number stays for ever", "\(id) 已经发布，编号不能再改",
        hint: ("only a record that nobody else has can be renumbered", "只有尚未发布的档案才能换编号"))
    case .ambiguousNumber(let id, let paths):
      self.init(
        "several files carry \(id):\n  \(paths.joined(separator: "\n  "))",
        "有几个文件都用了 \(id)：\n  \(paths.joined(separator: "\n  "))",
        hint: ("name the file that shall get the next number: fonds renumber FILE", "请指明给哪个文件换号：fonds renumber 文件"))
    case .fileExists(let path): self.init("\(path) exists already", "\(path) 已经存在")
    case .uneditable(let path):
      self.init(
        "\(path) can't be changed while its text has faults", "\(path) 的文字有错，暂时不能自动修改",
        hint: ("see them with: fonds check \(path)", "查看错误：fonds check \(path)"))
    case .illegible(let path):
      self.init(
        "\(path) can't be read as a record", "\(path) 无法作为档案读取",
        hint: ("see what is wrong with: fonds check \(path)", "查看错误：fonds check \(path)"))
    case .noIdentity:
      self.init(
        "Git does not know who you are", "Git 不知道你是谁",
        hint: (
          "git config --global user.name \"Your Name\"; git config --global user.email you@office.example",
          "git config --global user.name \"姓名\"; git config --global user.email you@office.example"
        ))
    case .signing(let failure): self = Failure(signing: failure)
    case .noNotifyCommand:
      self.init(
        "no command is named that reminders are handed to", "没有设置用来接收提醒的命令",
        hint: (
          "name it in this clone's own configuration: git config --local \(Workspace.notifyName) COMMAND",
          "请在本仓库自己的设置里指定：git config --local \(Workspace.notifyName) 命令"
        ))
    case .notHandedOut(let refused):
      func lines(_ ending: (Int32) -> String) -> String {
        refused.map { refusal in
          "\n  " + [refusal.place, refusal.obligation].filter { !$0.isEmpty }.joined(separator: " ")
            + ": \(ending(refusal.status))"
            + (refusal.reason.isEmpty ? "" : ": \(refusal.reason)")
        }.joined()
      }
      self.init(
        "not handed out, and tried again next time: \(refused.count)" + lines { "the command ended with status \($0)" },
        "有 \(refused.count) 条没有发出，下次再试：" + lines { "命令的退出状态为 \($0)" },
        hint: (
          "see the command: git config --local --get \(Workspace.notifyName)",
          "查看命令：git config --local --get \(Workspace.notifyName)"
        ))
    case .busy:
      self.init(
        "another program is working in this repository", "另一个程序正在使用这个仓库",
        hint: (
          "wait until it is done; if none runs, one was killed and left a lock: find .git -name '*.lock' -delete",
          "请等它结束；如果没有程序在运行，就是被强行结束的程序留下了锁：find .git -name '*.lock' -delete"
        ))
    case .unfinished(let what, let paths):
      let list = paths.isEmpty ? "" : "\n  " + paths.joined(separator: "\n  ")
      self.init(
        "a \(what) is under way here\(paths.isEmpty ? "" : ", with conflicts in:")\(list)",
        "这里有一个 \(what) 还没有完成\(paths.isEmpty ? "" : "，冲突的文件：")\(list)",
        hint: (
          "mend the files and run git add, or give it up: git \(what) --abort",
          "改好文件后运行 git add，或放弃：git \(what) --abort"
        ))
    case .headMoved:
      self.init(
        "somebody else committed at the same moment; nothing of yours was committed", "别人刚好同时提交了，你的内容还没有提交",
        hint: ("run the command again", "请再运行一次"))
    case .nothingToCommit:
      self.init("nothing has changed below Records/ and Schemas/", "Records/ 和 Schemas/ 里没有改动")
    case .alreadyInitialized(let path):
      self.init(
        "\(path) has a Schemas/ folder already", "\(path) 已经有 Schemas/ 文件夹",
        hint: ("it is a records repository; fonds doctor looks at its set-up", "它已经是档案库；用 fonds doctor 检查设置"))
    case .folderNotEmpty(let path):
      self.init(
        "\(path) is not empty", "\(path) 不是空文件夹",
        hint: (
          "the example goes into a new folder: fonds init --example FOLDER", "样例档案要放进新文件夹：fonds init --example 文件夹"
        ))
    case .brokenExample(let place):
      self.init(
        "the example inside this program is faulty: \(place)", "程序自带的样例有错：\(place)",
        hint: ("build it again from a sound checkout: ./Scripts/test", "请用完好的源代码重新编译：./Scripts/test"))
    case .foreignHooks(let paths):
      self.init(
        "there are hooks that Fonds did not write:\n  \(paths.joined(separator: "\n  "))",
        "已经有不是 Fonds 写的钩子：\n  \(paths.joined(separator: "\n  "))",
        hint: (
          "they are left as they are; let each run `fonds hook run NAME \"$@\"`, or move it away",
          "没有改动它们；请在其中加上 `fonds hook run 名称 \"$@\"`，或移走后再装"
        ))
    case .noCommits:
      self.init(
        "nothing has been committed yet", "还没有任何提交", hint: ("commit your records: fonds commit", "请先提交：fonds commit"))
    case .unknownHook(let name):
      self.init(
        "there is no hook '\(name)'", "没有钩子“\(name)”",
        hint: (
          "pre-commit, pre-merge-commit, pre-push, pre-receive", "pre-commit、pre-merge-commit、pre-push、pre-receive"
        ))
    case .malformedPush(let line):
      self.init(
        "this is not what Git says of a push: '\(line)'", "这不是 Git 推送时的说明：“\(line)”",
        hint: (
          "Git itself calls the hook and writes such lines; see githooks(5)", "钩子由 Git 自己调用，内容由 Git 写入；见 githooks(5)"
        ))
    }
  }

  /// The first of many, and how many there are.
  static func some(_ items: [String], _ separator: String) -> String {
    let shown = items.prefix(8).joined(separator: separator)
    return items.count > 8 ? "\(shown) … (\(items.count))" : shown
  }

  static func near(_ name: String?) -> (String, String)? {
    name.map { ("did you mean \($0)?", "是不是 \($0)？") }
  }
}
