import FondsText
import Testing

@Suite("Exact numbers")
struct NumberTests {
  @Test(arguments: [
    ("1", "1.0"), ("1e3", "1000"), ("-0", "0"), ("0.10", "0.1"), ("110101199003078515", "110101199003078515.0"),
    ("12300", "1.23e4"),
  ])
  func equalValuesAreEqualHoweverWritten(_ left: String, _ right: String) throws {
    let (a, b) = (try #require(Number(left)), try #require(Number(right)))
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(!(a < b) && !(b < a))
  }

  @Test(arguments: [
    ("-2", "-1"), ("-1", "0"), ("0", "0.001"), ("0.1", "0.11"), ("9", "10"), ("99999999999999999999", "1e20"),
    ("110101199003078514", "110101199003078515"), ("1e-400", "1e-399"),
  ])
  func comparingIsExact(_ small: String, _ large: String) throws {
    let (a, b) = (try #require(Number(small)), try #require(Number(large)))
    #expect(a < b)
    #expect(!(b < a))
    #expect(a != b)
  }

  @Test(arguments: [
    ("19.99", "0.01", true), ("19.999", "0.01", false), ("0", "7", true), ("4.5", "1.5", true), ("4.5", "3", false),
    ("1e308", "0.123456789", false), ("1e308", "1e-308", true), ("-6", "3", true), ("7", "2", false),
  ])
  func multiplesAreExact(_ value: String, _ divisor: String, _ expected: Bool) throws {
    #expect(try #require(Number(value)).isMultiple(of: try #require(Number(divisor))) == expected)
  }

  @Test func nothingIsAMultipleOfZero() throws {
    #expect(try #require(Number("1")).isMultiple(of: Number(0)) == nil)
  }

  @Test(arguments: ["", "-", ".", "1.2.3", "e5", "1e", "1e99999999999", "0x1F", "1,000", "½"])
  func otherTextIsNoNumber(_ text: String) {
    #expect(Number(text) == nil)
  }

  @Test(arguments: [
    ("5.", "5"), ("+5", "5"), (".5", "0.5"), ("-.5", "-0.5"), ("007", "7"), ("1.50", "1.50"), ("1.5e+3", "1.5e+3"),
  ])
  func jsonHasAFormForEveryNumber(_ text: String, _ expected: String) throws {
    #expect(try #require(Number(text)).jsonText == expected)
  }

  @Test func integersAreRead() throws {
    #expect(Number("1e3")?.int == 1000)
    #expect(Number("-0")?.int == 0)
    #expect(Number("1.5")?.int == nil)
    #expect(Number("99999999999999999999")?.int == nil)
    #expect(Number(Int.min).int == Int.min)
    #expect(Number(-1200) == Number("-1.2e3"))
  }
}
