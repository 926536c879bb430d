import FondsModel
import FondsRules
import FondsText

/// Says of each row of a table what record comes of it, or why none does. Pure but for reading the records that rows
/// change, so that rows can be judged at the same time.
struct RowJudge: Sendable {
  let kind: Kind
  let schemas: Schemas
  let header: ImportHeader
  let form: CellForm
  /// The code of the department of rows that name none.
  let department: String?
  /// The day of records whose table has no column for it.
  let today: CalendarDate
  /// The person in charge where the table has no column for one.
  let owner: String?
  let tree: WorkTree
  /// The files of the numbers that rows name.
  let files: NumberTable
  /// The lines on which each number stands.
  let lines: [String: [Int]]

  enum Verdict: Sendable {
    case new(ImportedRecord)
    case changed(ChangedRecord)
    case unchanged
    case refused([RowFault])
  }

  func verdict(on row: CSVTable.Row) throws -> Verdict {
    guard row.cells.count == header.roles.count else {
      return .refused([.wrongWidth(cells: row.cells.count, columns: header.roles.count)])
    }
    var content = RowContent()
    for (index, role) in header.roles.enumerated() {
      let cell = row.cells[index]
      switch role {
      case .number: content.number = Self.trimmed(cell)
      case .kind: content.kind = Self.trimmed(cell)
      case .department:
        content.department = Self.trimmed(cell)
        content.departmentHeading = header.headings[index]
      case .counter: break
      case .unnamed where cell.allSatisfy(\.isWhitespace): break
      case .unnamed: return .refused([.unnamedColumn(index + 1)])
      case .field(let column):
        content.cells.append(RowContent.Cell(column: column, heading: header.headings[index], raw: cell))
      }
    }
    if let name = content.kind, !name.isEmpty, name != kind.name, !kind.label.isNamed(name) {
      return .refused([.otherKind(name)])
    }
    if let number = content.number, !number.isEmpty { return try change(number, content) }
    return new(content)
  }

  static func trimmed(_ cell: String) -> String {
    String(FormulaGuard.unguarded(cell).drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }

  // MARK: New records

  private func new(_ content: RowContent) -> Verdict {
    var faults: [RowFault] = []
    var values: [String: Node] = [:]
    let concealment = Concealment(kind, schemas)
    for cell in content.cells {
      do throws(CellFault) {
        try CellForm.refuseFormula(cell.raw)
        guard !concealment.isMark(cell.text) else { throw .concealed }
        guard !cell.column.isWithinList || cell.text.isEmpty else { throw .severalParts }
        if let value = try form.value(of: cell.text, as: cell.column.field) { values[cell.column.name] = value }
      } catch {
        faults.append(.cell(heading: cell.heading, text: cell.text, error))
      }
    }
    let hasDates = content.cells.contains { $0.column.name == "date" }
    let date = values["date"]?.string.flatMap { CalendarDate($0) } ?? (hasDates ? nil : today)
    // A date that is wrong has been said already.
    if date == nil, faults.isEmpty { faults.append(.noDate) }
    if kind.type == nil { faults.append(.noType(kind.name)) }
    let department = self.department(content, &faults)
    guard faults.isEmpty, let date, let department, let type = kind.type else { return .refused(faults) }
    complete(&values, date: date)
    let series = RecordID.Series(department: department, year: date.year, type: type)
    let record = ImportedRecord(kind: kind, series: series, date: date, values: values, columns: header.fields)
    let id = record.anyNumber
    let reading = RecordReader.read(Array(record.text(id).utf8))
    guard reading.root == record.root(id) || !reading.faults.isEmpty else {
      return .refused([.uneditable(path: record.path(id))])
    }
    let found = self.faults(of: reading, at: record.path(id))
    return found.isEmpty ? .new(record) : .refused(found)
  }

  private func department(_ content: RowContent, _ faults: inout [RowFault]) -> String? {
    guard let name = content.department, !name.isEmpty else {
      if department == nil { faults.append(.noDepartment) }
      return department
    }
    do throws(CellFault) {
      return try form.department(name)
    } catch {
      faults.append(.cell(heading: content.departmentHeading, text: name, error))
      return nil
    }
  }

  /// Adds what the table does not say: it has no column for it.
  private func complete(_ values: inout [String: Node], date: CalendarDate) {
    values["kind"] = Node(.string(kind.name))
    values["date"] = Node(.string(date.description))
    if values["status"] == nil { values["status"] = Node(.string("draft")) }
    let told = Set(header.fields.map { $0.path[0] })
    for field in kind.fields where !told.contains(field.name) && values[field.name] == nil {
      if let value = field.defaultValue { values[field.name] = value }
    }
    if !told.contains("owner"), let owner { values["owner"] = Node(.string(owner)) }
  }

  private func faults(of reading: Reading, at path: String) -> [RowFault] {
    let record = RecordContext(RecordFile(path: path, content: .text(reading)), schemas: schemas)
    return Checker(schemas: schemas).check(record).filter { $0.severity == .error }.map { .diagnostic($0) }
  }

  // MARK: Changed records

  private func change(_ number: String, _ content: RowContent) throws -> Verdict {
    guard let id = RecordID(number) else { return .refused([.malformedNumber(number)]) }
    if let lines = lines[number], lines.count > 1 { return .refused([.repeatedNumber(number, lines: lines)]) }
    let paths = files.files(of: id)
    guard let path = paths.first else { return .refused([.noSuchNumber(number)]) }
    guard paths.count == 1 else { return .refused([.ambiguousNumber(number, paths: paths.sorted())]) }
    guard case .bytes(let bytes) = try tree.read(FileReference(path: path, kind: .regular)) else {
      return .refused([.uneditable(path: path)])
    }
    do throws(RecordEditor.Failure) {
      return try change(id, path, bytes, content)
    } catch {
      return .refused([.uneditable(path: path)])
    }
  }

  private func change(
    _ id: RecordID, _ path: String, _ bytes: [UInt8], _ content: RowContent
  ) throws(RecordEditor.Failure) -> Verdict {
    var editor = try RecordEditor(bytes)
    let old = editor.root
    let own = old["kind"]?.string ?? ""
    guard own == kind.name else { return .refused([.otherKind(own)]) }
    let concealment = Concealment(kind, schemas)
    var fields: [String] = []
    var faults: [RowFault] = []
    for cell in content.cells where !says(cell, of: old) {
      let isConcealed = concealment.mark(for: cell.column, in: old, form.language) != nil
      if isConcealed, concealment.isMark(cell.text) { continue }
      let value: Node?
      do throws(CellFault) {
        value = try newValue(cell, of: old, concealment)
      } catch {
        faults.append(.cell(heading: cell.heading, text: cell.text, error))
        continue
      }
      if let value { try editor.set(cell.column, to: value) } else { try editor.remove(cell.column) }
      fields.append(cell.column.name)
    }
    guard faults.isEmpty else { return .refused(faults) }
    guard !fields.isEmpty else { return .unchanged }
    let newPath = fields.contains("date") ? self.path(path, dated: editor.root["date"]?.string) : path
    let found = self.faults(of: RecordReader.read(editor.bytes), at: newPath)
    guard found.isEmpty else { return .refused(found) }
    return .changed(
      ChangedRecord(
        id: id, oldPath: path, newPath: newPath, oldBytes: bytes, newBytes: editor.bytes, root: editor.root,
        fields: fields))
  }

  private func says(_ cell: RowContent.Cell, of root: Node) -> Bool {
    // A register in either language: what has several parts can be compared alone, not read.
    if Language.allCases.contains(where: { cell.text == cell.column.text(in: root, form.speaking($0)) }) { return true }
    return !cell.column.isWithinList
      && form.says(cell.text, of: root.value(at: cell.column.steps), as: cell.column.field)
  }

  /// The value that a cell gives to a record; nil where an empty cell takes it away.
  private func newValue(
    _ cell: RowContent.Cell, of root: Node, _ concealment: Concealment
  ) throws(CellFault) -> Node? {
    try CellForm.refuseFormula(cell.raw)
    let field = cell.column.field
    guard !concealment.isMark(cell.text) else { throw .concealed }
    guard !cell.column.isWithinList, CellForm.form(of: field) != .parts else { throw .severalParts }
    if let old = root.value(at: cell.column.steps) {
      // What a spreadsheet could not show whole must not come back in part.
      if let text = old.string, text.utf16.count > CellLimit.characters { throw .tooLong(text.count) }
      if old.sequence != nil, !form.survives(old, as: field) { throw .unsplittableList }
    }
    let value = try form.value(of: cell.text, as: field)
    // A part may go with the whole.
    if value == nil, field.isRequired, cell.column.path.count == 1 { throw .emptied }
    return value
  }

  /// The path under another date: a file's name tells it.
  private func path(_ path: String, dated date: String?) -> String {
    let name = Result { () throws(RecordName.Fault) in try RecordName(RecordPath.name(of: path)) }
    // A name that is none is said by the rules.
    guard let date, case .success(let name) = name else { return path }
    return RecordPath.path(of: name.id, date: date, summary: name.summary)
  }
}

/// What a row says, before anything of it is understood.
struct RowContent {
  struct Cell {
    let column: FieldColumn
    let heading: String
    /// As the file has it.
    let raw: String
    /// Without the guard against formulas.
    let text: String

    init(column: FieldColumn, heading: String, raw: String) {
      self.column = column
      self.heading = heading
      self.raw = raw
      text = FormulaGuard.unguarded(raw)
    }
  }

  var number: String?
  var kind: String?
  var department: String?
  var departmentHeading = ""
  var cells: [Cell] = []
}
