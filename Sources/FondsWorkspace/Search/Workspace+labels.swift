import FondsModel

extension Workspace {
  /// What the labels on the paper copies of records say, in the order of the numbers. A number that is named twice has two
  /// labels: a record may have two copies.
  ///
  /// Throws ``WorkspaceError/noSuchRecord(_:nearest:)`` also for a record that has been removed.
  public func paperLabels(of numbers: [String], progress: ((Int, Int) -> Void)? = nil) throws -> [PaperLabel] {
    let records = try numbers.map { number in
      let record = try record(number, progress: progress)
      guard let id = RecordID(record.id) else { throw WorkspaceError.malformedNumber(number) }
      if let version = record.version, !version.isCurrent { throw WorkspaceError.noSuchRecord(number, nearest: nil) }
      guard let root = record.root else { throw WorkspaceError.illegible(path: record.path) }
      return (id: id, root: root)
    }
    let schemas = try currentSchemas(kinds: Set(records.compactMap { $0.root["kind"]?.string }))
    return records.map { schemas.paperLabel(of: $0.root, number: $0.id) }
  }
}
