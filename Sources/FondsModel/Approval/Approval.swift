import FondsText

/// An entry of a record's trail as far as it binds: it approves, names the content that it covers, or is signed.
public struct Approval: Sendable {
  public let entry: TrailEntry
  /// Whether it still binds: no return has made it void, and nobody has taken the step again in the same name.
  public let isStanding: Bool

  public var isApproving: Bool { entry.decision == .approve }

  /// The time as the entry writes it.
  public var moment: String { entry.node["at"]?.string ?? entry.at.text }
  /// The digest of the content that was approved, `sha256:…`; nil for an entry that covers nothing.
  public var covers: Node? { entry.node["covers"] }
  /// The signature, as `ssh-keygen -Y sign` made it; nil for an entry that is not signed.
  public var signature: Node? { entry.node["signature"] }

  /// The entries of a record's trail that bind somebody, in their order; without those that the schema refuses.
  ///
  /// - Parameters:
  ///   - progress: the trail along its workflow, which knows what a return made void; nil for a record that has none to
  ///     go by. Then a return is taken to void what was approved since the step that it goes back to.
  ///   - key: where given, a trail none of whose entries has this key is not looked at further.
  public static func all(in root: Node, progress: Progress?, with key: String? = nil) -> [Approval] {
    if let key, root["trail"]?.sequence?.contains(where: { $0[key] != nil }) != true { return [] }
    let trail = (root["trail"]?.sequence ?? []).map { TrailEntry($0) }
    let standing = progress.map { Set($0.approvals.map(\.entry)) }
    return trail.enumerated().compactMap { index, entry in
      guard let entry, entry.decision == .approve || entry.covers != nil || entry.signature != nil else { return nil }
      let isRepeated = trail[(index + 1)...].contains {
        $0?.step == entry.step && $0?.by == entry.by && $0?.decision == entry.decision
      }
      let isValid = standing?.contains(index) ?? !isSentBack(index, in: trail)
      return Approval(entry: entry, isStanding: isValid && !isRepeated)
    }
  }

  /// Whether a later return goes back to an entry, to one before it, or to whoever asked.
  private static func isSentBack(_ index: Int, in trail: [TrailEntry?]) -> Bool {
    trail[(index + 1)...].contains { later in
      guard let later, later.decision == .return else { return false }
      guard let to = later.to else { return true }
      return trail[...index].contains { $0?.step == to }
    }
  }
}
