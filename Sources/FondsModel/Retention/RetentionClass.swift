import FondsText
import JSONSchema

/// What is to become of records whose period has ended.
public enum DispositionAction: String, Sendable, Hashable, CaseIterable {
  /// Somebody looks at them again and decides.
  case review
  /// They go to another archive.
  case transfer
  /// They are destroyed by list.
  case destroy

  public var label: LocalizedText {
    switch self {
    case .review: LocalizedText(en: "review", zh: "鉴定")
    case .transfer: LocalizedText(en: "transfer", zh: "移交")
    case .destroy: LocalizedText(en: "destroy", zh: "销毁")
    }
  }
}

/// A class of the schedule (`Schemas/retention.yaml`): one period, one trigger, one disposition for all its records.
public final class RetentionClass: Sendable {
  /// From when the period counts.
  public enum CutOff: String, Sendable, Hashable, CaseIterable {
    /// From 1 January after the trigger's year (order no. 10, article on periods; order no. 79, article 14).
    case yearEnd = "year-end"
    /// From the day after the trigger (Civil Code, articles 201 and 202).
    case none
  }

  /// While this holds of a record, it is kept whatever its period: a debt that is not settled.
  public struct Keep: Sendable {
    public let reason: LocalizedText
    let condition: Schema?
    /// The condition as it is written.
    let node: Node
  }

  public let name: String
  public let label: LocalizedText
  /// Empty for records of every kind that has a type code.
  public let kinds: [String]
  let condition: Schema?
  /// The condition as it is written; nil for a class of all records of its kinds.
  let conditionNode: Node?
  public let period: RetentionPeriod
  /// The fields that say the day from which the period counts: the first that is filled. Dotted paths; one that passes
  /// through a number goes on in the record of that number.
  public let triggers: [String]
  /// What an empty field waits for; nil where the schedule does not say.
  public let event: LocalizedText?
  public let cutOff: CutOff
  public let action: DispositionAction
  public let keepWhile: Keep?
  /// The law or rule that the period rests on.
  public let basis: LocalizedText

  /// The condition on one line of YAML; nil for a class of all records of its kinds.
  public var conditionText: String? { conditionNode.map { NodeText.flow($0) } }

  /// Reads one item of the schedule, whose form has been judged.
  ///
  /// - Parameter schema: the compiled schema at a place within the item, such as `/when`.
  init?(_ node: Node, schema: (_ pointer: String) -> Schema?) {
    guard let name = node["name"]?.string, let period = node["period"]?.string.flatMap({ RetentionPeriod($0) }),
      let action = node["disposition"]?.string.flatMap(DispositionAction.init),
      let basis = node["basis"].flatMap(LocalizedText.init)
    else { return nil }
    self.name = name
    self.period = period
    self.action = action
    self.basis = basis
    label = node["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name)
    kinds = (node["kinds"]?.sequence ?? []).compactMap(\.string)
    conditionNode = node["when"]
    condition = schema("/when")
    triggers = (node["from"].map { $0.sequence ?? [$0] } ?? []).compactMap(\.string)
    event = node["event"].flatMap(LocalizedText.init)
    cutOff = node["cut-off"]?.string.flatMap(CutOff.init) ?? .yearEnd
    keepWhile = node["keep-while"].flatMap { block in
      guard let reason = block["reason"].flatMap(LocalizedText.init), let node = block["when"] else { return nil }
      return Keep(reason: reason, condition: schema("/keep-while/when"), node: node)
    }
  }

  /// The places within an item of the schedule where schemas stand.
  static func conditions(of node: Node) -> [(pointer: String, condition: Node)] {
    [("/when", node["when"]), ("/keep-while/when", node["keep-while"]?["when"])].compactMap { pointer, condition in
      condition.map { (pointer, $0) }
    }
  }

  /// Whether a record of one of its kinds is of this class.
  func holds(_ record: Node) -> Bool {
    conditionNode == nil || condition?.isValid(record) == true
  }

  /// The first day on which a record may leave: the one after the last of its period. Nil for one that is kept for ever.
  public func due(from trigger: CalendarDate, period: RetentionPeriod) -> CalendarDate? {
    guard case .years(let years) = period else { return nil }
    switch cutOff {
    // The first day of a year, so that the period ends with the last of one.
    case .yearEnd: return CalendarDate(year: trigger.year + 1 + years, month: 1, day: 1)
    case .none: return trigger.adding(months: 12 * years).adding(days: 1)
    }
  }

  /// What tells one way to find records, triggers and reasons to keep them from another; the periods may differ.
  var readingName: String {
    let conditions = [conditionNode, keepWhile?.node].map {
      $0.map { String(decoding: CanonicalJSON.bytes(of: $0), as: UTF8.self) } ?? ""
    }
    return ([name] + conditions + triggers).joined(separator: "\u{1F}")
  }
}
