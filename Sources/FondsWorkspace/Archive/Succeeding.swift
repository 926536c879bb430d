import FondsModel
import FondsText

/// The series of a kind and department, for somebody who has to name one.
public struct SeriesChoice: Sendable {
  /// The field that tells them apart.
  public let field: String
  /// As they are written.
  public let values: [String]
}

extension Workspace {
  /// Lets a draft go on from the last record of its series: what that one leaves open stands before what was given.
  ///
  /// A draft that does not say which series it is of, or is the first of one, takes over nothing.
  func goOn(
    _ draft: inout RecordDraft, _ succession: Succession, department: String, date: CalendarDate
  ) throws -> (RecordOrigin?, SeriesChoice?) {
    let series = succession.series.reduce(into: [:]) { $0[$1] = draft[$1] }
    let isNamed = series.count == succession.series.count
    let earlier = try recordsOfSeries(
      of: draft.kind, department: department, until: date, series: isNamed ? series : nil)
    guard isNamed, let previous = earlier.filter({ $0.hasSeries(series) }).max(by: { $0.isBefore($1) }) else {
      guard let field = succession.series.first(where: { series[$0] == nil }) ?? succession.series.first else {
        return (nil, nil)
      }
      let values = earlier.values(of: field).map { $0.string ?? NodeText.flow($0) }
      return (nil, values.isEmpty ? nil : SeriesChoice(field: field, values: values))
    }
    var carried: [(field: String, count: Int)] = []
    for carry in succession.carries {
      let items = carry.items(from: previous.root)
      guard !items.isEmpty else { continue }
      draft.set(carry.to, .sequence(items + (draft[carry.to]?.sequence ?? [])))
      carried.append((carry.to, items.count))
    }
    if !carried.isEmpty { keepClosed(&draft, as: previous.root) }
    return (RecordOrigin(previous: previous.id, carried: carried, isPreviousOpen: false), nil)
  }

  /// What is carried out of a paper for few is for as few, unless somebody says otherwise.
  private func keepClosed(_ draft: inout RecordDraft, as previous: Node) {
    for field in ["classification", "circle"] where draft[field] == nil && !draft.given.contains(field) {
      if let value = previous[field], value.string != "public" { draft.assume(field, value.value) }
    }
  }

  /// The records of a kind and department up to a day that stand, from the newest year back to the first that has one of
  /// the series; of two years where no series is known.
  private func recordsOfSeries(
    of kind: Kind, department: String, until date: CalendarDate, series: [String: Node]?
  ) throws -> [SeriesFile] {
    guard let type = kind.type else { return [] }
    let tree = try workTree()
    let years = try tree.folders(in: "\(RecordPath.root)/\(department)").compactMap { Int($0) }
      .filter { $0 <= date.year }.sorted(by: >)
    var found: [SeriesFile] = []
    for year in years {
      let files = try files(of: kind, in: .init(department: department, year: year, type: type), tree)
      found += files.filter { $0.stands(until: date) }
      if let series { if found.contains(where: { $0.hasSeries(series) }) { break } } else if year < date.year { break }
    }
    return found
  }
}

extension SeriesFile {
  /// Whether it is of a day up to another, and was neither refused nor replaced.
  fileprivate func stands(until date: CalendarDate) -> Bool {
    switch status {
    case .rejected, .withdrawn, .superseded: return false
    default: break
    }
    guard let day = root["date"]?.string.flatMap({ CalendarDate($0) }) else { return false }
    return day <= date
  }

  fileprivate func isBefore(_ other: SeriesFile) -> Bool {
    (root["date"]?.string ?? "", id) < (other.root["date"]?.string ?? "", other.id)
  }
}
