import FondsText

/// Days of an office as a file that calendars read (iCalendar, RFC 5545).
///
/// Calendars pass over `VTODO`, so that each entry is an event of a whole day.
public struct CalendarFeed: Sendable {
  public struct Event: Sendable {
    /// Stays the same as long as it is the same thing: a calendar then moves the entry and adds none.
    public let id: String
    /// When what it says was last changed.
    public let stamp: Moment
    public let day: CalendarDate
    public let summary: String
    public let description: String

    public init(id: String, stamp: Moment, day: CalendarDate, summary: String, description: String) {
      self.id = id
      self.stamp = stamp
      self.day = day
      self.summary = summary
      self.description = description
    }
  }

  public let name: String
  public let events: [Event]

  public init(name: String, events: [Event]) {
    self.name = name
    self.events = events
  }

  /// The file, in lines that end with CR LF.
  public var text: String {
    let lines =
      ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Fonds//fonds due//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
      + ["X-WR-CALNAME:" + Self.escaped(name)] + events.flatMap(Self.lines) + ["END:VCALENDAR"]
    return lines.map { Self.folded($0) + "\r\n" }.joined()
  }

  private static func lines(of event: Event) -> [String] {
    [
      "BEGIN:VEVENT", "UID:" + escaped(event.id), "DTSTAMP:" + utc(event.stamp),
      "DTSTART;VALUE=DATE:" + basic(event.day), "DTEND;VALUE=DATE:" + basic(event.day.adding(days: 1)),
      "SUMMARY:" + escaped(event.summary), "DESCRIPTION:" + escaped(event.description), "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]
  }

  private static func basic(_ day: CalendarDate) -> String { day.description.replacing("-", with: "") }

  /// A moment in UTC: `20230508T010000Z`.
  private static func utc(_ moment: Moment) -> String {
    let text = Moment(seconds: moment.seconds, offsetMinutes: 0).text
    return String(text.prefix(19)).replacing("-", with: "").replacing(":", with: "") + "Z"
  }

  /// A text as the value of a property. What no text may hold is left out: a control character ends the line in some
  /// programs, and a record's text must not begin one.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", ";", ",": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += " "
      case _ where ForbiddenCharacters.contains(scalar) || scalar == "\r": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A line in pieces of at most 75 octets, each behind the first after a blank. A character is never split.
  static func folded(_ line: String) -> String {
    var result = ""
    var octets = 0
    for character in line.unicodeScalars {
      let width = String(character).utf8.count
      if octets + width > 75 {
        result += "\r\n "
        octets = 1
      }
      result.unicodeScalars.append(character)
      octets += width
    }
    return result
  }
}
