import FondsText

/// What the label on the paper copy of a record says.
public struct PaperLabel: Sendable, Hashable {
  public let number: String
  public let colour: LabelColour
  /// The name of the record's classification.
  public let classification: LocalizedText
  /// What else stands on it; nil for a record that not everybody in the house may read.
  public let details: Details?

  public struct Details: Sendable, Hashable {
    public let title: String
    public let department: LocalizedText
    public let year: String
    /// How long it is kept; nil where the record does not say.
    public let retention: LocalizedText?
    /// Where the paper lies, from the large to the small; nil where the record does not say.
    public let place: LocalizedText?

    public init(
      title: String, department: LocalizedText, year: String, retention: LocalizedText?, place: LocalizedText?
    ) {
      self.title = title
      self.department = department
      self.year = year
      self.retention = retention
      self.place = place
    }
  }

  public init(number: String, colour: LabelColour, classification: LocalizedText, details: Details?) {
    self.number = number
    self.colour = colour
    self.classification = classification
    self.details = details
  }
}

extension Schemas {
  /// The label of a record's paper copy.
  ///
  /// A label on a shelf is read by whoever passes. The title of a classified paper would tell them what they may not
  /// know, and so would that of a file about a person: their labels bear the number alone, as do those of drafts
  /// whose classification nobody has decided on yet.
  public func paperLabel(of record: Node, number: RecordID) -> PaperLabel {
    let kind = record["kind"]?.string.flatMap { kinds[$0] }
    let word = record["classification"]?.string
    let none = LocalizedText(en: "Not classified yet", zh: "密级未定")
    let classification = word.map { kind?.field("classification")?.label(ofValue: $0) ?? LocalizedText(en: $0, zh: $0) }
    return PaperLabel(
      number: number.text, colour: labelColour(of: record), classification: classification ?? none,
      details: disclosure(of: record, kind: kind) == .full ? details(of: record, number) : nil)
  }

  private func details(of record: Node, _ number: RecordID) -> PaperLabel.Details {
    let departments = organization.departments(number.series.department)
    let day = record["date"]?.string.flatMap { CalendarDate($0) }
    let department = departments.first { day.map($0.isInForce) ?? true } ?? departments.first
    return PaperLabel.Details(
      title: record["title"]?.text ?? "",
      department: department?.name
        ?? LocalizedText(en: number.series.department, zh: number.series.department),
      year: "\(number.series.year)", retention: record["retention"]?.string.map(Self.retention),
      place: Self.place(record["paper"]))
  }

  private static func retention(_ text: String) -> LocalizedText {
    RetentionPeriod(text)?.label ?? LocalizedText(en: text, zh: text)
  }

  private static func place(_ paper: Node?) -> LocalizedText? {
    let parts = [("location", "", ""), ("shelf", "shelf ", "架 "), ("box", "box ", "盒 ")].compactMap { key, en, zh in
      paper?[key]?.text.map { LocalizedText(en: en + $0, zh: zh + $0) }
    }
    guard !parts.isEmpty else { return nil }
    return LocalizedText(en: parts.map(\.en).joined(separator: ", "), zh: parts.map(\.zh).joined(separator: "，"))
  }
}

extension Node {
  /// A text, or a number as it is written.
  fileprivate var text: String? { string ?? number?.text }
}
