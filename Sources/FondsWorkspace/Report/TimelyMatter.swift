import FondsModel

/// Something that is to be done, with the kind by which it is.
struct TimelyMatter {
  let kind: String
  /// Nil for a duty that no record has met.
  let path: String?
  let isConcealed: Bool
  let deadline: Deadline
}

extension DueSurvey {
  var matters: [TimelyMatter] {
    let paths = Dictionary(entries.compactMap { entry in entry.number.map { ($0, entry) } }) { first, _ in first }
    let own = entries.flatMap { entry in
      entry.deadlines.map {
        TimelyMatter(
          kind: entry.kind?.name ?? "", path: entry.path, isConcealed: entry.isConcealed, deadline: $0)
      }
    }
    return own
      + duties.map { duty, deadline in
        let entry = deadline.record.flatMap { paths[$0] }
        return TimelyMatter(
          kind: duty.kind, path: entry?.path, isConcealed: entry?.isConcealed ?? false, deadline: deadline)
      }
  }
}
