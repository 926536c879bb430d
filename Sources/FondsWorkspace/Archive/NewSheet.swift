import FondsModel
import FondsText

/// What a new record took over from the one before it in its series.
public struct RecordOrigin: Sendable {
  /// The record before it.
  public let previous: RecordID
  /// How many items each list was given.
  public let carried: [(field: String, count: Int)]
  /// Whether it is a sheet that still takes rows.
  public let isPreviousOpen: Bool
}

extension Workspace {
  /// Makes a draft the next sheet of its series: the period, the series, what the closing state of the last one leaves,
  /// and no rows yet.
  ///
  /// - Returns: nil for the first sheet of a series.
  /// Throws ``WorkspaceError/sheetExists(_:period:)`` where the period has its sheet.
  func startSheet(_ draft: inout RecordDraft, _ sheet: Sheet, department: String) throws -> RecordOrigin? {
    let kind = draft.kind
    if draft[sheet.rows] == nil { draft.set(sheet.rows, .sequence([])) }
    guard let field = kind.sheetPeriod?.field, let period = draft.period(field) else { return nil }
    draft.set(field, .string(period.text))
    let given = sheet.series.reduce(into: [:]) { $0[$1] = draft[$1] }
    let sheets = try sheets(of: kind, department: department, around: period, given: given)
    let series = try sheets.series(sheet.series, given: given)
    for (field, value) in series { draft.set(field, value.value) }
    if draft["title"] == nil { draft.set("title", .string(Self.title(of: draft, period, sheet))) }
    let own = sheets.filter { $0.hasSeries(series) }
    if let other = own.covering(period).first(where: { $0.isOpen || $0.status?.isSettled == true }) {
      throw WorkspaceError.sheetExists(other.id.text, period: period.text)
    }
    guard let previous = own.last(before: period) else { return nil }
    var carried: [(field: String, count: Int)] = []
    for carry in sheet.carries where draft[carry.to] == nil {
      let items = carry.items(from: previous.root)
      guard !items.isEmpty else { continue }
      draft.set(carry.to, .sequence(items))
      carried.append((carry.to, items.count))
    }
    return RecordOrigin(previous: previous.id, carried: carried, isPreviousOpen: previous.isOpen)
  }

  private static func title(of draft: RecordDraft, _ period: CalendarPeriod, _ sheet: Sheet) -> String {
    let label = draft.kind.label
    let series = sheet.series.compactMap { name in
      draft[name]?.string.map { draft.kind.field(name)?.label(ofValue: $0).text(draft.language) ?? $0 }
    }
    let english = ([period.text] + series).joined(separator: ", ")
    let chinese = ([period.text] + series).joined(separator: "，")
    return LocalizedText(en: "\(label.en) \(english)", zh: "\(label.zh)（\(chinese)）").text(draft.language).asOneLine
  }
}

extension RecordDraft {
  /// The period of a sheet: what was said, else the month of its date.
  fileprivate func period(_ field: String) -> CalendarPeriod? {
    if let text = self[field]?.string { return CalendarPeriod(text) }
    return self["date"]?.string.flatMap { CalendarPeriod(String($0.prefix(7))) }
  }
}
