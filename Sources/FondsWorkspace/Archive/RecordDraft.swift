import FondsModel
import FondsText
import JSONSchema

/// The text of a record that is being made.
struct RecordDraft {
  let kind: Kind
  let language: Language
  private var values: [String: Node] = [:]

  init(kind: Kind, language: Language) {
    self.kind = kind
    self.language = language
    values["kind"] = Node(.string(kind.name))
    values["status"] = Node(.string("draft"))
  }

  subscript(field: String) -> Node? { values[field] }

  var date: CalendarDate? {
    get throws {
      guard let text = values["date"]?.string else { return nil }
      guard let date = CalendarDate(text) else { throw WorkspaceError.malformedDate(text) }
      return date
    }
  }

  mutating func set(_ field: String, _ value: Node.Value) {
    values[field] = Node(value)
  }

  /// Sets a field from the text behind `field=`. A text field takes it as it is; any other reads it as YAML, so that
  /// `amount=5000` is a number and `keywords=[a, b]` a list.
  mutating func assign(_ name: String, _ value: String) throws {
    guard let field = kind.field(name) ?? kind.fields.first(where: { $0.label.zh == name }) else {
      throw WorkspaceError.noSuchField(
        name, kind: kind.name, nearest: nearestName(to: name, among: kind.fields.map(\.name)))
    }
    if field.types == [.string] || field.types.isEmpty {
      values[field.name] = Node(.string(value))
      return
    }
    let text = field.types.contains(.array) && !value.hasPrefix("[") ? "[\(value)]" : value
    let reading = RecordReader.read(Array("value: \(text)\n".utf8))
    guard reading.faults.isEmpty, let node = reading.root?["value"] else {
      throw WorkspaceError.badAssignment("\(name)=\(value)")
    }
    values[field.name] = node
  }

  /// What is known first, then what is needed before the record leaves draft, then what may be added.
  var text: String {
    var lines: [String] = []
    for field in kind.fields {
      guard let value = values[field.name] else { continue }
      lines.append(NodeText.entry(field.name, value, indent: 0))
    }
    let missing = kind.fields.filter { values[$0.name] == nil }
    let needed = missing.filter(\.isRequiredUnlessDraft)
    let optional = missing.filter { !$0.isRequiredUnlessDraft && !Self.writtenByCommands.contains($0.name) }
    add(
      needed, to: &lines,
      LocalizedText(
        en: "Needed before the status is other than draft: remove the '# ' and fill in",
        zh: "状态不再是 draft 之前要填写：去掉行首的“# ”再填"))
    add(optional, to: &lines, LocalizedText(en: "Optional", zh: "可以不填"))
    return lines.joined(separator: "\n") + "\n"
  }

  private func add(_ fields: [Field], to lines: inout [String], _ heading: LocalizedText) {
    guard !fields.isEmpty else { return }
    lines += ["", "# " + heading.text(language)]
    for field in fields { lines.append("# \(field.name): " + help(field)) }
  }

  /// What belongs behind a field, as a comment of its own: the line stays right when the first `# ` is removed.
  private func help(_ field: Field) -> String {
    var parts = [field.label.text(language)]
    if !field.values.isEmpty {
      parts.append(field.values.joined(separator: " | "))
    } else if field.format == "date" {
      parts.append("YYYY-MM-DD")
    } else if field.format == "date-time" {
      parts.append("YYYY-MM-DDThh:mm:ss+08:00")
    } else if field.types.contains(.array) {
      parts.append("[…, …]")
    } else if field.types.contains(.number) || field.types.contains(.integer) {
      parts.append(LocalizedText(en: "number", zh: "数字").text(language))
    }
    return " # " + parts.joined(separator: " · ")
  }

  /// Fields that commands fill in: nobody types them.
  private static let writtenByCommands: Set<String> = ["trail", "superseded-by", "archive-number"]
}
