import FondsModel
import FondsText
import JSONSchema

/// A record with what several rules need of it, worked out once.
public final class RecordContext: Sendable {
  public let path: String
  public let content: RecordFile.Content
  public let schemas: Schemas
  /// The record's tree; nil where the text can't be read.
  public let root: Node?
  public let number: Number
  public let kindName: String?
  public let kind: Kind?
  public let date: CalendarDate?
  public let name: Result<RecordName, RecordName.Fault>
  /// What the record names: other records, people, departments.
  public let namedValues: [NamedValue]
  /// The record's trail along its workflow; nil where it has none to go by.
  public let progress: Progress?
  /// What the kind's schema finds, broken down to single causes.
  public let schemaFaults: [SchemaFault]
  /// The record's class in the schedule; nil where none fits, or there is none.
  let retentionClass: RetentionClass?

  public enum Number: Sendable {
    case absent
    case malformed(String, Range<Int>)
    case wellFormed(RecordID, Range<Int>)
  }

  public init(_ file: RecordFile, schemas: Schemas) {
    self.path = file.path
    self.content = file.content
    self.schemas = schemas
    self.name = Result { () throws(RecordName.Fault) in try RecordName(RecordPath.name(of: file.path)) }
    guard case .text(let reading) = file.content, let root = reading.root else {
      (root, number, kindName, kind, date, namedValues, progress, schemaFaults, retentionClass) = (
        nil, .absent, nil, nil, nil, [], nil, [], nil
      )
      return
    }
    self.root = root
    if let node = root["id"], let text = node.string {
      number = RecordID(text).map { .wellFormed($0, node.range) } ?? .malformed(text, node.range)
    } else {
      number = .absent
    }
    let kindName = root["kind"]?.string
    self.kindName = kindName
    self.kind = kindName.flatMap { schemas.kinds[$0] }
    self.namedValues = kind?.namedValues(in: root) ?? []
    self.progress = kind.flatMap { Progress(of: root, kind: $0, schemas: schemas, organization: schemas.organization) }
    self.retentionClass = kind.flatMap { schemas.retention?.retentionClass(of: root, kind: $0) }
    self.date = root["date"]?.string.flatMap { CalendarDate($0) }
    let found = schemas.schema(forKind: kindName)?.faults(in: root).flatMap(\.causes) ?? []
    let faults = Self.withoutRefused(found, reading.faults)
    let isKindUnknown = kindName != nil && kind == nil
    self.schemaFaults = isKindUnknown ? Self.unconditional(faults) : Self.withoutConsequences(faults)
  }

  public var id: RecordID? {
    if case .wellFormed(let id, _) = number { return id }
    return nil
  }

  /// Without what the text's own faults say better: of an alias or merge key there is nothing to judge, and where text
  /// is wanted, an ambiguous `0012` lacks its quotes.
  private static func withoutRefused(_ faults: [SchemaFault], _ refused: [TextFault]) -> [SchemaFault] {
    guard !refused.isEmpty else { return faults }
    return faults.filter { fault in
      !refused.contains { text in
        guard text.range == fault.range else { return false }
        if case .unsupported = text.kind { return true }
        guard case .ambiguousScalar = text.kind, case .wrongType(let expected, _) = fault.detail else { return false }
        return expected.contains(.string)
      }
    }
  }

  /// A status that does not exist (`drft`) is no draft's, so a finished record's fields would be demanded as well: one
  /// slip, one fault.
  private static func withoutConsequences(_ faults: [SchemaFault]) -> [SchemaFault] {
    faults.contains { $0.path.tokens == [.key("status")] } ? unconditional(faults) : faults
  }

  /// Without the fields that only a condition demands.
  private static func unconditional(_ faults: [SchemaFault]) -> [SchemaFault] {
    faults.filter { fault in
      guard case .missingProperty = fault.detail else { return true }
      return !fault.schema.pointer.contains("/then/") && !fault.schema.pointer.contains("/else/")
    }
  }

  /// The path that agrees with what the record says, keeping as much of the name as agrees already; nil where the name
  /// says another number or date, since a fix decides neither.
  private var rightPath: String? {
    guard let id, let date else { return nil }
    let agreed: String
    switch name {
    case .success: agreed = RecordPath.name(of: path)
    case .failure(.wrongEnding(let mended?)): agreed = mended
    case .failure(.wrongEnding(nil)): return nil
    case .failure:
      return RecordPath.path(
        of: id, date: date.description, summary: RecordName.summary(from: root?["title"]?.string ?? ""))
    }
    let name = Result { () throws(RecordName.Fault) in try RecordName(agreed) }
    guard case .success(let name) = name, name.id == id, name.date == date.description else { return nil }
    return id.series.folder + "/" + agreed
  }

  /// Whether the schema finds a fault with the value at a place: then other rules have nothing to add.
  func hasSchemaFault(at range: Range<Int>) -> Bool {
    schemaFaults.contains { $0.range == range }
  }

  var nameStartsWithItsMalformedNumber: Bool {
    guard case .malformed(let text, _) = number else { return false }
    return RecordPath.name(of: path).hasPrefix(text + "_")
  }

  /// A safe fix that moves the file to where it belongs, if that is certain.
  var move: Fix? {
    guard let rightPath, rightPath != path else { return nil }
    return Fix(.safe, newPath: rightPath)
  }
}

extension SchemaFault {
  /// The fault itself, or what a failed choice most likely comes down to.
  fileprivate var causes: [SchemaFault] {
    guard case .faults(let faults)? = closestBranch else { return [self] }
    return faults.flatMap(\.causes)
  }
}
