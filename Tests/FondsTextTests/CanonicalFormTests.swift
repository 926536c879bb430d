import FondsTestSupport
import FondsText
import Foundation
import Testing

/// Pairs of files that a reader can open: `Fixtures/Form/<what>/before.yaml` and `after.yaml`.
@Suite("Canonical form")
struct CanonicalFormTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/Form")

  private static let pairs: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { !$0.hasPrefix(".") }.sorted()

  private static func form(_ text: String) throws -> String { try CanonicalFormPropertyTests.form(text) }

  private static func refusal(of text: String) throws -> CanonicalForm.Refusal? {
    do throws(CanonicalForm.Refusal) {
      _ = try CanonicalForm.bytes(of: Array(text.utf8)) { _ in FieldOrder() }
      return nil
    } catch {
      return error
    }
  }

  @Test func thereArePairs() { #expect(Self.pairs.count >= 6) }

  @Test(arguments: pairs)
  func aRecordTakesTheFormThatWasReviewed(_ name: String) throws {
    let folder = Self.folder.appendingPathComponent(name)
    let before = try String(contentsOf: folder.appendingPathComponent("before.yaml"), encoding: .utf8)
    let formed = try Self.form(before)
    try Golden.compare(formed, with: folder.appendingPathComponent("after.yaml"))
    #expect(try Self.form(formed) == formed)
    #expect(Comments.found(in: formed) == Comments.found(in: before))
  }

  // MARK: Bytes

  @Test func lineEndsOfAnotherSystemAndAMarkAreMended() throws {
    #expect(try Self.form("\u{FEFF}id: A\r\nbody: |\r\n  一\r\n  二\r\n") == "id: A\nbody: |\n  一\n  二\n")
    #expect(try Self.form("# 注\rid: A\rtitle: b") == "# 注\nid: A\ntitle: b\n")
  }

  @Test func aLineFeedIsAddedToTheLastLine() throws {
    #expect(try Self.form("id: A") == "id: A\n")
    #expect(try Self.form("id: A\n# end") == "id: A\n# end\n")
    // Without it the text of a block has no line feed either.
    #expect(try Self.form("body: |\n  一") == "body: |-\n  一\n")
  }

  @Test(arguments: [
    "a: [", "a: &x 1", "a: yes", "a: 0012", "a: b\na: c", "标题：一", "- a", "", "# a", "a: e\u{301}", "a: \u{202E}b",
    "a: b\n---\nc: d",
  ])
  func aTextWithFaultsIsLeftAsItIs(_ text: String) throws {
    #expect(try Self.refusal(of: text) == .faulty)
  }

  @Test func whatCanNotBeWrittenAsItIsIsLeft() throws {
    // Written out, the accent would have to be joined to its letter, which makes another text of it.
    #expect(try Self.refusal(of: "a: \"e\\u0301\"\n") == .unsafe)
  }

  // MARK: Widths

  @Test(arguments: [0, 1])
  func aListStaysInBracketsUpToAHundredColumns(beyond: Int) throws {
    // Chinese characters take two columns.
    let list = "[" + String(repeating: "字", count: 40) + ", " + String(repeating: "a", count: 6 + beyond) + "]"
    let formed = try Self.form("keywords: \(list)\n")
    #expect(formed.hasPrefix("keywords: [") == (beyond == 0), "\(formed)")
    #expect(formed.split(separator: "\n").count == (beyond == 0 ? 1 : 3))
  }

  @Test func aRowStaysInBracesOnOneLineOrTwo() throws {
    // The last line of each is as wide as can be, and one column wider.
    func row(_ lines: Int, beyond: Int) -> [String] {
      let margin = "     "
      let wide =
        "what: " + String(repeating: "字", count: 50) + ", nr: " + String(repeating: "1", count: 2 + beyond) + "}"
      let head = "  - {date: 2023-05-08, by: " + String(repeating: "x", count: 86) + ","
      return lines == 1 ? ["  - {" + wide] : [head, margin + wide]
    }
    for lines in [1, 2] {
      let fitting = row(lines, beyond: 0)
      #expect(fitting.allSatisfy { DisplayWidth.width(of: $0) <= 120 })
      let comment = "a comment does not count"
      let text = "rows:\n" + fitting.joined(separator: " ") + "   # \(comment)\n"
      #expect(try Self.form(text) == "rows:\n" + fitting.joined(separator: "\n") + "  # \(comment)\n")
      let wider = row(lines, beyond: 1).joined(separator: " ")
      let formed = try Self.form("rows:\n" + wider + "   # \(comment)\n")
      // One line gives way to two, two give way to a block.
      #expect(formed.split(separator: "\n").count == (lines == 1 ? 3 : 6), "\(formed)")
      #expect(formed.contains("{") == (lines == 1))
      #expect(formed.contains(lines == 1 ? "1}  # \(comment)" : "  # \(comment)\n  - date: "))
    }
  }

  @Test func manyCommentsMakeABlockOfBrackets() throws {
    #expect(
      try Self.form("a: [ # one\n  b, # two\n  # three\n  c # four\n  # five\n] # six\n") == """
        a:  # six
          # one
          - b  # two
          # three
          - c  # four
          # five

        """)
    #expect(try Self.form("a: [ # one\n] # two\nb: {\n# three\n}\n") == "# one\na: []  # two\n# three\nb: {}\n")
    #expect(
      try Self.form("--- # one\n{ # two\n# three\na: b } # four\n... # five\n")
        == "# one\n# two\n# three\na: b\n# four\n# five\n")
  }

  @Test func aListWithinAListIsABlockWithinABlock() throws {
    #expect(
      try Self.form("a:\n- - b\n  # one\n  - - c # two\n- - [d, e]\n") == """
        a:
          -
            - b
            # one
            -
              - c  # two
          -
            - [d, e]

        """)
  }
}
