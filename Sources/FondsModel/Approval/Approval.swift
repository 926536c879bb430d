import FondsText

/// An entry of a record's trail as far as it binds: what was decided, over which content, with whose signature.
public struct Approval: Sendable {
  public let step: String
  /// The id of who decided.
  public let by: String
  public let decision: String
  /// The time as the entry writes it.
  public let moment: String
  /// The digest of the content that was approved, `sha256:…`; nil for an approval that covers nothing.
  public let covers: Node?
  /// The signature, as `ssh-keygen -Y sign` made it; nil for an approval that is not signed.
  public let signature: Node?
  /// The whole entry in the file.
  public let range: Range<Int>
  /// Whether it still binds: no later approval of the step by the same person takes its place, and no later return sends
  /// the paper back to it or to what came before.
  public let isStanding: Bool

  public var isApproving: Bool { decision == "approve" }

  /// The day on which it was taken, as the entry writes it.
  public var day: CalendarDate? { CalendarDate(String(moment.prefix(10))) }

  /// The entries of a record's trail that approve, cover content or are signed, in their order.
  public static func all(in root: Node) -> [Approval] {
    let trail = (root["trail"]?.sequence ?? []).map { Entry($0) }
    return trail.enumerated().compactMap { index, entry in
      guard let entry, entry.decision == "approve" || entry.covers != nil || entry.signature != nil else { return nil }
      let later = Array(trail[(index + 1)...])
      let isRepeated = later.contains { $0?.step == entry.step && $0?.by == entry.by && $0?.decision == entry.decision }
      let isSentBack = trail.indices.dropFirst(index + 1).contains { isVoided(index, by: $0, in: trail) }
      return Approval(
        step: entry.step, by: entry.by, decision: entry.decision, moment: entry.moment, covers: entry.covers,
        signature: entry.signature, range: entry.range, isStanding: !isRepeated && !isSentBack)
    }
  }

  /// Whether a return sends the paper back to an entry, or to one before it; a return that names no step sends it back to
  /// whoever asked.
  private static func isVoided(_ index: Int, by later: Int, in trail: [Entry?]) -> Bool {
    guard let entry = trail[later], entry.decision == "return" else { return false }
    guard let to = entry.to else { return true }
    return trail[...index].contains { $0?.step == to }
  }

  /// What is read of an entry; nil where the schema finds fault with it.
  private struct Entry {
    let step: String
    let by: String
    let decision: String
    let moment: String
    let to: String?
    let covers: Node?
    let signature: Node?
    let range: Range<Int>

    init?(_ node: Node) {
      guard let step = node["step"]?.string, let by = node["by"]?.string, let decision = node["decision"]?.string,
        let moment = node["at"]?.string
      else { return nil }
      (self.step, self.by, self.decision, self.moment) = (step, by, decision, moment)
      to = node["to"]?.string
      covers = node["covers"]
      signature = node["signature"]
      range = node.range
    }
  }
}
