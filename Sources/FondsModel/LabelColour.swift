import FondsText

/// The colour of the label on a record's paper copy (C 4.3.1: red urgent, blue important, green routine, yellow to do,
/// black archived).
///
/// It is computed, never written down: importance, urgency and status are fields of their own, and one paper has one
/// label. Where several colours would fit, the first of these holds:
///
/// 1. black: what is archived waits for nobody, however urgent it once was;
/// 2. red: urgent or critical goes before everything that is still in use;
/// 3. blue: important;
/// 4. yellow: a draft, or in review, is still to be done;
/// 5. green: everything else.
public enum LabelColour: String, Sendable, Hashable, CaseIterable {
  case red, blue, green, yellow, black

  /// - Parameter status: what the record's word of status means; nil for a word that nobody knows.
  public init(importance: String?, urgency: String?, status: RecordStatus?) {
    switch (status, urgency, importance) {
    case (.archived, _, _): self = .black
    case (_, "urgent", _), (_, "critical", _): self = .red
    case (_, _, "important"): self = .blue
    case (.draft, _, _), (.inReview, _, _): self = .yellow
    default: self = .green
    }
  }

  /// The colour's name.
  public var name: LocalizedText {
    switch self {
    case .red: LocalizedText(en: "red", zh: "红色")
    case .blue: LocalizedText(en: "blue", zh: "蓝色")
    case .green: LocalizedText(en: "green", zh: "绿色")
    case .yellow: LocalizedText(en: "yellow", zh: "黄色")
    case .black: LocalizedText(en: "black", zh: "黑色")
    }
  }

  /// What it says of the paper.
  public var meaning: LocalizedText {
    switch self {
    case .red: LocalizedText(en: "urgent", zh: "紧急")
    case .blue: LocalizedText(en: "important", zh: "重要")
    case .green: LocalizedText(en: "routine", zh: "常规")
    case .yellow: LocalizedText(en: "to do", zh: "待办")
    case .black: LocalizedText(en: "archived", zh: "已归档")
    }
  }
}

extension Schemas {
  /// The colour of a record's label. A kind's own words of status count by what they mean.
  public func labelColour(of record: Node) -> LabelColour {
    let kind = record["kind"]?.string.flatMap { kinds[$0] }
    let status = record["status"]?.string.flatMap { word in
      kind?.meaning(ofStatus: word) ?? RecordStatus(rawValue: word)
    }
    return LabelColour(
      importance: record["importance"]?.string, urgency: record["urgency"]?.string, status: status)
  }
}
