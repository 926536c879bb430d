import FondsText

/// What lists, labels and calendars may show of a record to whoever sees them: its number always.
public enum Disclosure: Sendable, Hashable {
  /// Anybody in the house may read it.
  case full
  /// Nobody has decided yet: what stays in the office shows it, what hangs on a shelf does not.
  case undecided
  /// It is for few: what stands in the place of the content.
  case numberOnly(LocalizedText)

  /// Fields that say nothing of what a record is about.
  public static let openFields: Set<String> = [
    "id", "kind", "date", "classification", "secrecy-period", "secrecy-until", "retention", "importance", "urgency",
    "status", "owner", "archive-number",
  ]

  /// What stands for a file about a person, whatever its level.
  static let circleOnly = LocalizedText(en: "Circle only", zh: "限知悉范围")

  /// Whether what it is about stays in the record.
  public var isConcealed: Bool { if case .numberOnly = self { true } else { false } }
}

extension Schemas {
  /// What may be shown of a record. A word that is no level of the office conceals it.
  public func disclosure(of record: Node, kind: Kind?) -> Disclosure {
    let word = record["classification"]?.string
    let level = word.flatMap(classification.level)
    if let word, level?.isOpen != true { return .numberOnly(level?.label ?? LocalizedText(en: word, zh: word)) }
    if kind?.isOpenToCircleOnly == true { return .numberOnly(Disclosure.circleOnly) }
    return word == nil ? .undecided : .full
  }

  /// Everything that may stand in the place of what is concealed.
  public var concealmentLabels: [LocalizedText] {
    classification.levels.filter { !$0.isOpen }.map(\.label) + [Disclosure.circleOnly]
  }
}
