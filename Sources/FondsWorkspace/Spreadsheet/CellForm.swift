import FondsModel
import FondsText

/// How the values of fields read in the cells of a spreadsheet: labels for words, names for people, days as they are.
struct CellForm: Sendable {
  let organization: Organization
  let language: Language
  let clock: OfficeClock

  /// The same in another language.
  func speaking(_ language: Language) -> CellForm {
    CellForm(organization: organization, language: language, clock: clock)
  }

  /// What a field's value is to a spreadsheet.
  enum Form: Equatable {
    case text, choice, person, department, number, flag, day, moment
    /// Text or a number, as it comes: `3`, `3-2`.
    case textOrNumber
    /// A mapping, or a list of mappings.
    case parts
  }

  /// The form of a field, or of each item of its list.
  static func form(of field: Field) -> Form {
    if !field.children.isEmpty || field.types == [.object] { return .parts }
    switch field.names {
    case .person?: return .person
    case .department?: return .department
    default: break
    }
    if !field.values.isEmpty { return .choice }
    if field.format == "date" { return .day }
    if field.format == "date-time" { return .moment }
    let isNumber = field.types.contains(.number) || field.types.contains(.integer)
    if isNumber { return field.types.contains(.string) ? .textOrNumber : .number }
    return field.types == [.boolean] ? .flag : .text
  }

  // MARK: Values to text

  /// The text of a value; empty for one that is not there.
  func text(of node: Node?, as field: Field) -> String {
    guard let node, !node.isNull else { return "" }
    if let items = node.sequence {
      let texts = items.map { item(text: $0, field) }.filter { !$0.isEmpty }
      return texts.joined(separator: LocalizedText(en: "; ", zh: "；").text(language))
    }
    return scalar(text: node, field)
  }

  /// An item of a list: of one that has parts, the first, which says what it is.
  private func item(text node: Node, _ field: Field) -> String {
    guard let mapping = node.mapping else { return scalar(text: node, field) }
    let first = field.children.first { mapping[$0.name] != nil }
    return first.map { text(of: mapping[$0.name], as: $0) } ?? ""
  }

  private func scalar(text node: Node, _ field: Field) -> String {
    switch node.value {
    case .null: return ""
    case .bool(let flag): return LocalizedText(en: flag ? "yes" : "no", zh: flag ? "是" : "否").text(language)
    case .number(let number): return number.text
    case .string(let text): return word(text, field)
    case .sequence: return JSONText.compact(node)
    case .mapping(let mapping):
      let texts = field.children.map { text(of: mapping[$0.name], as: $0) }
      return texts.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  private func word(_ text: String, _ field: Field) -> String {
    switch Self.form(of: field) {
    case .choice:
      let label = field.label(ofValue: text).text(language)
      return choices(named: label, of: field) == [text] ? label : text
    case .person:
      let name = organization.people.first { $0.id == text }?.name ?? text
      return people(named: name) == [text] ? name : text
    case .department:
      let name = organization.departments(text).last?.name.text(language) ?? text
      return departments(named: name) == [text] ? name : text
    case .moment: return clock.local(text) ?? text
    default: return text
    }
  }

  // MARK: Names

  /// The listed values that a word means: the value itself, else those with that label in either language.
  func choices(named word: String, of field: Field) -> [String] {
    if field.values.contains(word) { return [word] }
    return field.values.filter { field.label(ofValue: $0).isNamed(word) }
  }

  func people(named word: String) -> [String] {
    if organization.people.contains(where: { $0.id == word }) { return [word] }
    return organization.people.filter { $0.name == word }.map(\.id)
  }

  /// The codes that a code or name means. One code may stand for several departments in turn.
  func departments(named word: String) -> [String] {
    if !organization.departments(word).isEmpty { return [word] }
    return Set(organization.departments.filter { $0.name.isNamed(word) }.map(\.code)).sorted()
  }
}

extension LocalizedText {
  /// Whether it is a label's text in either language; English whatever its case.
  func isNamed(_ word: String) -> Bool {
    zh == word || en.lowercased() == word.lowercased()
  }
}
