import FondsText

extension Progress {
  /// The progress of a record along the workflow of its kind.
  ///
  /// Nil where the kind has no workflow, the workflow does not judge the record, or the trail or number is broken, which
  /// other rules say.
  /// - Parameter organization: by whose roles the entries are judged.
  public init?(of record: Node, kind: Kind, schemas: Schemas, organization: Organization) {
    guard let workflow = schemas.workflow(of: kind), workflow.judges(record),
      let trail = TrailEntry.trail(of: record), let id = record["id"]?.string.flatMap({ RecordID($0) })
    else { return nil }
    self = workflow.progress(
      of: record, trail: trail, department: id.series.department, organization: organization)
  }
}
