extension Kind {
  /// How the rows of a sheet belong to its period.
  public struct SheetPeriod: Sendable {
    /// The field that names the period, such as `2023-05`.
    public let field: String
    /// The key of a row that says when it was.
    public let day: String
  }

  /// Which field of a sheet names its period, and which key of a row lies in it: what the kind's checks say, else what
  /// the fields are called. Nil for a kind that is no sheet, or a sheet without a period.
  public var sheetPeriod: SheetPeriod? {
    guard let sheet else { return nil }
    for case .within(let path, let period) in agreements where path.hasPrefix(sheet.rows + ".") {
      return SheetPeriod(field: period, day: String(path.dropFirst(sheet.rows.count + 1)))
    }
    guard field("period") != nil, let day = ["date", "at"].first(where: { field(sheet.rows)?.child($0) != nil }) else {
      return nil
    }
    return SheetPeriod(field: "period", day: day)
  }
}
