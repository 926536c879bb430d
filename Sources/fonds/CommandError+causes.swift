import FondsGit
import FondsIndex
import FondsText
import FondsWorkspace

/// The errors of single parts in words: tables, Git, signatures, editors, the index and its queries.
extension Failure {
  init(table fault: CSVFault) {
    let line = fault.line
    switch fault.problem {
    case .empty: self.init("the table is empty", "表格是空的")
    case .workbook:
      self.init(
        "this is a spreadsheet program's own file, not CSV", "这是表格软件自己的文件，不是 CSV",
        hint: ("save it as 'CSV UTF-8' and import that", "请另存为“CSV UTF-8”后再导入"))
    case .utf16:
      self.init(
        "the table is UTF-16 text ('Unicode text')", "表格是 UTF-16 文本（“Unicode 文本”）",
        hint: ("save it as 'CSV UTF-8' and import that", "请另存为“CSV UTF-8”后再导入"))
    case .unknownEncoding:
      self.init(
        "line \(line): the table is neither UTF-8 nor GB18030 text", "第 \(line) 行：表格既不是 UTF-8 也不是 GB18030 编码",
        hint: ("save it as 'CSV UTF-8' and import that", "请另存为“CSV UTF-8”后再导入"))
    case .nul: self.init("line \(line): a NUL character: this is no text", "第 \(line) 行：有空字符（NUL），这不是文本文件")
    case .strayQuote:
      self.init(
        "line \(line): a quotation mark inside a cell that does not begin with one",
        "第 \(line) 行：单元格中间有引号，开头却没有",
        hint: (
          "put the cell between quotation marks and double those inside it: \"5\"\" pipe\"",
          "整个单元格加引号，其中的引号写两遍：\"5\"\" 管\""
        ))
    case .textBehindQuote:
      self.init(
        "line \(line): text behind a closing quotation mark", "第 \(line) 行：结束的引号后面还有文字",
        hint: ("double the quotation marks inside a cell", "单元格里的引号要写两遍"))
    case .unterminatedQuote:
      self.init(
        "line \(line): the quotation mark that opens here is never closed", "第 \(line) 行：这里开始的引号一直没有结束",
        hint: ("close it, or double it if it belongs to the text", "请补上引号；如果引号是内容，请写两遍"))
    }
  }

  init(git error: GitError) {
    switch error.code {
    case .owner:
      self.init(
        "the repository belongs to another user", "这个仓库属于另一个用户",
        hint: (
          "if you trust it: git config --global --add safe.directory \(error.path ?? "PATH")",
          "如果信任它：git config --global --add safe.directory \(error.path ?? "路径")"
        ))
    case .unsupportedFormat:
      self.init(
        "this repository has a format that Fonds can't read (SHA-256 or reftable): \(error.message)",
        "这个仓库的格式（SHA-256 或 reftable）无法读取：\(error.message)")
    case .programMissing where error.path == KeygenCommand.name:
      self.init(
        "the program ssh-keygen is not installed", "没有安装 ssh-keygen 程序",
        hint: ("apt-get install openssh-client", "apt-get install openssh-client"))
    case .programMissing:
      self.init("the program git is not installed", "没有安装 git 程序", hint: ("apt-get install git", "apt-get install git"))
    case .locked:
      self = Failure(workspace: .busy)
    case .notFound where error.category == GitError.objectDatabase:
      self.init(
        "an object of Git's is missing here: \(error.path ?? error.message)",
        "这里缺少一个 Git 对象：\(error.path ?? error.message)",
        hint: (
          "fetch it from another clone: git fetch --refetch; git fsck lists what else is missing",
          "从别的克隆取回：git fetch --refetch；用 git fsck 查看还缺什么"
        ))
    case .damagedObject:
      let file = error.path ?? error.message
      self.init(
        "an object of Git's is damaged; its file was cut short or spoilt, as by a power failure: \(file)",
        "Git 的一个对象已损坏，文件不完整（例如断电造成）：\(file)",
        hint: (
          "delete that file and fetch the object from another clone: git fetch --refetch; git fsck lists what else is damaged",
          "删除这个文件，再从别的克隆取回：git fetch --refetch；用 git fsck 查看还有什么损坏"
        ))
    case .generic where error.category == GitError.operatingSystem:
      self.init(
        "Git could not do its part: \(error.message)", "Git 操作失败：\(error.message)",
        hint: (
          "see whether the disk is full (df -h) and who may write there (ls -ld), then run the command again: nothing is lost",
          "请看磁盘是否已满（df -h）、是否有权写入（ls -ld），然后再运行一次：原有内容没有丢失"
        ))
    case .unreadableIndex:
      self.init(
        "Git's index can't be read: \(error.message)", "无法读取 Git 的暂存区：\(error.message)",
        hint: (
          "fonds doctor tells whether a setting is to blame; then make it anew, which keeps your files: rm .git/index; git reset",
          "先用 fonds doctor 看是不是设置的问题；再重新生成，文件不受影响：rm .git/index; git reset"
        ))
    default:
      let path = error.path.map { " (\($0))" } ?? ""
      self.init(
        "Git could not do its part: \(error.call): \(error.message)\(path)",
        "Git 操作失败：\(error.call)：\(error.message)\(path)",
        hint: ("fonds doctor --objects looks for damage", "用 fonds doctor --objects 检查是否损坏"))
    }
  }

  init(retention error: WorkspaceError) {
    switch error {
    case .notAHold(let id):
      self.init(
        "\(id) is no hold", "\(id) 不是冻结单",
        hint: ("fonds hold list lists them; a new one: fonds new hold", "用 fonds hold list 查看；新建：fonds new hold"))
    case .notHolding(let id):
      self.init(
        "\(id) is not in force: it was released, or never approved", "\(id) 没有生效：已经解除，或者没有批准",
        hint: ("fonds show \(id) tells how it stands", "用 fonds show \(id) 查看它的状态"))
    default:
      self.init(
        "this office has no retention schedule: Schemas/retention.yaml is missing",
        "本单位没有保管期限表：缺少 Schemas/retention.yaml",
        hint: (
          "fonds init in another folder lays one; check it against the official text and copy it here",
          "可在别处运行 fonds init 得到样表，与正式文本核对后复制过来"
        ))
    }
  }

  init(signing failure: SigningFailure) {
    switch failure {
    case .noKey:
      self.init(
        "no key to sign with is set", "没有设置签名用的密钥",
        hint: (
          "make one with ssh-keygen -t ed25519, then: git config --global fonds.signingKey ~/.ssh/id_ed25519",
          "用 ssh-keygen -t ed25519 生成，然后运行：git config --global fonds.signingKey ~/.ssh/id_ed25519"
        ))
    case .noKeyFile(let key):
      self.init(
        "there is no key of OpenSSH at \(key)", "\(key) 不是 OpenSSH 的密钥",
        hint: (
          "set the right one: git config --global fonds.signingKey FILE",
          "请设置正确的：git config --global fonds.signingKey 文件"
        ))
    case .locked(let key):
      self.init(
        "the key \(key) needs its passphrase", "密钥 \(key) 需要口令",
        hint: ("unlock it for this session: ssh-add \(key)", "请先解锁：ssh-add \(key)"))
    case .noPrivateKey(let key):
      self.init(
        "the private key of \(key) is not here, and no agent has it", "找不到 \(key) 的私钥，ssh-agent 里也没有",
        hint: ("start the agent and add it: ssh-add FILE", "请启动 ssh-agent 并加入密钥：ssh-add 文件"))
    case .refused(let key, let reason):
      self.init("ssh-keygen did not sign with \(key): \(reason)", "ssh-keygen 没有用 \(key) 签名：\(reason)")
    case .foreignKey(let fingerprint, let person):
      self.init(
        "the key \(fingerprint) is not one that '\(person)' has on that day", "密钥 \(fingerprint) 不是“\(person)”当日有效的密钥",
        hint: (
          "sign with your own, or let the administrator add its .pub line to 'keys' in Schemas/organization.yaml",
          "请用本人的密钥，或由管理员把 .pub 文件里的那一行加到 Schemas/organization.yaml 的 keys"
        ))
    }
  }

  init(editor error: EditorError) {
    let hint = (
      "the file stays as it is: \(error.path); check it with: fonds check \(error.id)",
      "文件保留原样：\(error.path)；核对：fonds check \(error.id)"
    )
    switch error.reason {
    case .none:
      self.init(
        "no editor is named: set VISUAL or EDITOR, e.g. EDITOR=nano", "没有指定编辑器：请设置 VISUAL 或 EDITOR，如 EDITOR=nano",
        hint: hint)
    case .notStarted(let command, let reason):
      self.init("the editor '\(command)' can't be started: \(reason)", "编辑器“\(command)”无法启动：\(reason)", hint: hint)
    case .failed(let command, let status):
      self.init(
        status == 127 ? "there is no editor '\(command)'" : "the editor '\(command)' ended with status \(status)",
        status == 127 ? "没有编辑器“\(command)”" : "编辑器“\(command)”异常退出（状态 \(status)）", hint: hint)
    }
  }

  init(index error: IndexError) {
    switch error.code {
    case .query(let fault): self = Failure(query: fault)
    case .busy: self = Failure(workspace: .busy)
    case .notWritable:
      self.init(
        "the index can't be written: \(error.message)", "无法写入索引：\(error.message)",
        hint: (
          "it needs room and the right to write in .git/fonds; what stands in its place there may be deleted; searches do without, slowly",
          "索引写在 .git/fonds 里，请留出空间和写入权限；那里占了索引位置的东西可以删除；没有索引也能查找，只是慢一些"
        ))
    case .damaged, .database:
      self.init(
        "the index failed: \(error.message)", "索引出错：\(error.message)",
        hint: ("build it anew: fonds index --rebuild", "重建索引：fonds index --rebuild"))
    }
  }

  init(query fault: QueryFault) {
    switch fault {
    case .unknownField(let name, let nearest):
      self.init(
        "no field is called '\(name)'", "没有字段“\(name)”",
        hint: Self.near(nearest) ?? ("put the words in quotes to find them as text", "要按文字查找，请加引号"))
    case .badDate(let field, let value):
      self.init(
        "'\(value)' is no date for '\(field)'", "“\(field)”的日期不对：\(value)",
        hint: ("write 2023, 2023-05 or 2023-05-08", "请写 2023、2023-05 或 2023-05-08"))
    case .missingValue(let field): self.init("'\(field)' needs a value", "“\(field)”后面要写内容")
    case .nothingToFind(let text):
      self.init("'\(text)' has no letter or digit to look for", "“\(text)”里没有可查找的字")
    case .holdsNoWords(let field):
      self.init(
        "'\(field)' is a day and holds no words", "“\(field)”是日期，里面没有文字",
        hint: (
          "write date:2023-05, before:2023 or after:2023-05-08 in the query",
          "请在查找内容里写 日期:2023-05、早于:2023 或 晚于:2023-05-08"
        ))
    case .unknownSearch(let name, let nearest):
      self.init(
        "no search is saved as '\(name)'", "没有保存名为“\(name)”的查找",
        hint: Self.near(nearest)
          ?? (
            "fonds find --saved lists them; searches in Schemas/fonds.yaml count once they are committed",
            "fonds find --saved 列出全部；写在 Schemas/fonds.yaml 的 searches 里，提交后生效"
          ))
    case .searchWithinSearch(let name):
      self.init(
        "a saved search can't build on another, '@\(name)'", "保存的查找里不能再用另一个：“@\(name)”",
        hint: ("write out what it looks for in Schemas/fonds.yaml", "请在 Schemas/fonds.yaml 里把要查的内容直接写出来"))
    case .excludedSearch(let name):
      self.init(
        "the saved search '@\(name)' can't be excluded", "不能排除保存的查找“@\(name)”",
        hint: ("exclude its words or fields one by one", "请逐个排除其中的词或字段"))
    }
  }
}
