import FondsText

/// The book in which an office enters the records of a kind: one line each, in the order of their numbers.
public struct RegisterBook: Sendable {
  public struct Column: Sendable {
    /// The field's dotted name.
    public let name: String
    public let heading: String
    public let content: Content

    /// What stands in it, for setting it on paper.
    public enum Content: Sendable {
      case text
      /// Quantities and amounts.
      case quantity
      /// Numbers of records, days, names, words of a list: short, and never broken into lines.
      case word
    }

    public init(name: String, heading: String, content: Content) {
      self.name = name
      self.heading = heading
      self.content = content
    }
  }

  public struct Row: Sendable {
    public let id: RecordID
    public let path: String
    /// As many as there are columns.
    public let cells: [String]
    /// Whether content was kept back.
    public let isConcealed: Bool

    public init(id: RecordID, path: String, cells: [String], isConcealed: Bool) {
      self.id = id
      self.path = path
      self.cells = cells
      self.isConcealed = isConcealed
    }
  }

  /// The kind's name and label.
  public let kind: String
  public let label: LocalizedText
  /// The name of the fonds.
  public let office: LocalizedText
  public let period: CalendarPeriod?
  /// The department whose records alone are listed.
  public let department: LocalizedText?
  public let columns: [Column]
  public let rows: [Row]
  /// Files that can't be read, so that nobody knows whether they belong here.
  public let unreadable: [String]

  public init(
    kind: String, label: LocalizedText, office: LocalizedText, period: CalendarPeriod?, department: LocalizedText?,
    columns: [Column], rows: [Row], unreadable: [String]
  ) {
    self.kind = kind
    self.label = label
    self.office = office
    self.period = period
    self.department = department
    self.columns = columns
    self.rows = rows
    self.unreadable = unreadable
  }

  /// What stands on its cover: 收文登记簿.
  public var title: LocalizedText {
    let isBook = ["簿", "台账", "表", "日志", "清单"].contains { label.zh.hasSuffix($0) }
    let rest = isBook ? "" : label.zh.hasSuffix("登记") ? "簿" : "登记簿"
    return LocalizedText(en: "Register: \(label.en)", zh: label.zh + rest)
  }

  /// The book as a table that spreadsheets open and `fonds import` takes back.
  public var csv: String {
    var text = CSVText.byteOrderMark + CSVText.row(columns.map { FormulaGuard.guarded($0.heading) })
    for row in rows { text += CSVText.row(row.cells.map(FormulaGuard.guarded)) }
    return text
  }
}
