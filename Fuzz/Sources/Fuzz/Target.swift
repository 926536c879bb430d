import FondsGit
import FondsIndex
import FondsModel
import FondsText
import JSONSchema

/// The part of Fonds that is given what the fuzzer thinks up.
///
/// Each traps where a promise is broken: that is what libFuzzer reports, keeps and shrinks.
enum Target: String, CaseIterable {
  case text, readers, schema, pattern, query, table, time, push

  func run(_ bytes: [UInt8]) {
    switch self {
    case .text: Self.text(bytes)
    case .readers: Self.readers(bytes)
    case .schema: Self.schema(bytes)
    case .pattern: Self.pattern(bytes)
    case .query: Self.query(bytes)
    case .table: Self.table(bytes)
    case .time: Self.time(bytes)
    case .push: Self.push(bytes)
    }
  }

  /// Ranges lie within the text; the canonical form says the same, and is its own; fixes make room for each other.
  private static func text(_ bytes: [UInt8]) {
    let reading = RecordReader.read(bytes)
    for fault in reading.faults {
      precondition(fault.range.upperBound <= bytes.count, "a fault beyond the text")
      for edit in fault.edits { precondition(edit.range.upperBound <= bytes.count, "an edit beyond the text") }
    }
    guard let root = reading.root else { return }
    precondition(root.mapping != nil, "a root that is no mapping")
    requireRanges(of: root, within: 0..<bytes.count)
    guard reading.faults.isEmpty, let form = canonical(bytes) else { return }
    let again = RecordReader.read(form)
    precondition(again.faults.isEmpty, "a canonical form with faults")
    precondition(again.root == root, "a canonical form that says something else")
    precondition(canonical(form) == form, "a canonical form that has another")
    edit(bytes, root)
  }

  private static func canonical(_ bytes: [UInt8]) -> [UInt8]? {
    do {
      return try CanonicalForm.bytes(of: bytes) { _ in FieldOrder() }
    } catch {
      return nil
    }
  }

  private static func requireRanges(of node: Node, within outer: Range<Int>) {
    precondition(
      outer.lowerBound <= node.range.lowerBound && node.range.upperBound <= outer.upperBound, "out of bounds")
    switch node.value {
    case .sequence(let items): for item in items { requireRanges(of: item, within: node.range) }
    case .mapping(let mapping):
      for entry in mapping.entries {
        precondition(entry.keyRange.upperBound <= entry.value.range.lowerBound, "a value before its key")
        requireRanges(of: entry.value, within: outer)
      }
    default: break
    }
  }

  /// A change of one field leaves the others as they are, or is refused.
  private static func edit(_ bytes: [UInt8], _ root: Node) {
    do {
      var editor = try RecordEditor(bytes)
      let value = Node(.string("会议: \"x\" # y"))
      try editor.set([.key("title")], to: value)
      precondition(editor.root["title"] == value, "a change that did not arrive")
      for entry in root.mapping?.entries ?? [] where entry.key != "title" {
        precondition(editor.root[entry.key] == entry.value, "a change of another field")
      }
    } catch {
      // Refused: the text is as it was.
    }
  }

  /// A schema and a value, behind a line `---`: compiled and run, whatever both are.
  private static func schema(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: UInt8(ascii: "\u{1E}"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, let document = RecordReader.read(Array(parts[0])).root,
      let instance = RecordReader.read(Array(parts[1])).root
    else { return }
    judge(instance, by: document)
  }

  private static func judge(_ instance: Node, by document: Node) {
    for options in [SchemaOptions(), SchemaOptions(formatAssertion: true, refusesUnknownKeywords: true)] {
      var registry = SchemaRegistry(options: options)
      registry.add(document, uri: "fuzz")
      let set = registry.compile()
      guard let schema = set.schema("fuzz") else { continue }
      precondition(schema.isValid(instance) == schema.faults(in: instance).isEmpty, "two verdicts")
    }
  }

  /// A pattern in its first line, a text in the others: bounded in time, whatever both are.
  private static func pattern(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    func text(_ bytes: ArraySlice<UInt8>) -> Node { Node(.string(String(decoding: bytes, as: UTF8.self))) }
    judge(text(parts[1]), by: Node(.mapping(Mapping([Mapping.Entry(key: "pattern", value: text(parts[0]))]))))
  }

  private static func query(_ bytes: [UInt8]) {
    do {
      let text = String(decoding: bytes, as: UTF8.self)
      let query = try SearchQuery(text)
      let again = try SearchQuery(text)
      precondition(again == query, "two readings")
    } catch {
      precondition(error is IndexError, "an error of another kind: \(error)")
    }
  }

  private static func table(_ bytes: [UInt8]) {
    do {
      let table = try CSVReader.read(bytes)
      for row in table.rows { precondition(!row.cells.isEmpty, "a row without cells") }
    } catch {
      precondition(error.line >= 0)
    }
  }

  /// What is read as a day, a time or a number is written as it was read.
  private static func time(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    if let moment = Moment(text) { precondition(Moment(moment.text) == moment, "\(text): \(moment.text)") }
    if let date = CalendarDate(text) {
      precondition(CalendarDate(date.description) == date && date.description == text)
    }
    if let id = RecordID(text) { precondition(RecordID(id.text) == id && id.text == text) }
    let zone = OfficeZone(offsetMinutes: 480)
    if let either = DayOrMoment(text) {
      precondition(either.beginning(in: zone).seconds <= either.end(in: zone).seconds)
      _ = either.day(in: zone)
    }
  }
}

extension Target {
  /// What is read of a line that Git tells a hook says the same when written again, and nothing is read of two lines.
  private static func push(_ bytes: [UInt8]) {
    for line in bytes.split(separator: UInt8(ascii: "\n")).map({ String(decoding: $0, as: UTF8.self) }) {
      if let update = ReferenceUpdate(line) {
        let written = "\(update.old ?? .zero) \(update.new ?? .zero) \(update.name)"
        precondition(ReferenceUpdate(written) == update && written.utf8.count == line.utf8.count, "another update")
      }
      if let push = ReferencePush(line) {
        let parts = line.split(separator: " ")
        precondition(parts.count >= 3 && OID(parts[parts.count - 1]) == push.remote ?? .zero, "another push")
        precondition(ReferencePush("x y " + line.drop { $0 != " " }.dropFirst()) == push, "the typed name counts")
      }
    }
  }
}

nonisolated(unsafe) var chosen = Target.text
