import FondsModel
import FondsText

/// Runs the rules over records.
public struct Checker: Sendable {
  public let schemas: Schemas

  public init(schemas: Schemas) {
    self.schemas = schemas
  }

  /// What is wrong with a record by itself.
  public func check(_ record: RecordContext) -> [Diagnostic] {
    var diagnostics = RuleRegistry.record.flatMap { $0.check(record) }
    if case .text(let reading) = record.content, !reading.faults.isEmpty {
      let judged = Set(diagnostics.compactMap(\.range))
      for fault in reading.faults where !isJudgedAlready(fault, judged) {
        diagnostics += RuleRegistry.text.compactMap { $0.diagnose(fault, in: record.path, source: reading.source) }
      }
    }
    return diagnostics
  }

  /// An ambiguous scalar that breaks the schema as well (`amount: 1_000`) is one fault: the schema's, which knows what
  /// belongs there.
  private func isJudgedAlready(_ fault: TextFault, _ judged: Set<Range<Int>>) -> Bool {
    if case .ambiguousScalar = fault.kind { return judged.contains(fault.range) }
    return false
  }

  /// What is wrong with a record among its neighbours.
  public func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    RuleRegistry.collection.flatMap { $0.check(entry, in: collection) }
  }

  /// Whether those who took the steps of a record had the power to.
  public func checkPowers(_ record: RecordContext) -> [Diagnostic] {
    WrongRole.check(record) + OwnRequest.check(record)
  }

  public func check(_ change: Change) -> [Diagnostic] {
    RuleRegistry.change.flatMap { $0.check(change) }
  }

  /// What a push does to a branch or tag that none may.
  public static func check(_ change: ReferenceChange) -> [Diagnostic] {
    RuleRegistry.reference.flatMap { $0.check(change) }
  }

  /// What time has brought.
  public static func check(_ matter: DueMatter) -> [Diagnostic] {
    RuleRegistry.due.compactMap { $0.diagnose(matter) }
  }

  /// What is wrong with a path outside `Records/` and `Schemas/`, whatever stands there.
  public static func check(otherPath path: String) -> [Diagnostic] {
    [WrongFolder.check(topOf: path)].compactMap(\.self)
  }

  /// What is wrong with a file of `Schemas/` that has no text.
  public func checkSchemaFile(_ file: RecordFile) -> [Diagnostic] {
    NotARegularFile.check(RecordContext(file, schemas: schemas))
  }

  /// What is wrong with the files of `Schemas/`.
  /// - Parameter others: faults that the files alone do not tell.
  public func checkSchemas(_ others: [SchemaFileFault] = []) -> [Diagnostic] {
    (schemas.faults + others).flatMap { fault in RuleRegistry.schemaFile.map { $0.diagnose(fault) } }
  }
}
