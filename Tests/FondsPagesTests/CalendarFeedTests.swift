import FondsPages
import FondsTestSupport
import FondsText
import Testing

@Suite("CalendarFeed")
struct CalendarFeedTests {
  private func feed(_ summary: String, id: String = "a") throws -> String {
    let stamp = try #require(Moment("2023-05-08T10:00:00+08:00"))
    let day = try #require(CalendarDate("2023-12-31"))
    let event = CalendarFeed.Event(id: id, stamp: stamp, day: day, summary: summary, description: "一\n二")
    return CalendarFeed(name: "综合办公室", events: [event]).text
  }

  /// The lines as a calendar reads them: folds taken out, byte by byte.
  private func unfolded(_ text: String) -> [String] {
    var lines: [[UInt8]] = []
    for line in Array(text.utf8).split(separator: 0x0A) {
      let content = line.last == 0x0D ? line.dropLast() : line
      if content.first == 0x20, !lines.isEmpty {
        lines[lines.count - 1] += content.dropFirst()
      } else {
        lines.append(Array(content))
      }
    }
    return lines.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func anEntryIsAnEventOfAWholeDay() throws {
    let text = try feed("复核")
    let lines = unfolded(text)
    #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
    #expect(text.hasSuffix("\r\n"))
    #expect(
      lines.filter { $0.hasPrefix("D") || $0.hasPrefix("UID") } == [
        "UID:a", "DTSTAMP:20230508T020000Z", "DTSTART;VALUE=DATE:20231231", "DTEND;VALUE=DATE:20240101",
        "DESCRIPTION:一\\n二",
      ])
  }

  @Test(arguments: [
    "a;b,c\\d", "x\r\nBEGIN:VEVENT\r\nSUMMARY:y", "x\nEND:VCALENDAR", "a\u{2028}b\u{0}c\u{1B}[31m", "a\u{202E}b", "\r",
    "\r\r\n",
  ])
  func hostileTextStaysWithinItsLine(_ summary: String) throws {
    let lines = unfolded(try feed(summary, id: summary))
    #expect(lines.count == 16)
    #expect(lines.count { $0.hasPrefix("BEGIN:VEVENT") } == 1)
    #expect(lines.count { $0.hasPrefix("END:") } == 2)
    #expect(
      lines.allSatisfy { line in !line.unicodeScalars.contains { $0.value < 0x20 || ForbiddenCharacters.contains($0) } }
    )
  }

  @Test func linesAreFoldedBetweenCharactersAndUnfoldToWhatTheyWere() throws {
    var generator = SeededGenerator(seed: 4)
    let characters = ["a", "é", "合", "同", "😀", "é", "👨‍👩‍👧", "\\", ";", ",", " ", "𠮷"]
    for _ in 0..<300 {
      let summary = (0..<Int.random(in: 0...120, using: &generator))
        .map { _ in characters.randomElement(using: &generator) ?? "" }.joined()
      let text = try feed(summary)
      for line in Array(text.utf8).split(separator: 0x0A) {
        // With its carriage return; and each piece is well-formed by itself.
        #expect(line.count <= 76 && line.last == 0x0D)
        #expect(String(validating: line, as: UTF8.self) != nil)
      }
      let escaped = summary.unicodeScalars.map { "\\;,".unicodeScalars.contains($0) ? "\\\($0)" : "\($0)" }.joined()
      #expect(unfolded(text).contains { $0.utf8.elementsEqual("SUMMARY:\(escaped)".utf8) })
    }
  }
}
