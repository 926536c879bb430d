import Foundation
import Testing

@testable import FondsIndex

@Suite("Segmenter")
struct SegmenterTests {
  @Test(arguments: [
    ("会议纪要", "会议 议纪 纪要 要"),
    ("会", "会"),
    ("会议，纪要。", "会议 议 纪要 要"),
    ("HR-2023-01-015", "hr 2023 01 015"),
    ("ＨＲ－２０２３", "hr 2023"),
    ("第3条", "第 3 条"),
    ("OA系统v2上线", "oa 系统 统 v2 上线 线"),
    ("Ünïcode ÉCOLE", "ünïcode école"),
    ("😀会👍议😀", "会 议"),
    ("𠀀𠮷野", "𠀀𠮷 𠮷野 野"),
    ("カタカナのテスト", "カタ タカ カナ ナの のテ テス スト ト"),
    ("한국어 문서", "한국 국어 어 문서 서"),
    ("葛\u{E0100}城", "葛城 城"),
    ("a\u{0}b\u{1E}会", "a b ¶ 会"),
    ("¶ ¦ \u{E02D}", ""),
    ("", ""),
    ("《办法》（试行）〔2023〕5号", "办法 法 试行 行 2023 5 号"),
  ])
  func textBecomesWords(text: String, words: String) {
    #expect(Segmenter.words(text).trimmingCharacters(in: .whitespaces) == words)
  }

  @Test func bytesThatAreNotUTF8Separate() {
    let buffer = TokenBuffer(capacity: 1)
    let bytes: [UInt8] = [0x61, 0xFF, 0x62, 0xE4, 0xBC, 0x63, 0xF0, 0xA0, 0x80, 0xE5]
    bytes.withUnsafeBufferPointer { Segmenter.segment($0, into: buffer) }
    #expect(String(decoding: buffer.bytes, as: UTF8.self) == "a b c ")
  }

  @Test(arguments: [
    ("会议纪要", ["会议", "议纪", "纪要"], false),
    ("会", ["会"], true),
    ("第3条", ["第", "3", "条"], true),
    ("考勤HR", ["考勤", "勤", "hr"], false),
    ("OA系统", ["oa", "系统"], false),
    ("HR-2023-01-015", ["hr", "2023", "01", "015"], false),
  ])
  func queryBecomesAPhrase(text: String, words: [String], isPrefix: Bool) throws {
    let phrase = try #require(Segmenter.phrase(text))
    #expect(phrase.words == words)
    #expect(phrase.isPrefix == isPrefix)
  }

  @Test func nothingToLookForIsNoPhrase() {
    #expect(Segmenter.phrase("—！😀") == nil)
    #expect(Segmenter.phrase("leav", prefix: true)?.isPrefix == true)
  }
}

@Suite("Excerpt")
struct ExcerptTests {
  private func marked(_ text: String, _ query: String, length: Int = 30) throws -> String {
    let excerpt = Excerpt(of: text, phrases: try SearchQuery(query).phrases, length: length)
    var result = excerpt.text
    for hit in excerpt.hits.reversed() {
      result.insert("]", at: hit.upperBound)
      result.insert("[", at: hit.lowerBound)
    }
    return result
  }

  @Test(arguments: [
    ("为加强会议管理", "会议", "为加强[会议]管理"),
    ("为加强会议管理", "会", "为加强[会]议管理"),
    ("会议会议", "会议", "[会议][会议]"),
    ("会议会", "会议 议会", "[会议会]"),
    ("第一行\n\n  会议 ok", "会议 OK", "第一行 [会议] [ok]"),
    ("annual leave and leaves", "leave", "annual [leave] and leaves"),
    ("annual leaves", "leav*", "annual [leaves]"),
    ("e\u{301}te\u{301} 会\u{FE00}议😀", "会议", "e\u{301}te\u{301} [会\u{FE00}议]😀"),
    ("没有", "会议", "没有"),
    ("", "会议", ""),
    ("编号 HR-2023-01-015 号", "HR-2023-01-015", "编号 [HR-2023-01-015] 号"),
  ])
  func hitsAreMarked(text: String, query: String, expected: String) throws {
    #expect(try marked(text, query) == expected)
  }

  @Test func longTextsAreCutAroundTheFirstHit() throws {
    let text = String(repeating: "天", count: 100) + "会议" + String(repeating: "地", count: 100)
    #expect(try marked(text, "会议", length: 9) == "…天天天[会议]地地地地…")
  }
}
