import FondsModel
import FondsText

/// What the records of a tree promise, and which times of the office's duties they meet.
struct DueSurvey {
  /// What a later record carries on is promised there alone.
  let entries: [DueReader.Entry]
  let duties: [(duty: Duty, deadline: Deadline)]
  /// Files that can't be read, so that nobody knows what they promise.
  let unreadable: [String]
}

extension DueSource {
  /// As ``entries(in:asked:isComplete:)`` has it, with the duties.
  func survey(_ tree: some FileTree, asked now: Moment, isComplete: Bool) throws -> DueSurvey {
    let (entries, others, unreadable) = try entries(in: tree, asked: now, isComplete: isComplete)
    let evidence = Dictionary(grouping: entries.flatMap(\.evidence) + others, by: \.duty)
    let duties = reader.schemas.duties.enumerated().flatMap { index, duty in
      duty.deadlines(
        evidence: (evidence[index] ?? []).map(\.evidence), organization: reader.schemas.organization,
        through: reader.horizon, by: reader.time
      ).map { (duty, $0) }
    }
    return DueSurvey(entries: entries.judgedOnce(), duties: duties, unreadable: unreadable)
  }
}
