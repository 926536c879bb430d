import FondsTestSupport
import FondsText
import Testing

@Suite("CanonicalJSON (RFC 8785)")
struct CanonicalJSONTests {
  private func text(_ yaml: String) throws -> String {
    let root = try #require(RecordReader.read(Array(yaml.utf8)).root)
    return String(decoding: CanonicalJSON.bytes(of: root), as: UTF8.self)
  }

  private func text(_ value: Node.Value) -> String {
    String(decoding: CanonicalJSON.bytes(of: Node(value)), as: UTF8.self)
  }

  /// Appendix B: the bits of a double, and its text. Integers beyond ±(2⁵³ − 1) are Fonds' strings.
  static let numbers: [(bits: UInt64, text: String)] = [
    (0x0000_0000_0000_0001, "5e-324"), (0x8000_0000_0000_0001, "-5e-324"),
    (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"), (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
    (0x4340_0000_0000_0000, "9007199254740992"), (0xc340_0000_0000_0000, "-9007199254740992"),
    (0x4430_0000_0000_0000, "295147905179352830000"), (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
    (0x44b5_2d02_c7e1_4af6, "1e+23"), (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
    (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"), (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
    (0x444b_1ae4_d6e2_ef50, "1e+21"), (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
    (0x3eb0_c6f7_a0b5_ed8d, "0.000001"), (0x41b3_de43_5555_5553, "333333333.3333332"),
    (0x41b3_de43_5555_5554, "333333333.33333325"), (0x41b3_de43_5555_5555, "333333333.3333333"),
    (0x41b3_de43_5555_5556, "333333333.3333334"), (0x41b3_de43_5555_5557, "333333333.33333343"),
    (0xbecb_f647_612f_3696, "-0.0000033333333333333333"), (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
  ]

  @Test(arguments: numbers)
  func aDoublesNumberIsWrittenAsTheRFCHasIt(_ bits: UInt64, _ expected: String) throws {
    let double = Double(bitPattern: bits)
    let number = try #require(Number(double.description))
    #expect(number.canonicalText == expected)
    let isSafe = double.magnitude < 9_007_199_254_740_992 || double != double.rounded()
    #expect(text(.number(number)) == (isSafe ? expected : "\"\(expected)\""))
  }

  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("0.0", "0"), ("1.0", "1"), ("1e3", "1000"), ("+5", "5"), (".5", "0.5"), ("5.", "5"),
    ("19.990", "19.99"), ("4.50", "4.5"), ("0.002", "0.002"), ("1E-7", "1e-7"), ("-120.5e-1", "-12.05"),
    ("9007199254740991", "9007199254740991"), ("9007199254740993", "\"9007199254740993\""),
    ("110101199003078515", "\"110101199003078515\""), ("333333333.33333329", "\"333333333.33333329\""),
    ("1e400", "\"1e+400\""), ("1e-400", "\"1e-400\""), ("0.12345678901234567890", "\"0.1234567890123456789\""),
  ])
  func equalNumbersHaveOneTextAndNoDigitIsLost(_ written: String, _ expected: String) throws {
    #expect(text(.number(try #require(Number(written)))) == expected)
  }

  @Test func noTwoNumbersShareAText() throws {
    var random = SeededGenerator(seed: 8785)
    var seen: [String: Number] = [:]
    for _ in 0..<20_000 {
      let digits = String(UInt64.random(in: 0 ... .max, using: &random)).prefix(.random(in: 1...20, using: &random))
      let exponent = Int.random(in: -30...30, using: &random)
      let number = try #require(Number("\(digits)e\(exponent)"))
      let text = text(.number(number))
      #expect(seen[text].map { $0 == number } ?? true)
      seen[text] = number
      // As every program that reads JSON has it.
      if !text.hasPrefix("\"") { #expect(Number(try #require(Double(text)).description) == number) }
    }
  }

  @Test func keysAreSortedByUTF16() throws {
    let sorted = try text("{\"€\": 1, \"\\r\": 2, \"\\uFB33\": 3, \"1\": 4, 😀: 5, \"\\x80\": 6, ö: 7}\n")
    #expect(sorted == #"{"\r":2,"1":4,"# + "\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}")
  }

  @Test func textIsEscapedNoMoreThanItMust() {
    #expect(
      text(.string("\u{8}\t\n\u{c}\r\u{1}\u{1f}\"\\/\u{7f}\u{2028}合同😀"))
        == #""\b\t\n\f\r\u0001\u001f\"\\/"# + "\u{7f}\u{2028}合同😀\"")
  }

  @Test func howTheFileIsWrittenDoesNotCount() throws {
    let block = "# 注\nb:\n  - 1.50\n  - x: null\na: '文字'\nc: {}\nd: []\ne: true\n"
    #expect(try text(block) == #"{"a":"文字","b":[1.5,{"x":null}],"c":{},"d":[],"e":true}"#)
    #expect(try text(block) == text("{e: true, d: [], c: {}, a: 文字, b: [1.5, {x: }]}\n"))
  }
}
