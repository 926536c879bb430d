import FondsModel
import FondsText

/// What a clerk is told of a field, as a comment on one line: its label, what to write, and in which form.
struct FieldHelp {
  let language: Language

  func comment(on field: Field, isPart: Bool = false) -> String {
    let label = field.label.text(language)
    let help = field.help.map { LocalizedText(en: ": ", zh: "：").text(language) + $0.text(language) } ?? ""
    var parts = [label + help]
    if isPart, field.isRequired { parts.append(LocalizedText(en: "needed", zh: "必填").text(language)) }
    if field.demand == .sometimes {
      parts.append(LocalizedText(en: "needed in some cases", zh: "有的情况必填").text(language))
    }
    if let form = form(of: field) { parts.append(form) }
    return "# " + parts.joined(separator: " · ").asOneLine
  }

  /// In which form a value is written; nil where any text will do.
  private func form(of field: Field) -> String? {
    let one = form(ofItem: field)
    guard field.isList, field.children.isEmpty else { return one }
    return "[…, …]" + (one.map { " " + $0 } ?? "")
  }

  private func form(ofItem field: Field) -> String? {
    switch CellForm.form(of: field) {
    case .choice: field.values.map { choice($0, field) }.joined(separator: " | ")
    case .day: "YYYY-MM-DD"
    case .moment: "2023-05-08T09:30:00+08:00"
    case .flag: "true | false"
    case .number: LocalizedText(en: "a number", zh: "数字").text(language)
    case .person: LocalizedText(en: "a person, such as li.na", zh: "人员代码，如 li.na").text(language)
    case .department: LocalizedText(en: "a department, such as HR", zh: "部门代码，如 HR").text(language)
    case .text where field.names == .record:
      LocalizedText(en: "a number such as HR-2023-01-015", zh: "编号，如 HR-2023-01-015").text(language)
    case .text, .textOrNumber, .parts: nil
    }
  }

  /// A listed value, with its label where that says more.
  private func choice(_ value: String, _ field: Field) -> String {
    let label = field.label(ofValue: value).text(language)
    let plain = value.replacing("-", with: " ")
    return label.lowercased() == plain.lowercased() ? value : "\(value) \(label)"
  }
}

extension String {
  /// As one line of harmless characters in NFC: a label or title may hold anything.
  var asOneLine: String {
    let harmless = unicodeScalars.map { scalar -> Unicode.Scalar in
      ForbiddenCharacters.contains(scalar) || ["\n", "\r", "\t"].contains(scalar) ? " " : scalar
    }
    return Normalization.normalized(String(String.UnicodeScalarView(harmless)))
  }
}

/// A field that is not filled in, as the lines a clerk would write: each of its parts once, with help.
struct FieldOutline {
  let help: FieldHelp

  func lines(of field: Field, isPart: Bool = false) -> [String] {
    let hasParts = !field.children.isEmpty
    let value = hasParts ? nil : field.defaultValue
    let head = NodeText.entry(field.name, value ?? Node(.null), indent: 0)
    guard !head.contains("\n") else { return [] }
    var lines = [head + "  " + help.comment(on: field, isPart: isPart)]
    for (index, line) in field.children.flatMap({ self.lines(of: $0, isPart: true) }).enumerated() {
      lines.append((field.isList ? index == 0 ? "  - " : "    " : "  ") + line)
    }
    return lines
  }
}
