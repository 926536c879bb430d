import ArgumentParser
import FondsModel
import FondsText
import FondsWorkspace

/// `fonds kinds`
struct Kinds: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(abstract: say("Show the kinds of records and their fields.", "显示档案的种类和字段。"))
  }

  @Argument(help: ArgumentHelp(say("One kind, in full.", "某一个种类，详细显示。"), valueName: "kind"))
  var kind: String?

  @Option(
    help: ArgumentHelp(
      say(
        "Write each kind's standalone JSON Schema into this folder, for editors and other tools.",
        "把各种类的独立 JSON Schema 写入该文件夹，供编辑器等使用。"), valueName: "dir"))
  var jsonSchema: String?

  @OptionGroup var global: GlobalOptions

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
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
    if kind != nil, let only = kinds.first { fields(of: only, console) }
    for name in schemas.brokenKinds.sorted() {
      console.note(
        say(
          "the kind '\(Console.clean(name))' has a broken schema: fonds check",
          "种类“\(Console.clean(name))”的规则文件有错：fonds check"))
    }
  }

  private func fields(of kind: Kind, _ console: Console) {
    console.print()
    for field in kind.fields {
      let mark = field.isRequired ? "*" : field.isRequiredUnlessDraft ? "+" : " "
      let detail =
        field.values.isEmpty
        ? field.types.map(\.rawValue).joined(separator: "|") : field.values.joined(separator: " | ")
      let format = field.format.map { " (\($0))" } ?? ""
      console.print(
        "\(mark) \(DisplayWidth.padded(field.name, to: 18))\(DisplayWidth.padded(Console.clean(say(field.label)), to: 18))\(Console.clean(detail))\(format)"
      )
    }
    console.note(say("* always needed   + needed unless the status is draft", "* 必填   + 草稿以外必填"))
  }

  private func json(_ kind: Kind) -> Node {
    let label = JSON.object([("en", JSON.string(kind.label.en)), ("zh", JSON.string(kind.label.zh))])
    let fields = kind.fields.map { field in
      JSON.object([
        ("name", JSON.string(field.name)),
        ("label", JSON.object([("en", JSON.string(field.label.en)), ("zh", JSON.string(field.label.zh))])),
        ("required", JSON.bool(field.isRequired)), ("requiredUnlessDraft", JSON.bool(field.isRequiredUnlessDraft)),
        ("types", JSON.array(field.types.map { JSON.string($0.rawValue) })),
        ("values", JSON.array(field.values.map { JSON.string($0) })), ("format", JSON.string(field.format)),
      ])
    }
    return JSON.object([
      ("kind", JSON.string(kind.name)), ("type", JSON.string(kind.type)), ("label", label),
      ("workflow", JSON.string(kind.workflow)), ("fields", JSON.array(fields)),
    ])
  }
}
