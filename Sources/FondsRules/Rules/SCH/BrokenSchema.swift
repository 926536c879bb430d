import FondsModel
import FondsText
import JSONSchema

/// `SCH011`: the files of `Schemas/` are sound themselves.
enum BrokenSchema: SchemaFileRule {
  static let description = RuleDescription(
    code: "SCH011", name: "broken-schema",
    explanation: LocalizedText(
      en: """
        The office's rules are files too, and can be wrong: text that is no YAML, a keyword that JSON Schema does not \
        have, a $ref to nothing, a type code that coding.yaml does not list, two kinds with one name, a workflow that \
        does not exist, a condition over a field that may be absent. Records of a kind whose file is broken are \
        not judged by it, so it has to be mended first.
        """,
      zh: """
        单位的规则也是文件，也会写错：不是 YAML、JSON Schema 没有的关键字、指向不存在内容的 $ref、\
        coding.yaml 里没有的类型代码、两个种类同名、不存在的流程、条件里的字段可能没有填。\
        规则文件坏了，该种类的档案就无法核对，所以要先改好。
        """),
    fails: Example([
      .init(path: "Schemas/kinds/policy.yaml", bytes: Array("$id: policy\ntype: objct\n".utf8))
    ]))

  static func diagnose(_ fault: SchemaFileFault) -> Diagnostic {
    let words = words(for: fault)
    return diagnostic(at: fault.path, fault.range, words.message, help: words.help)
  }

  private static func words(for fault: SchemaFileFault) -> (message: LocalizedText, help: LocalizedText?) {
    switch fault.problem {
    case .missing:
      return (
        LocalizedText(en: "this file is missing", zh: "缺少这个文件"),
        LocalizedText(
          en: "every office has it; fonds init in another folder shows how it looks",
          zh: "每个单位都要有；可在别处运行 fonds init 看样例")
      )
    case .text(let text):
      let found = RuleRegistry.text.lazy.compactMap { $0.diagnose(text, in: fault.path, source: []) }.first
      return (found?.message ?? LocalizedText(en: "this is not YAML", zh: "不符合 YAML 格式"), found?.help)
    case .form(let form):
      return SchemaWords.words(for: form)
    case .schema(let error):
      return SchemaWords.words(for: error)
    case .idIsNotFileName(let id, let expected):
      return (
        LocalizedText(en: "$id is '\(id)', the file is named '\(expected)'", zh: "$id 是“\(id)”，文件名却是“\(expected)”"),
        LocalizedText(en: "write $id: \(expected)", zh: "请写 $id: \(expected)")
      )
    case .unknownType(let code, let known):
      return (
        LocalizedText(en: "coding.yaml has no type code '\(code)'", zh: "coding.yaml 里没有类型代码“\(code)”"),
        LocalizedText(en: "the codes are \(known.joined(separator: ", "))", zh: "现有代码：\(known.joined(separator: "、"))")
      )
    case .duplicate(let value):
      return (LocalizedText(en: "'\(value)' stands here a second time", zh: "“\(value)”重复出现"), nil)
    case .brokenKey:
      return (
        LocalizedText(en: "this is no public key of OpenSSH", zh: "这不是 OpenSSH 的公钥"),
        LocalizedText(
          en: "copy the one line of the file that ends with .pub, such as ~/.ssh/id_ed25519.pub",
          zh: "请复制以 .pub 结尾的文件里的那一行，如 ~/.ssh/id_ed25519.pub")
      )
    case .keyTaken(let person):
      return (
        LocalizedText(en: "this is the key of '\(person)' too", zh: "这也是“\(person)”的公钥"),
        LocalizedText(
          en: "a key is one person's: let each make one with ssh-keygen -t ed25519",
          zh: "一把密钥只属于一个人，请各自用 ssh-keygen -t ed25519 生成")
      )
    case .kindTaken(let name, let path):
      return (
        LocalizedText(en: "the kind of \(path) is called '\(name)' too", zh: "\(path) 的种类也叫“\(name)”"),
        LocalizedText(en: "give one of them another $id or label", zh: "请给其中一个换一个 $id 或名称")
      )
    case .noSuchField(let name, let nearest):
      return (
        LocalizedText(en: "there is no field '\(name)' here", zh: "这里没有字段“\(name)”"), nearest.map(Words.suggestion)
      )
    case .namesNoRecord(let name):
      return (
        LocalizedText(en: "the field '\(name)' holds no numbers of records", zh: "字段“\(name)”里不是档案编号"),
        LocalizedText(
          en: "give it $ref: \"record#/$defs/number\"", zh: "请在字段里写 $ref: \"record#/$defs/number\"")
      )
    case .noSuchKind(let name, let nearest):
      return (LocalizedText(en: "there is no kind '\(name)'", zh: "没有种类“\(name)”"), nearest.map(Words.suggestion))
    case .noSuchWorkflow(let name, let nearest):
      return (
        LocalizedText(en: "there is no workflow '\(name)'", zh: "没有流程“\(name)”"),
        nearest.map(Words.suggestion)
          ?? LocalizedText(
            en: "a workflow is a file: Schemas/workflows/\(name).yaml", zh: "流程是一个文件：Schemas/workflows/\(name).yaml")
      )
    case .noSuchStep(let name, let nearest):
      return (
        LocalizedText(en: "there is no step '\(name)' here", zh: "这里没有环节“\(name)”"), nearest.map(Words.suggestion)
      )
    case .stepNotEarlier(let name):
      return (
        LocalizedText(en: "the step '\(name)' does not come before this one", zh: "环节“\(name)”不在这一步之前"),
        LocalizedText(
          en: "a step waits for earlier ones only, else two would wait for each other for ever: change their order",
          zh: "环节只能排在前面的环节之后，否则会互相等待；请调整先后顺序")
      )
    case .noSuchRole(let name, let nearest):
      return (
        LocalizedText(en: "organization.yaml has no role '\(name)'", zh: "organization.yaml 里没有岗位“\(name)”"),
        nearest.map(Words.suggestion)
      )
    case .noSuchPerson(let name, let nearest):
      return (
        LocalizedText(en: "organization.yaml has no person '\(name)'", zh: "organization.yaml 里没有人员“\(name)”"),
        nearest.map(Words.suggestion)
      )
    case .superiorCycle(let name):
      return (
        LocalizedText(en: "the superiors of '\(name)' lead back to it", zh: "“\(name)”的上级转了一圈又回到自己"),
        LocalizedText(en: "the highest role has no superior: remove one", zh: "最高的岗位没有上级，请去掉一个 superior")
      )
    case .noSuchFieldOfKind(let name, let kind):
      return (
        LocalizedText(
          en: "the kind '\(kind)', which goes by this workflow, has no field '\(name)'",
          zh: "使用本流程的种类“\(kind)”没有字段“\(name)”"),
        LocalizedText(en: "add the field to the kind, or name another", zh: "请给该种类加上这个字段，或改写字段名")
      )
    case .noSuchStatusOfKind(let word, let kind):
      return (
        LocalizedText(
          en: "the kind '\(kind)', which goes by this workflow, has no status '\(word)'",
          zh: "使用本流程的种类“\(kind)”没有状态“\(word)”"),
        LocalizedText(
          en: "add the word to the kind's status, or name a status that it has", zh: "请给该种类加上这个状态，或改用它已有的状态")
      )
    case .noSuchDepartment(let code, let nearest):
      return (
        LocalizedText(en: "organization.yaml has no department '\(code)'", zh: "organization.yaml 里没有部门“\(code)”"),
        nearest.map(Words.suggestion)
      )
    case .noSuchLevel(let name, let nearest):
      return (
        LocalizedText(
          en: "'classification' in record.yaml does not list '\(name)'", zh: "record.yaml 的 classification 里没有“\(name)”"
        ),
        nearest.map(Words.suggestion)
      )
    case .levelMissing(let name):
      return (
        LocalizedText(
          en: "nothing is said of the level '\(name)', which records may have", zh: "档案可以用的密级“\(name)”这里没有写"),
        LocalizedText(
          en: "add it at its place, from the most open to the strictest", zh: "请按从宽到严的次序补上")
      )
    case .noSuchDay(let text):
      return (
        LocalizedText(en: "no year has the day of '\(text)'", zh: "“\(text)”里的日期不存在"), nil
      )
    case .isNoList(let name):
      return (
        LocalizedText(en: "the field '\(name)' is no list", zh: "字段“\(name)”不是列表"),
        LocalizedText(en: "leave out `each`, or name the list", zh: "请去掉 each，或写列表字段的名称")
      )
    case .noSuchStatus(let word, let nearest):
      return (
        LocalizedText(en: "'status' does not list '\(word)'", zh: "status 里没有“\(word)”"), nearest.map(Words.suggestion)
      )
    case .meaninglessStatus(let word):
      let known = RecordStatus.allCases.map(\.rawValue).joined(separator: ", ")
      return (
        LocalizedText(en: "what the status '\(word)' means is not said", zh: "没有说明状态“\(word)”是什么意思"),
        LocalizedText(
          en: "add it to x-fonds.statuses with one of: \(known)", zh: "请在 x-fonds.statuses 里写明它相当于：\(known)")
      )
    case .conditionOverAbsent(let name):
      return (
        LocalizedText(
          en: "this condition names '\(name)' but does not require it, so it holds where the field is absent",
          zh: "这个条件写到“\(name)”，却没有要求必须有它，字段不填时条件也成立"),
        LocalizedText(en: "add required: [\(name)] beside properties", zh: "请在 properties 旁加上 required: [\(name)]")
      )
    case .noTrigger, .unreachableClass, .permanentDestroyed:
      return SchemaWords.words(forRetention: fault.problem)
    case .calendar(let fault):
      return SchemaWords.words(for: fault)
    case .search(let fault):
      return SchemaWords.words(for: fault)
    case .strayFile:
      return (
        LocalizedText(
          en: "this file is not read: its name does not end with '.yaml'", zh: "这个文件没有被读取：文件名不是以 .yaml 结尾"),
        LocalizedText(en: "rename it, or move it out of Schemas/kinds/", zh: "请改名，或移出 Schemas/kinds/")
      )
    }
  }
}
