import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds kinds`
struct Kinds: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "kinds", abstract: say("Show the kinds of records and their fields.", "显示档案的种类和字段。"))
  }

  @Argument(help: ArgumentHelp(say("One kind, in full.", "某一个种类，详细显示。"), valueName: "kind"))
  var kind: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Write each kind's standalone JSON Schema into this folder, for editors and other tools.",
        "把各种类的独立 JSON Schema 写入该文件夹，供编辑器等使用。"), valueName: "dir"))
  var jsonSchema: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "Bring the schemas that editors use (.vscode/fonds) up to date: help and completion for each field.",
        "更新编辑器使用的规则（.vscode/fonds）：填写时有字段说明和补全。")))
  var editor = false

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    if editor {
      for path in try workspace.updateEditorSchemas() { console.print(path) }
      return
    }
    if let jsonSchema {
      for path in try workspace.exportSchemas(to: global.absolute(jsonSchema)) { console.print(path) }
      return
    }
    let schemas = try workspace.currentSchemas()
    let kinds =
      try kind.map { [try workspace.kind($0, in: schemas)] }
      ?? schemas.kinds.values.sorted { ($0.type ?? "99", $0.name) < ($1.type ?? "99", $1.name) }
    if global.json {
      console.print(JSON.object([("kinds", JSON.array(kinds.map(json)))]))
      return
    }
    for one in kinds {
      let type =
        one.type.flatMap { schemas.coding.type($0) }.map { "\($0.code) \(say($0.label))" } ?? say("any type", "任何类型")
      let name = console.styled(DisplayWidth.padded(one.name, to: 14), .bold)
      console.print("\(name)\(DisplayWidth.padded(Console.clean(say(one.label)), to: 14))\(Console.clean(type))")
    }
    if kind != nil, let only = kinds.first {
      fields(of: only, console)
      if let workflow = schemas.workflow(of: only) {
        console.print()
        WorkflowOutput(console: console, organization: schemas.organization).print(workflow)
      }
    }
    for name in schemas.brokenKinds.sorted() {
      console.note(
        say(
          "the kind '\(Console.clean(name))' has a broken schema: fonds check",
          "种类“\(Console.clean(name))”的规则文件有错：fonds check"))
    }
  }

  private func fields(of kind: Kind, _ console: Console) {
    if let help = kind.help { console.print(Console.clean(say(help))) }
    console.print()
    lines(of: kind.fields, indent: 0, console)
    console.note(
      say(
        "* always needed   + needed unless the status is draft   ? needed in some cases",
        "* 必填   + 草稿以外必填   ? 某些情况下必填"))
  }

  private func lines(of fields: [Field], indent: Int, _ console: Console) {
    let margin = String(repeating: " ", count: indent)
    for field in fields {
      let name = DisplayWidth.padded(margin + field.name, to: 20)
      let label = DisplayWidth.padded(Console.clean(say(field.label)), to: 20)
      console.print("\(mark(field)) \(name)\(label)\(Console.clean(form(of: field)))")
      if let help = field.help {
        let text = console.styled(Console.clean(say(help)), .dim)
        console.print(String(repeating: " ", count: 22) + text)
      }
      lines(of: field.children, indent: indent + 2, console)
    }
  }

  private func mark(_ field: Field) -> String {
    switch field.demand {
    case .always: "*"
    case .unlessDraft: "+"
    case .sometimes: "?"
    case .never: " "
    }
  }

  /// What may stand there: the listed values with what they are called, or the type.
  private func form(of field: Field) -> String {
    guard field.values.isEmpty else {
      return field.values.map { value in
        let label = say(field.label(ofValue: value))
        // In English the label is mostly the value with a capital.
        let isPlain = label.lowercased() == value.replacing("-", with: " ")
        return isPlain ? value : "\(value) (\(label))"
      }.joined(separator: " | ")
    }
    let format = field.format.map { " (\($0))" } ?? ""
    return field.types.map(\.rawValue).joined(separator: "|") + format
  }

  private func json(_ kind: Kind) -> Node {
    JSON.object([
      ("kind", JSON.string(kind.name)), ("type", JSON.string(kind.type)), ("label", json(kind.label)),
      ("help", kind.help.map(json) ?? Node(.null)), ("workflow", JSON.string(kind.workflow)),
      ("openToCircleOnly", JSON.bool(kind.isOpenToCircleOnly)), ("fields", JSON.array(kind.fields.map(json))),
    ])
  }

  private func json(_ text: LocalizedText) -> Node {
    JSON.object([("en", JSON.string(text.en)), ("zh", JSON.string(text.zh))])
  }

  private func json(_ field: Field) -> Node {
    let labels = field.valueLabels.sorted { $0.key < $1.key }.map { ($0.key, json($0.value)) }
    return JSON.object([
      ("name", JSON.string(field.name)), ("label", json(field.label)), ("help", field.help.map(json) ?? Node(.null)),
      ("required", JSON.bool(field.isRequired)), ("requiredUnlessDraft", JSON.bool(field.isRequiredUnlessDraft)),
      ("types", JSON.array(field.types.map { JSON.string($0.rawValue) })),
      ("values", JSON.array(field.values.map { JSON.string($0) })), ("valueLabels", JSON.object(labels)),
      ("format", JSON.string(field.format)), ("names", JSON.string(field.names?.rawValue)),
      ("fields", JSON.array(field.children.map(json))),
    ])
  }
}
