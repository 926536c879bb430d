import FondsModel
import FondsText

/// A record that is there, as one of its series: a sheet of one month, minutes of one meeting.
struct SeriesFile: Sendable {
  let id: RecordID
  /// From the root.
  let path: String
  let root: Node
  /// What a sheet covers.
  let period: CalendarPeriod?
  let status: RecordStatus?

  /// Whether rows may still be added.
  var isOpen: Bool {
    switch status {
    case .draft, .inReview, .approved, .effective, nil: true
    case .rejected, .withdrawn, .superseded, .closed, .archived: false
    }
  }

  /// Whether its values of some fields are these; a field that is not among them does not matter.
  func hasSeries(_ values: [String: Node]) -> Bool {
    values.allSatisfy { root[$0.key] == $0.value }
  }
}

extension [SeriesFile] {
  /// The values that a field has in some sheets, as they are written.
  func values(of field: String) -> [Node] {
    var values: [Node] = []
    for value in compactMap({ $0.root[field] }) where !values.contains(value) { values.append(value) }
    return values
  }

  /// The sheets of a period.
  func covering(_ period: CalendarPeriod) -> [SeriesFile] {
    filter { $0.period.map { $0.contains(period.first) || period.contains($0.first) } ?? false }
  }

  /// The latest sheet that ends before a period begins.
  func last(before period: CalendarPeriod) -> SeriesFile? {
    filter { $0.period.map { $0.last < period.first } ?? false }
      .max { ($0.period?.last ?? period.first, $0.id) < ($1.period?.last ?? period.first, $1.id) }
  }

  /// The series that is meant: what is given of it, and what all sheets agree on.
  ///
  /// Throws ``WorkspaceError/whichSheet(field:values:)`` where a field tells several of them apart.
  func series(_ fields: [String], given: [String: Node]) throws -> [String: Node] {
    var series = given.filter { fields.contains($0.key) }
    for field in fields where series[field] == nil {
      let values = filter { $0.hasSeries(series) }.values(of: field)
      guard values.count < 2 else {
        throw WorkspaceError.whichSheet(field: field, values: values.map { $0.string ?? NodeText.flow($0) })
      }
      series[field] = values.first
    }
    return series
  }
}

extension Workspace {
  /// The sheets of a kind and department, those of other series too, from the newest year back to the last one before a
  /// period. Only the folders of the department's type are read.
  ///
  /// - Parameter given: what is known of the series: the search ends where it has an earlier sheet.
  func sheets(
    of kind: Kind, department: String, around period: CalendarPeriod, given: [String: Node]
  ) throws -> [SeriesFile] {
    guard let type = kind.type else { return [] }
    let tree = try workTree()
    let years = try tree.folders(in: "\(RecordPath.root)/\(department)").compactMap { Int($0) }.sorted(by: >)
    var sheets: [SeriesFile] = []
    for year in years {
      let series = RecordID.Series(department: department, year: year, type: type)
      sheets += try files(of: kind, in: series, tree)
      let isFound = sheets.contains { $0.hasSeries(given) && $0.period.map { $0.last < period.first } ?? false }
      if year < period.first.year, isFound { break }
    }
    return sheets
  }

  /// The records of a kind within a series of numbers.
  func files(of kind: Kind, in series: RecordID.Series, _ tree: WorkTree) throws -> [SeriesFile] {
    let files = try NumberTable(of: [series], in: tree).files(in: series).values.flatMap(\.self).sorted()
    return try concurrentMap(files) { path in
      Result { try SeriesFile(path, of: kind, in: tree) }
    }.compactMap { try $0.get() }
  }
}

extension SeriesFile {
  /// The record in a file; nil where it holds something else.
  init?(_ path: String, of kind: Kind, in tree: WorkTree) throws {
    guard case .bytes(let bytes) = try tree.read(FileReference(path: path, kind: .regular)),
      let root = RecordReader.read(bytes).root, root["kind"]?.string == kind.name,
      let id = RecordPath.number(atHome: path)
    else { return nil }
    self.init(id, path: path, root: root, kind: kind)
  }

  init(_ id: RecordID, path: String, root: Node, kind: Kind) {
    self.id = id
    self.path = path
    self.root = root
    period = kind.sheetPeriod.flatMap { root[$0.field]?.string }.flatMap { CalendarPeriod($0) }
    status = root["status"]?.string.flatMap { kind.meaning(ofStatus: $0) }
  }
}
