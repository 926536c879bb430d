import FondsText

/// One time of something that comes round, with its limit.
struct Round {
  let period: Recurrence.Period
  /// The end of its day, or of the grace behind it.
  let end: TimeLimit.End
  /// Its day, or the time of it, from which an escalation counts.
  let due: DayOrMoment

  /// What was done on a day.
  struct Evidence {
    let day: CalendarDate
    let done: Moment
    let record: String?
  }

  func escalation(after limit: TimeLimit, to role: String, by time: OfficeTime) -> Deadline.Escalation {
    Deadline.Escalation(at: limit.end(from: due, by: time).moment, role: role)
  }

  /// What meets each round: something done on a day of its period, or in the grace behind it. One thing meets one round,
  /// of two the earlier that is still open.
  static func met(_ rounds: [Round], by evidence: [Evidence]) -> [Evidence?] {
    var met = [Evidence?](repeating: nil, count: rounds.count)
    let days = evidence.sorted {
      ($0.day, $0.done.seconds, $0.record ?? "") < ($1.day, $1.done.seconds, $1.record ?? "")
    }
    // Both are in the order of time, so no round is looked at again once its time is over.
    var next = 0
    for evidence in days {
      while next < rounds.count, rounds[next].lastDay < evidence.day { next += 1 }
      var index = next
      while index < rounds.count, rounds[index].period.first <= evidence.day {
        if met[index] == nil, evidence.day <= rounds[index].lastDay {
          met[index] = evidence
          break
        }
        index += 1
      }
    }
    return met
  }

  /// The last day on which what is done meets the round.
  private let lastDay: CalendarDate

  init(_ period: Recurrence.Period, within grace: TimeLimit?, by time: OfficeTime) {
    self.period = period
    let moment = period.minute.map { time.zone.moment(period.last, second: $0 * 60) }
    due = moment.map(DayOrMoment.moment) ?? .day(period.last)
    end =
      grace?.end(from: due, by: time)
      ?? .init(moment: due.end(in: time.zone), isDay: moment == nil, isBeyondCalendar: false)
    lastDay = max(period.last, time.zone.day(of: end.moment))
  }
}

extension Recurrence {
  /// The rounds from a day on, up to and with the one under way on another. One that would end behind `until` is not
  /// asked for.
  func rounds(
    from first: CalendarDate, through last: CalendarDate, until: CalendarDate?, within grace: TimeLimit?,
    by time: OfficeTime
  ) -> [Round] {
    periods(from: first, through: last, by: time.calendar)
      .filter { period in until.map { period.last <= $0 } ?? true }
      .map { Round($0, within: grace, by: time) }
  }
}
