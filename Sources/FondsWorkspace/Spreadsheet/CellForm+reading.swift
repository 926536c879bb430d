import FondsModel
import FondsText

// MARK: Text to values

extension CellForm {
  /// The value that the text of a cell means; nil for an empty cell.
  func value(of cell: String, as field: Field) throws(CellFault) -> Node? {
    let text = try Self.harmless(cell)
    guard !text.isEmpty else { return nil }
    guard field.isList else { return try scalar(text, field) }
    guard Self.form(of: field) != .parts else { throw .severalParts }
    var items: [Node] = []
    for part in text.split(whereSeparator: { $0 == ";" || $0 == "；" || $0 == "\n" }) {
      let item = Self.trimmed(String(part))
      if !item.isEmpty { items.append(try scalar(item, field)) }
    }
    return Node(.sequence(items))
  }

  /// Whether a cell says what a record has already.
  func says(_ cell: String, of node: Node?, as field: Field) -> Bool {
    let shown = text(of: node, as: field)
    // A table has line feeds alone.
    if cell == shown || cell == shown.replacing("\r\n", with: "\n").replacing("\r", with: "\n") { return true }
    if let old = node?.string {
      // A spreadsheet that took 0012 for a number shows 12.
      let zeros = old.prefix { $0 == "0" }
      if !zeros.isEmpty, old.dropFirst(zeros.count) == cell { return true }
      // It shows no seconds either.
      if Self.form(of: field) == .moment, clock.local(old) != nil, cell.count(where: { $0 == ":" }) == 1,
        let moment = moment(cell), moment.prefix(16) == old.prefix(16)
      {
        return true
      }
    }
    do { return try value(of: cell, as: field) == (node?.isNull == true ? nil : node) } catch { return false }
  }

  /// Whether a value survives being shown in a cell and read again.
  func survives(_ node: Node, as field: Field) -> Bool {
    do { return try value(of: text(of: node, as: field), as: field) == node } catch { return false }
  }

  private func scalar(_ text: String, _ field: Field) throws(CellFault) -> Node {
    switch Self.form(of: field) {
    case .parts: throw .severalParts
    case .text:
      // 110101199003072316 in a column of numbers.
      guard !Self.isShortened(text) else { throw .shortenedNumber }
      return Node(.string(text))
    case .textOrNumber:
      guard let number = Number(text), number.text == String(number.int ?? -1) else { return Node(.string(text)) }
      return Node(.number(number))
    case .number: return Node(.number(try Self.number(text)))
    case .flag: return Node(.bool(try Self.flag(text)))
    case .day: return Node(.string(try Self.day(text).description))
    case .moment:
      guard let moment = moment(text) else { throw .notAMoment }
      return Node(.string(moment))
    case .choice:
      let labels = field.values.map { field.label(ofValue: $0).text(language) }
      let nearest = nearestName(to: text, among: labels + field.values)
      return try one(choices(named: text, of: field), .notListed(allowed: labels, nearest: nearest))
    case .person:
      let names = organization.people.flatMap { [$0.name, $0.id] }
      return try one(people(named: text), .unknownPerson(nearest: nearestName(to: text, among: names)))
    case .department: return Node(.string(try department(text)))
    }
  }

  /// The code of the department that a code or name means.
  func department(_ text: String) throws(CellFault) -> String {
    let names = organization.departments.flatMap { [$0.code, $0.name.zh, $0.name.en] }
    let found = departments(named: text)
    guard let code = found.first else { throw .unknownDepartment(nearest: nearestName(to: text, among: names)) }
    guard found.count == 1 else { throw .ambiguousName(found) }
    return code
  }

  private func one(_ found: [String], _ none: @autoclosure () -> CellFault) throws(CellFault) -> Node {
    guard let value = found.first else { throw none() }
    guard found.count == 1 else { throw .ambiguousName(found) }
    return Node(.string(value))
  }

  // MARK: The text of any cell

  /// The text of a cell without blanks around it, in NFC; throws for what no field may hold.
  static func harmless(_ cell: String) throws(CellFault) -> String {
    guard cell.utf16.count <= CellLimit.characters else { throw .tooLong(cell.count) }
    let text = Normalization.isNormalized(cell) ? cell : Normalization.normalized(cell)
    if let bad = text.unicodeScalars.first(where: ForbiddenCharacters.contains) { throw .forbiddenCharacter(bad) }
    return trimmed(text)
  }

  /// Throws where a cell, as the file has it, is what a spreadsheet made of a formula.
  static func refuseFormula(_ cell: String) throws(CellFault) {
    if FormulaGuard.isFormula(cell) { throw .formula }
    let errors = ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"]
    if errors.contains(cell) || (cell.count > 1 && cell.allSatisfy { $0 == "#" }) { throw .failedFormula }
  }

  /// Without blanks around it. The wide blanks that indent a paragraph are text.
  private static func trimmed(_ text: String) -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { [" ", "\t", "\n", "\r", "\u{A0}"].contains(scalar) }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !isBlank($0) }), let last = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[first...last])
  }

  private static func isShortened(_ text: String) -> Bool {
    let parts = text.uppercased().split(separator: "E+")
    return parts.count == 2 && parts[0].contains(".") && Number(text) != nil
  }

  // MARK: Numbers, days, times

  /// A number without what people and spreadsheets put around it: `¥1,234.50`.
  static func number(_ text: String) throws(CellFault) -> Number {
    var digits = text[...]
    if digits.first == "¥" || digits.first == "￥" { digits = digits.dropFirst().drop { $0 == " " } }
    if digits.last == "元" { digits.removeLast() }
    let sign = digits.first == "-" || digits.first == "+" ? String(digits.removeFirst()) : ""
    let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
    let areThousands = (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
    guard groups.count == 1 || areThousands, !digits.contains("e"), !digits.contains("E"),
      let number = Number(sign + groups.joined() + (parts.count > 1 ? "." + parts[1] : "")),
      let plain = Number(number.jsonText)
    else { throw .notANumber }
    return plain
  }

  private static func flag(_ text: String) throws(CellFault) -> Bool {
    switch text.lowercased() {
    case "true", "yes", "y", "是", "√", "✓": return true
    case "false", "no", "n", "否", "×": return false
    default: throw .notYesOrNo
    }
  }

  /// A day in the forms that spreadsheets show it: `2023-05-08`, `2023/5/8`, `2023.5.8`, `2023年5月8日`, `20230508`.
  static func day(_ text: String) throws(CellFault) -> CalendarDate {
    var text = text
    // The midnight that stands behind a date which was calculated.
    for midnight in [" 0:00", " 00:00", " 0:00:00", " 00:00:00"] where text.hasSuffix(midnight) {
      text.removeLast(midnight.count)
    }
    if text.utf8.count == 8, let digits = number(of: text),
      let day = CalendarDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    {
      return day
    }
    if text.utf8.count == 5, number(of: text) != nil { throw .dayAsNumber }
    if text.hasSuffix("日") || text.hasSuffix("号") {
      text = String(text.dropLast()).replacing("年", with: "-").replacing("月", with: "-")
    }
    let separators = Set(text.filter { "-/.".contains($0) })
    guard separators.count == 1, let separator = separators.first else { throw .notADay }
    let parts = text.split(separator: separator, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { number(of: $0) }
    guard parts.count == 3, numbers.count == 3 else { throw .notADay }
    if parts[2].count == 4, parts[0].count <= 2 { throw .ambiguousDay }
    guard parts[0].count == 4, let day = CalendarDate(year: numbers[0], month: numbers[1], day: numbers[2]) else {
      throw .notADay
    }
    return day
  }

  /// A day and a time in the office's zone, as records have it; a time with an offset stays as it is.
  private func moment(_ text: String) -> String? {
    if text.dropFirst(10).first == "T" { return text }
    guard let blank = text.lastIndex(of: " ") else { return nil }
    let parts = text[text.index(after: blank)...].split(separator: ":", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Self.number(of: $0) }
    guard (2...3).contains(parts.count), numbers.count == parts.count, parts.dropFirst().allSatisfy({ $0.count == 2 }),
      numbers[0] < 24, numbers[1] < 60, (numbers.count < 3 || numbers[2] < 60)
    else { return nil }
    do {
      let day = try Self.day(Self.trimmed(String(text[..<blank])))
      return clock.text(on: day, hour: numbers[0], minute: numbers[1], second: numbers.count > 2 ? numbers[2] : 0)
    } catch {
      return nil
    }
  }

  private static func number(of text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }
}
