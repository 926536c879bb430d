import FondsText

/// How a calendar contradicts itself.
public enum CalendarFault: Sendable, Hashable {
  /// Office hours that end before they begin, or begin before the ones above end.
  case disorderedHours(String)
  /// A holiday that ends before it begins.
  case endsBeforeItBegins(CalendarDate)
  /// More than two months: a holiday whose year was mistyped.
  case longHoliday(days: Int)
  /// Two holidays share a day.
  case overlaps(CalendarDate)
  /// A day made a working day that the week works anyway.
  case isNoWeekend(CalendarDate)
  /// A day made a working day that is a holiday too.
  case isHoliday(CalendarDate)
  /// A day behind the last for which the calendar is known.
  case isBeyond(CalendarDate, until: CalendarDate)
}

/// What an office can get wrong in its calendar beyond the form, which has been judged.
struct CalendarFaults {
  /// `calendar` of `Schemas/fonds.yaml`.
  let block: Node?

  private static let longestHoliday = 62

  var all: [SchemaFileFault] {
    guard let block else { return [] }
    let calendar = WorkCalendar(block)
    let faults = hours(block["office-hours"]) + holidays(block["holidays"], calendar)
    // Against holidays that are wrong themselves, every workday would be.
    return faults.isEmpty ? workdays(block["workdays"], calendar) : faults
  }

  private func fault(_ node: Node, _ fault: CalendarFault) -> SchemaFileFault {
    SchemaFileFault(path: ConfigurationForm.fonds.path, range: node.range, problem: .calendar(fault))
  }

  private func hours(_ list: Node?) -> [SchemaFileFault] {
    var end = 0
    return (list?.sequence ?? []).compactMap { node in
      guard let text = node.string else { return nil }
      guard let hours = WorkCalendar.hours(text), hours.lowerBound >= end else {
        return fault(node, .disorderedHours(text))
      }
      end = hours.upperBound
      return nil
    }
  }

  private func holidays(_ list: Node?, _ calendar: WorkCalendar) -> [SchemaFileFault] {
    var seen: [ClosedRange<CalendarDate>] = []
    return (list?.sequence ?? []).compactMap { node in
      guard let first = day(node["from"]) else { return nil }
      let last = day(node["until"]) ?? first
      let end = node["until"] ?? node
      guard first <= last else { return fault(end, .endsBeforeItBegins(first)) }
      let days = last.daysSince1970 - first.daysSince1970 + 1
      if let until = calendar.until, last > until { return fault(end, .isBeyond(last, until: until)) }
      guard days <= Self.longestHoliday else { return fault(end, .longHoliday(days: days)) }
      if let other = seen.first(where: { $0.overlaps(first...last) }) {
        return fault(node["from"] ?? node, .overlaps(max(first, other.lowerBound)))
      }
      seen.append(first...last)
      return nil
    }
  }

  private func workdays(_ list: Node?, _ calendar: WorkCalendar) -> [SchemaFileFault] {
    (list?.sequence ?? []).compactMap { node in
      guard let day = day(node) else { return nil }
      if let until = calendar.until, day > until { return fault(node, .isBeyond(day, until: until)) }
      if calendar.holiday(on: day) != nil { return fault(node, .isHoliday(day)) }
      return calendar.week.contains(day.weekday) ? fault(node, .isNoWeekend(day)) : nil
    }
  }

  private func day(_ node: Node?) -> CalendarDate? { node?.string.flatMap { CalendarDate($0) } }
}
