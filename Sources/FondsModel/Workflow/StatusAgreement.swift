import FondsText

extension Progress {
  /// Whether a record's word of status agrees with how far the paper has come.
  ///
  /// After the last step the words of a life that goes on agree with it: approved, effective, superseded, closed,
  /// archived. What a step still to come will bring, the record may not claim yet.
  public func agrees(with word: String, of kind: Kind) -> Bool {
    guard let meaning = kind.meaning(ofStatus: word) else { return true }
    switch outcome {
    case .notBegun, .returned: return meaning == .draft || meaning == .inReview
    case .rejected: return meaning == .rejected
    case .withdrawn: return meaning == .withdrawn
    case .underWay, .done: break
    }
    guard let status else { return meaning == .inReview }
    guard let reached = kind.meaning(ofStatus: status) else { return true }
    if meaning == reached { return true }
    guard let least = reached.rank else { return false }
    if meaning == .superseded { return true }
    guard let rank = meaning.rank, rank > least else { return false }
    let next = statusesToCome.compactMap { kind.meaning(ofStatus: $0)?.rank }.filter { $0 > least }.min()
    return next.map { rank < $0 } ?? true
  }

  /// The words of status that a record may have now.
  public func statuses(of kind: Kind) -> [String] {
    (kind.field("status")?.values ?? []).filter { agrees(with: $0, of: kind) }
  }

  /// The words that the steps so far have brought, likeliest first; the first that the record's schema accepts is its
  /// status now.
  public func reachedStatuses(of kind: Kind) -> [String] {
    let reached: RecordStatus? =
      switch outcome {
      case .notBegun: .draft
      case .rejected: .rejected
      case .withdrawn: .withdrawn
      case .returned: .inReview
      case .underWay, .done: status.map { kind.meaning(ofStatus: $0) } ?? .inReview
      }
    let words = kind.field("status")?.values ?? []
    let alike = words.filter { kind.meaning(ofStatus: $0) == reached }
    guard let status, words.contains(status), outcome == .underWay || outcome == .done else { return alike }
    return [status] + alike.filter { $0 != status }
  }
}

extension RecordStatus {
  /// How far along its life a settled record is; nil for one that is not settled.
  fileprivate var rank: Int? {
    switch self {
    case .draft, .inReview, .rejected, .withdrawn: nil
    case .approved: 1
    case .effective: 2
    case .superseded, .closed: 3
    case .archived: 4
    }
  }
}
