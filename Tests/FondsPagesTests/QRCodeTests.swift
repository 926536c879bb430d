import FondsTestSupport
import Testing

@testable import FondsPages

@Suite("QRCode")
struct QRCodeTests {
  @Test func aNumberIsEncodedAsPlainText() throws {
    var generator = SeededGenerator(seed: 18004)
    for _ in 0..<500 {
      let department = String(
        (0..<Int.random(in: 2...8, using: &generator)).map { _ in "ADFGHLMRSTX3".randomElement(using: &generator) ?? "A"
        })
      let year = Int.random(in: 1000...9999, using: &generator)
      let sequence = Int.random(in: 100...99_999_999, using: &generator)
      let number = "\(department)-\(year)-\(Int.random(in: 10...99, using: &generator))-\(sequence)"
      let code = try QRCode(number)
      #expect(QRReader(code: code).text == number)
    }
  }

  @Test func theUsualNumberFitsIntoTheSmallestCode() throws {
    #expect(try QRCode("HR-2023-01-015").width == 21)
  }

  @Test func thePathDrawsTheDarkModulesAndNoOthers() throws {
    let code = try QRCode("HR-2023-01-015")
    var drawn = [Bool](repeating: false, count: code.width * code.width)
    for run in code.path.split(separator: "z") {
      let numbers = run.split { !$0.isNumber }.compactMap { Int($0) }
      try #require(numbers.count == 5 && numbers[2] == numbers[4])
      for column in numbers[0]..<numbers[0] + numbers[2] { drawn[numbers[1] * code.width + column] = true }
    }
    #expect(drawn == code.isDark)
  }

  @Test(arguments: ["", String(repeating: "x", count: 10_000)])
  func whatDoesNotFitIsAnError(_ text: String) {
    #expect(throws: QRCodeError.self) { try QRCode(text) }
  }
}
