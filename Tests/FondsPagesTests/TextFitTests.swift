import FondsTestSupport
import Testing

@testable import FondsPages

@Suite("TextFit")
struct TextFitTests {
  @Test func everyLineFitsAndNothingButBlanksIsLost() {
    var generator = SeededGenerator(seed: 7)
    let alphabet = Array("档案管理制度，。（）《》abcWM 019-_  e\u{301}👨‍👩‍👧")
    for _ in 0..<2000 {
      let length = Int.random(in: 0...60, using: &generator)
      let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator) ?? " " })
      let width = Double.random(in: 4...30, using: &generator)
      let lines = TextFit.lines(of: text, width: width)
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
      for line in lines { #expect(TextFit.width(of: line) <= width, "\(line)") }
    }
  }

  @Test(arguments: [
    ("打印机维护保养合同（2022 年度）", ["打印机维护保养合同", "（2022 年度）"]),
    ("会议室使用管理规定，试行", ["会议室使用管理规", "定，试行"]),
    ("Translation and interpreting", ["Translation and", "interpreting"]),
    ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifff", "ahrtsgesellschaft"]),
  ])
  func linesBreakWhereAReaderExpectsIt(_ text: String, _ lines: [String]) {
    #expect(TextFit.lines(of: text, width: 9.5) == lines)
  }

  @Test func theLargestSizeThatFitsIsTakenAndTheRestIsCutOff() {
    let forms = [(size: 4.0, lines: 1), (size: 2.0, lines: 2)]
    #expect(TextFit("十二个字", width: 20, forms: forms).size == 4)
    let small = TextFit("一二三四五六七八九十", width: 20, forms: forms)
    #expect(small.size == 2 && small.lines == ["一二三四五六七八九十"])
    let long = TextFit(String(repeating: "字", count: 100_000), width: 20, forms: forms)
    #expect(long.lines == [String(repeating: "字", count: 10), String(repeating: "字", count: 9) + "…"])
  }
}
