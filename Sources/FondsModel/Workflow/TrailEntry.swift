import FondsText

/// What happened once on a paper's way: one item of the record's `trail`.
public struct TrailEntry: Sendable {
  public let step: String
  public let by: String
  public let decision: Workflow.Decision
  public let at: Moment
  /// The office's day of ``at``.
  public let day: CalendarDate
  /// The step that a paper goes back to; nil where it goes back to who asks.
  public let to: String?
  /// What was approved, as `sha256:…`.
  public let covers: String?
  /// The scan of a decision on paper.
  public let evidence: String?
  /// Who entered a decision that was taken on paper.
  public let enteredBy: String?
  /// The number of the delegation under which somebody acts for another.
  public let delegation: String?
  public let signature: String?
  /// The entry in the record's tree, for the places of its values.
  public let node: Node

  /// Nil for an entry that the schema refuses.
  public init?(_ node: Node) {
    guard let step = node["step"]?.string, let by = node["by"]?.string,
      let decision = node["decision"]?.string.flatMap(Workflow.Decision.init), let text = node["at"]?.string,
      let at = Moment(text), let day = CalendarDate(String(text.prefix(10)))
    else { return nil }
    self.step = step
    self.by = by
    self.decision = decision
    self.at = at
    self.day = day
    to = node["to"]?.string
    covers = node["covers"]?.string
    evidence = node["evidence"]?.string
    enteredBy = node["entered-by"]?.string
    delegation = node["delegation"]?.string
    signature = node["signature"]?.string
    self.node = node
  }

  /// The trail of a record; nil where one of its entries is none: the schema's faults come first.
  public static func trail(of record: Node) -> [TrailEntry]? {
    let items = record["trail"]?.sequence ?? []
    let entries = items.compactMap { TrailEntry($0) }
    return entries.count == items.count ? entries : nil
  }
}
