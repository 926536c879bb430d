import FondsModel
import FondsRules
import FondsTestSupport
import FondsText

/// What the rules say of some files, judged together by the shipped schemas or by changed ones.
struct Judgement {
  let diagnostics: [Diagnostic]
  private let sources: [String: [UInt8]]

  struct File {
    let path: String
    let content: RecordFile.Content

    init(_ path: String, _ bytes: [UInt8]) {
      self.path = path
      let isRead = RecordFile.isReadable(name: RecordPath.name(of: path))
      content = isRead ? .text(RecordReader.read(bytes)) : .unread
    }

    init(_ path: String, _ content: RecordFile.Content) {
      self.path = path
      self.content = content
    }

    init(_ record: RecordText) { self.init(record.path, Array(record.text.utf8)) }

    var root: Node? { if case .text(let reading) = content { reading.root } else { nil } }
    var bytes: [UInt8] { if case .text(let reading) = content { reading.source } else { [] } }
  }

  /// - Parameters:
  ///   - taken: numbers of other records that the archive held.
  ///   - before: the files as they were, where the author changed them.
  ///   - author: the address of who makes the change.
  ///   - sealedYears: the years that were sealed before, with the numbers that were left open.
  ///   - day: when the change is made.
  ///   - checked: the paths that are looked at; nil for all.
  init(
    _ files: [File], taken: [String: String] = [:], before: [File] = [], author: String = "",
    checked: Set<String>? = nil, schemas: [String: [UInt8]] = [:]
  ) throws {
    try self.init(
      files, taken: taken, before: before, author: author, checked: checked,
      by: try ShippedSchemas.load(changing: schemas))
  }

  init(
    _ files: [File], taken: [String: String] = [:], before: [File] = [], author: String = "",
    checked: Set<String>? = nil, sealedYears: [Int: Set<String>] = [:], day: CalendarDate? = nil, by schemas: Schemas
  ) throws {
    let checker = Checker(schemas: schemas)
    let records = files.map { RecordContext(RecordFile(path: $0.path, content: $0.content), schemas: schemas) }
    var numbers: [RecordID.Series: [Int: [String]]] = [:]
    for file in files {
      guard let id = RecordPath.number(atHome: file.path) else { continue }
      numbers[id.series, default: [:]][id.sequence, default: []].append(file.path)
    }
    func isChecked(_ path: String) -> Bool { checked?.contains(path) ?? true }
    let all = Dictionary(records.compactMap { RecordEntry($0) }.map { ($0.id, $0) }) { first, _ in first }
    let collection = RecordCollection(
      files: { [numbers] in numbers[$0] ?? [:] }, record: { all[$0] }, isChecked: { checked?.contains($0) ?? true })
    let entries = records.filter { isChecked($0.path) }.compactMap { RecordEntry($0) }
    let held = Dictionary(uniqueKeysWithValues: before.map { ($0.path, $0.root) })
    let hand: TrailChange.Author =
      schemas.organization.person(email: author).map { .person($0.id) } ?? .stranger(author)
    let changes = [RecordChange].between(before, files)
    let change = Change(
      by: schemas,
      newNumbers: entries.filter { held[$0.path] == nil }.map {
        .init(id: $0.id, path: $0.path, range: $0.range, takenAs: taken[$0.id.text])
      },
      trails: files.compactMap { file in
        guard let root = file.root, let earlier = held[file.path] else { return nil }
        return TrailChange(
          path: file.path, before: [earlier?["trail"]?.sequence].compactMap(\.self),
          after: root["trail"]?.sequence ?? [], range: root["trail"]?.range, author: hand)
      }, records: changes, day: day, sealedYears: sealedYears, holds: { before.holds(on: $0, by: schemas, day: day) },
      recordAfter: { id in changes.first { $0.id == id }?.after })
    let found =
      checker.checkSchemas() + records.filter { isChecked($0.path) }.flatMap { checker.check($0) }
      + entries.flatMap { checker.check($0, in: collection) } + checker.check(change)
    diagnostics = found.ordered
    sources = Dictionary(files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { $1 })
  }

  /// One record, with a piece of its text replaced.
  init(_ record: RecordText, replacing old: String = "", with new: String = "") throws {
    let text = old.isEmpty ? record.text : record.text.replacing(old, with: new, maxReplacements: 1)
    try self.init([File(record.path, Array(text.utf8))])
  }

  var codes: [String] { diagnostics.map(\.code) }

  /// Where a diagnostic stands, as people count.
  func place(_ diagnostic: Diagnostic) -> SourceText.Position {
    SourceText(sources[diagnostic.path] ?? []).position(of: diagnostic.range?.lowerBound ?? 0)
  }

  /// The text that a diagnostic points at.
  func marked(_ diagnostic: Diagnostic) -> String {
    SourceText(sources[diagnostic.path] ?? []).text(diagnostic.range ?? 0..<0)
  }

  /// Every diagnostic with its place, its words in both languages and its fix.
  var rendering: String {
    diagnostics.map { diagnostic in
      let source = SourceText(sources[diagnostic.path] ?? [])
      let start = source.position(of: diagnostic.range?.lowerBound ?? 0)
      let end = source.position(of: diagnostic.range?.upperBound ?? 0)
      let place = diagnostic.range == nil ? "1:1–1:1" : "\(start.line):\(start.column)–\(end.line):\(end.column)"
      let head = "\(diagnostic.path):\(place): \(diagnostic.severity.rawValue)[\(diagnostic.code)]"
      var lines = ["\(head): \(diagnostic.message.en) (\(diagnostic.name))", "  \(diagnostic.message.zh)"]
      if let help = diagnostic.help { lines += ["  = help: \(help.en)", "  = 提示: \(help.zh)"] }
      if let fix = diagnostic.fix {
        lines.append("  = fix: \(fix.applicability.rawValue)" + (fix.newPath.map { " → \($0)" } ?? ""))
      }
      // A control character in a message would make the golden file itself one that nobody can open.
      return lines.map {
        String(String.UnicodeScalarView($0.unicodeScalars.map { ForbiddenCharacters.contains($0) ? "�" : $0 }))
      }
      .joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }
}
