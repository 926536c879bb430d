import FondsModel
import FondsText

/// A record that is being made: its values, and the text of its file.
struct RecordDraft {
  let kind: Kind
  let language: Language
  private(set) var root = Node(.mapping(Mapping()))
  /// The fields that somebody set, or left empty, on purpose.
  private(set) var given: Set<String> = []
  /// The fields that were filled in without anybody saying so, and are to be looked at.
  private var assumed: Set<String> = []

  init(kind: Kind, language: Language) {
    self.kind = kind
    self.language = language
    set("kind", .string(kind.name))
  }

  subscript(field: String) -> Node? { root[field] }

  var date: CalendarDate? {
    get throws {
      guard let text = root["date"]?.string else { return nil }
      guard let date = CalendarDate(text) else { throw WorkspaceError.malformedDate(text) }
      return date
    }
  }

  /// The day of a record that gives none: a day, or the first of the period that a sheet is said to be of.
  func day(near today: CalendarDate) -> CalendarDate {
    guard let field = kind.sheetPeriod?.field, let period = root[field]?.string.flatMap({ CalendarPeriod($0) }),
      !period.contains(today)
    else { return today }
    return period.first
  }

  /// The same record in use, where it is a sheet that would else begin as a draft.
  var opened: RecordDraft? {
    guard kind.sheet != nil, !given.contains("status"), let open = kind.status(meaning: .effective) else { return nil }
    var copy = self
    copy.assume("status", .string(open))
    return copy
  }

  mutating func set(_ field: String, _ value: Node.Value) {
    let others = (root.mapping?.entries ?? []).filter { $0.key != field }
    root = Node(.mapping(Mapping(others + [.init(key: field, value: Node(value))])))
  }

  /// Sets a field that may have to be corrected: its line says what belongs there.
  mutating func assume(_ field: String, _ value: Node.Value) {
    set(field, value)
    assumed.insert(field)
  }

  /// Sets a field, or a part of one, from what stands on both sides of `=`.
  mutating func assign(_ path: String, _ text: String, _ reader: AssignmentReader) throws {
    given.insert(try reader.set(path, to: text, in: &root))
    guard let other = root["kind"]?.string, other != kind.name else { return }
    throw WorkspaceError.wrongValue(
      path, value: text,
      reason: LocalizedText(en: "name the kind first: fonds new \(other)", zh: "种类请写在前面：fonds new \(other)"))
  }

  /// Fills in what the schema says of fields that nobody set.
  mutating func fillDefaults() {
    for field in kind.fields where root[field.name] == nil && !given.contains(field.name) {
      if let value = field.defaultValue { assume(field.name, value.value) }
    }
    let words = kind.field("status")?.values ?? []
    // A kind may have no draft: then it begins with the first word of its own.
    if let status = root["status"]?.string, !given.contains("status"), let first = words.first, !words.contains(status)
    {
      assume("status", .string(first))
    }
  }

  // MARK: Text

  /// What is known first, then what is needed before the record leaves draft, then what may be added.
  ///
  /// What is not known yet stands as comments that become fields, or examples of them, when the `# ` is removed.
  var text: String {
    let known = root.arranged(by: kind.fields)
    let help = FieldHelp(language: language)
    var lines: [String] = []
    for entry in known.mapping?.entries ?? [] {
      let text = NodeText.entry(entry.key, entry.value, indent: 0)
      let field = assumed.contains(entry.key) && !text.contains("\n") ? kind.field(entry.key) : nil
      lines.append(text + (field.map { "  " + help.comment(on: $0) } ?? ""))
    }
    let missing = kind.fields.filter { known[$0.name] == nil && !Self.writtenByCommands.contains($0.name) }
    add(
      missing.filter(\.isRequiredUnlessDraft), help, to: &lines,
      LocalizedText(
        en: "Needed before the record is more than a draft: remove the '# ' and fill in",
        zh: "不再是草稿之前必须填写：去掉行首的“# ”再填"))
    add(
      missing.filter { !$0.isRequiredUnlessDraft }, help, to: &lines,
      LocalizedText(en: "May be added: remove the '# ' and fill in", zh: "可以不填；要填时去掉行首的“# ”"))
    return lines.joined(separator: "\n") + "\n"
  }

  private func add(_ fields: [Field], _ help: FieldHelp, to lines: inout [String], _ heading: LocalizedText) {
    guard !fields.isEmpty else { return }
    lines += ["", "## " + heading.text(language)]
    for line in fields.flatMap({ FieldOutline(help: help).lines(of: $0) }) { lines.append("# " + line) }
  }

  /// Fields that commands fill in: nobody types them.
  private static let writtenByCommands: Set<String> = ["trail", "superseded-by", "archive-number"]
}
