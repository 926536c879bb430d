import FondsText
import Testing

@Suite("Reading a record")
struct RecordReaderTests {
  /// What a text is refused for, and the part of it that is pointed at.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let text: String
    let kind: TextFault.Kind
    let marked: String
    var testDescription: String { text.prefix(40) + "…" }

    init(_ text: String, _ kind: TextFault.Kind, _ marked: String) {
      (self.text, self.kind, self.marked) = (text, kind, marked)
    }
  }

  static let refusals: [Refusal] = [
    .init("\u{FEFF}title: a\n", .byteOrderMark, "\u{FEFF}"),
    .init("title: 合同\r\ndate: x\r\n", .lineEnding(count: 2), "\r"),
    .init("title: a\rdate: x\n", .lineEnding(count: 1), "\r"),
    .init("title: [合同🙂, }\n", .syntax(problem: "did not find expected node content"), "}"),
    .init("a: b: c\n", .syntax(problem: "mapping values are not allowed in this context"), ":"),
    .init("a:\n\tb: c\n", .tabIndentation, "\t"),
    .init("a: 1\ntitle 考勤\nowner: x\n", .syntax(problem: "could not find expected ':'"), "title 考勤"),
    .init("合同: 1\nb: 2\n合同: 3\n", .duplicateKey("合同"), "合同"),
    .init("a: &x 1\n", .unsupported(.anchor), "&x"),
    .init("a: *x\n", .unsupported(.alias), "*x"),
    .init("a: !!str 1\n", .unsupported(.tag), "!!str"),
    .init("<<: {a: 1}\n", .unsupported(.mergeKey), "<<"),
    .init("a: 1\n---\nb: 2\n", .unsupported(.secondDocument), "---"),
    .init("- a\n- b\n", .unsupported(.rootIsNoMapping), "- a\n- b"),
    .init("just a line\n", .unsupported(.rootIsNoMapping), "just a line"),
    .init("", .unsupported(.empty), ""),
    .init("# nothing\n", .unsupported(.empty), ""),
    .init("? [a]\n: 1\n", .unsupported(.nonScalarKey), "["),
    .init("a: .nan\n", .unsupported(.notANumber), ".nan"),
    .init("a: -.inf\n", .unsupported(.notANumber), "-.inf"),
    .init("a: 合\u{85}同\n", .forbiddenCharacter("\u{85}"), "\u{85}"),
    .init("a: 合\u{2028}同\n", .forbiddenCharacter("\u{2028}"), "\u{2028}"),
    .init("a: \u{202E}cba\n", .forbiddenCharacter("\u{202E}"), "\u{202E}"),
    .init("a: x\u{1B}[2J\n", .forbiddenCharacter("\u{1B}"), "\u{1B}"),
    .init("a: \"x\\e[2J\"\n", .forbiddenCharacter("\u{1B}"), "\"x\\e[2J\""),
    .init("a: cafe\u{301} x\n", .notNormalized, "e\u{301}"),
    .init("title：考勤\n", .fullWidthColon(key: "title"), "："),
    .init("id: x\ntitle：考勤\nowner: z\n", .fullWidthColon(key: "title"), "："),
    .init("paper:\n  location：柜\n", .fullWidthColon(key: "location"), "："),
    .init("a: yes\n", .ambiguousScalar("yes"), "yes"),
    .init("a: 0012\n", .ambiguousScalar("0012"), "0012"),
    .init("a: 1_000\n", .ambiguousScalar("1_000"), "1_000"),
    .init("a: 0b11\n", .ambiguousScalar("0b11"), "0b11"),
    .init("a: 0x1F\n", .ambiguousScalar("0x1F"), "0x1F"),
    .init("a: =\n", .ambiguousScalar("="), "="),
    .init("a: <<\n", .ambiguousScalar("<<"), "<<"),
    .init("a: 1:30\n", .ambiguousScalar("1:30"), "1:30"),
    .init("a: 1e3\n", .ambiguousScalar("1e3"), "1e3"),
    .init("a: 2023-02-30\n", .ambiguousScalar("2023-02-30"), "2023-02-30"),
    .init("on: 1\n", .ambiguousScalar("on"), "on"),
    .init("2023: 1\n", .ambiguousScalar("2023"), "2023"),
  ]

  @Test(arguments: refusals)
  func refusedTextIsFoundAtItsPlace(_ refusal: Refusal) throws {
    let bytes = Array(refusal.text.utf8)
    let faults = RecordReader.read(bytes).faults
    #expect(faults.map(\.kind) == [refusal.kind])
    let fault = try #require(faults.first)
    #expect(SourceText(bytes).text(fault.range).unicodeScalars.elementsEqual(refusal.marked.unicodeScalars))
  }

  @Test(arguments: refusals.filter { RecordReader.read(Array($0.text.utf8)).faults.contains { !$0.edits.isEmpty } })
  func aRepairLeavesNothingToRepair(_ refusal: Refusal) {
    let bytes = Array(refusal.text.utf8)
    let repaired = RecordReader.read(bytes).faults.flatMap(\.edits).applied(to: bytes)
    #expect(RecordReader.read(repaired).faults.isEmpty)
    #expect(RecordReader.read(repaired).root != nil)
  }

  @Test func severalFaultsAreReportedTogether() {
    let text = "\u{FEFF}a: yes\r\nb: &x 1\r\nb: cafe\u{301}\r\nc: \u{202E}x\r\nd：1\r\n"
    let kinds = RecordReader.read(Array(text.utf8)).faults.map(\.kind)
    #expect(kinds.count == 8)
    #expect(kinds.contains(.byteOrderMark) && kinds.contains(.lineEnding(count: 5)) && kinds.contains(.notNormalized))
    #expect(kinds.contains(.forbiddenCharacter("\u{202E}")) && kinds.contains(.duplicateKey("b")))
    #expect(kinds.contains(.fullWidthColon(key: "d")) && kinds.contains(.ambiguousScalar("yes")))
    #expect(kinds.contains(.unsupported(.anchor)))
  }

  @Test func plainScalarsHaveTheirCoreType() throws {
    let text = """
      a: 12
      b: -3.50
      c: true
      d:
      e: 2023-05-08
      f: 110101199003078515
      g: "12"
      h: 会议
      i: 09:00
      j: ~
      """
    let root = try #require(RecordReader.read(Array(text.utf8)).root)
    #expect(root["a"]?.number?.int == 12)
    #expect(root["b"]?.number?.text == "-3.50")
    #expect(root["c"]?.bool == true)
    #expect(root["d"]?.isNull == true)
    #expect(root["e"]?.string == "2023-05-08")
    #expect(root["f"]?.number?.text == "110101199003078515")
    #expect(root["g"]?.string == "12")
    #expect(root["i"]?.string == "09:00")
    #expect(root["j"]?.isNull == true)
    #expect(RecordReader.read(Array(text.utf8)).faults.isEmpty)
  }

  @Test func everyNodeKnowsItsBytes() throws {
    let text = """
      # 注释
      title: "考勤 🙂"   # trailing
      list: [a, 合同]
      body: |
        第一条
          缩进

      empty:
      paper:
        - {x: 1}
        - y: 乙
      """
    let source = SourceText(Array(text.utf8))
    let root = try #require(RecordReader.read(source.bytes).root)
    func shown(_ path: RecordEditor.Step...) -> String? { root.value(at: path).map { source.text($0.range) } }
    #expect(shown(.key("title")) == "\"考勤 🙂\"")
    #expect(shown(.key("list")) == "[a, 合同]")
    #expect(shown(.key("list"), .index(1)) == "合同")
    #expect(shown(.key("body")) == "|\n  第一条\n    缩进")
    #expect(shown(.key("empty")) == "")
    #expect(root["empty"]?.range.lowerBound == Array(text.utf8).firstRange(of: Array("empty:".utf8))?.upperBound)
    #expect(shown(.key("paper"), .index(0), .key("x")) == "1")
    #expect(shown(.key("paper")) == "- {x: 1}\n  - y: 乙")
    let position = source.position(of: root.value(at: [.key("list"), .index(1)])?.range.lowerBound ?? 0)
    #expect(position == .init(line: 3, column: 11))
  }

  @Test func endlessNestingAndLargeFilesAreStoppedEarly() {
    let brackets = Array("a: ".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(RecordReader.read(brackets).faults.map(\.kind) == [.unsupported(.tooDeep)])
    let large = [UInt8](repeating: UInt8(ascii: "a"), count: RecordLimit.fileSize + 1)
    #expect(RecordReader.read(large).faults.map(\.kind) == [.tooLarge(RecordLimit.fileSize + 1)])
    let longLine = Array("a: ".utf8) + [UInt8](repeating: UInt8(ascii: "b"), count: RecordLimit.fileSize - 4)
    #expect(RecordReader.read(longLine).faults.isEmpty)
  }

  @Test func otherEncodingsAreRecognised() {
    let gbk: [UInt8] = Array("title: ".utf8) + [0xBF, 0xBC, 0xC7, 0xDA, 0xD6, 0xC6, 0xB6, 0xC8, 0x0A]
    #expect(RecordReader.read(gbk).faults.map(\.kind) == [.notUTF8(.gb18030)])
    #expect(RecordReader.read([0xFF, 0xFE, 0x61, 0x00]).faults.map(\.kind) == [.notUTF8(.utf16)])
    #expect(RecordReader.read([0x61, 0x3A, 0xFF, 0x00, 0x80]).faults.map(\.kind) == [.notUTF8(nil)])
  }

  @Test func everyIdeographIsWholeOrRefused() {
    for lead in UInt8(0xE4)...0xEA {
      for second in [UInt8(0x7F), 0x80, 0xBF, 0xC0] {
        for third in [UInt8(0x7F), 0x80, 0xBF, 0xC0] {
          let character = [lead, second, third]
          let isWhole = String(validating: character, as: UTF8.self) != nil
          let isRead = !RecordReader.read(Array("a: ".utf8) + character + [0x0A]).faults.contains {
            if case .notUTF8 = $0.kind { true } else { false }
          }
          #expect(isRead == isWhole, "\(character)")
        }
      }
      for end in [[lead], [lead, 0x80]] {
        let faults = RecordReader.read(Array("a: ".utf8) + end).faults
        #expect(faults.contains { if case .notUTF8 = $0.kind { true } else { false } }, "\(end)")
      }
    }
  }

  @Test func randomBytesNeverCrashTheReader() {
    var generator = SplitMix64(seed: 20_230_508)
    let pieces: [[UInt8]] =
      [
        "a: ", "- ", "[", "{", "\"", "'", "|\n ", "\n", "：", "合同", "&x ", "*x", "!", "? ", "\t", "%", "---\n", "#",
        "\u{85}",
      ]
      .map { Array($0.utf8) } + [[0x00], [0xFF], [0xE5, 0x90], [0x0D]]
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...20, using: &generator) { bytes += pieces.randomElement(using: &generator) ?? [] }
      let reading = RecordReader.read(bytes)
      #expect(reading.root != nil || !reading.faults.isEmpty)
      for fault in reading.faults { #expect(fault.range.upperBound <= bytes.count) }
    }
  }

  @Test func keysAreToldApartHoweverManyThereAre() {
    let keys = (0..<200).map { "k\($0)" }
    let text = (keys + ["k0", "k63", "k64", "k199", "k0"]).map { "\($0): 1\n" }.joined()
    let reading = RecordReader.read(Array(text.utf8))
    #expect(reading.root?.mapping?.entries.map(\.key) == keys)
    #expect(reading.faults.map(\.kind) == ["k0", "k63", "k64", "k199", "k0"].map { .duplicateKey($0) })
  }
}

/// A small generator with a seed, so that a failing run can be repeated.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
