import FondsText
import Testing

@Suite("Editing a record")
struct RecordEditorTests {
  static let text = """
    # 首行注释
    id: HR-2023-01-015   # number
    title: "考勤"
    keywords: [a, b]
    references:
      - HR-2022-01-009
    empty:
    paper: {location: 柜, box: 3}
    body: |
      第一条

      第二条
    trail:
      - step: head
        note: "see 4"
      # after
    status: draft

    """

  private func edited(_ change: (inout RecordEditor) throws -> Void) throws -> String {
    var editor = try RecordEditor(Array(Self.text.utf8))
    try change(&editor)
    return String(decoding: editor.bytes, as: UTF8.self)
  }

  private func replacing(_ old: String, _ new: String) -> String {
    Self.text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false).joined(separator: new)
  }

  @Test func settingAFieldTouchesNothingElse() throws {
    #expect(
      try edited { try $0.set([.key("status")], to: Node(.string("approved"))) } == replacing("draft", "approved"))
    #expect(try edited { try $0.set([.key("title")], to: Node(.string("考勤: 新"))) } == replacing("\"考勤\"", "\"考勤: 新\""))
    #expect(try edited { try $0.set([.key("empty")], to: Node(.string("x"))) } == replacing("empty:", "empty: x"))
    #expect(
      try edited { try $0.set([.key("paper"), .key("box")], to: Node(.number(Number(4)))) }
        == replacing("box: 3", "box: 4"))
    #expect(
      try edited { try $0.set([.key("paper"), .key("copies")], to: Node(.number(Number(2)))) }
        == replacing("box: 3}", "box: 3, copies: 2}"))
    #expect(
      try edited { try $0.set([.key("body")], to: Node(.string("一\n二\n"))) }
        == replacing("  第一条\n\n  第二条", "  一\n  二"))
    #expect(
      try edited { try $0.set([.key("date")], to: Node(.string("2023-05-08"))) } == Self.text + "date: 2023-05-08\n")
  }

  @Test func appendingKeepsTheStyleOfTheList() throws {
    #expect(try edited { try $0.append(Node(.string("c")), to: [.key("keywords")]) } == replacing("a, b]", "a, b, c]"))
    #expect(
      try edited { try $0.append(Node(.string("X-1")), to: [.key("references")]) }
        == replacing("- HR-2022-01-009\n", "- HR-2022-01-009\n  - X-1\n"))
    let entry = Node(
      .mapping(
        Mapping([.init(key: "step", value: Node(.string("ceo"))), .init(key: "by", value: Node(.string("yes")))])))
    #expect(
      try edited { try $0.append(entry, to: [.key("trail")]) }
        == replacing("note: \"see 4\"\n", "note: \"see 4\"\n  - step: ceo\n    by: \"yes\"\n"))
    #expect(try edited { try $0.append(Node(.string("k")), to: [.key("empty")]) } == replacing("empty:", "empty: [k]"))
  }

  @Test func aRowBehindRowsInBracketsStandsOnOneLine() throws {
    let text = """
      rows:   # 一事一行
        - {at: 2023-07-01T09:00:00+08:00, what: 巡查}   # 正常
        # 以下为夜班
      none: []
      """
    var editor = try RecordEditor(Array((text + "\n").utf8))
    func row(_ what: String, _ style: Node.Style) -> Node {
      Node(
        .mapping(
          Mapping([
            .init(key: "at", value: Node(.string("2023-07-02T09:00:00+08:00"))),
            .init(key: "what", value: Node(.string(what))),
          ])), style: style)
    }
    try editor.append(row("a, b: c", .block), to: [.key("rows")])
    try editor.append(row("交班", .flow), to: [.key("none")])
    try editor.append(row("再交", .block), to: [.key("none")])
    #expect(
      String(decoding: editor.bytes, as: UTF8.self) == """
        rows:   # 一事一行
          - {at: 2023-07-01T09:00:00+08:00, what: 巡查}   # 正常
          - {at: 2023-07-02T09:00:00+08:00, what: "a, b: c"}
          # 以下为夜班
        none:
          - {at: 2023-07-02T09:00:00+08:00, what: 交班}
          - {at: 2023-07-02T09:00:00+08:00, what: 再交}

        """)
  }

  @Test func aMissingListComesWhereItBelongs() throws {
    var editor = try RecordEditor(Array("id: x\nnote: y\n".utf8))
    try editor.append(Node(.string("a")), to: [.key("rows")], order: ["id", "rows", "note"])
    #expect(editor.bytes == Array("id: x\nrows: [a]\nnote: y\n".utf8))
  }

  @Test func removingTakesTheWholeLine() throws {
    #expect(try edited { try $0.remove([.key("title")]) } == replacing("title: \"考勤\"\n", ""))
    #expect(try edited { try $0.remove([.key("id")]) } == replacing("id: HR-2023-01-015   # number\n", ""))
    #expect(try edited { try $0.remove([.key("keywords"), .index(0)]) } == replacing("a, b", "b"))
    #expect(
      try edited { try $0.remove([.key("trail"), .index(0), .key("step")]) } == replacing("step: head\n    ", ""))
  }

  @Test func removingSeveralTakesWhatIsLeftEmptyWithThem() throws {
    let item: [RecordEditor.Step] = [.key("trail"), .index(0)]
    #expect(
      try edited { try $0.remove([[.key("keywords"), .index(0)], [.key("keywords"), .index(1)]]) }
        == replacing("keywords: [a, b]\n", ""))
    #expect(
      try edited { try $0.remove([[.key("references"), .index(0)]]) }
        == replacing("references:\n  - HR-2022-01-009\n", ""))
    #expect(
      try edited { try $0.remove([item + [.key("step")], item + [.key("note")], [.key("id")]]) }
        == Self.text.replacing("trail:\n  - step: head\n    note: \"see 4\"\n  # after\n", with: "")
        .replacing("id: HR-2023-01-015   # number\n", with: ""))
    #expect(
      try edited { try $0.remove([[.key("paper")], [.key("paper"), .key("box")]]) }
        == replacing("paper: {location: 柜, box: 3}\n", ""))
    #expect(throws: RecordEditor.Failure.self) { try edited { try $0.remove([[.key("nope")]]) } }
  }

  /// Whatever is taken out of a record, the rest is what it was, byte for byte but for the lines of what went.
  @Test func randomRemovalsLeaveTheRest() throws {
    let text = """
      a:   # first
        - {x: 1, y: [p, q, r], z: {k: 1}}   # one
        # between
        - x: 2
          y: [p]
          z:
            k: "# no comment"
        - - 1
          - 2
      b: {m: 1, n: 2, o: 3}
      c: |
        text # of the record
      d: [1, {e: 2, f: 3}, 3, 4]
      last: 1

      """
    func paths(_ node: Node, _ at: [RecordEditor.Step]) -> [[RecordEditor.Step]] {
      let parts: [([RecordEditor.Step], Node)] =
        node.mapping?.entries.map { (at + [.key($0.key)], $0.value) }
        ?? node.sequence?.enumerated().map { (at + [.index($0.offset)], $0.element) } ?? []
      return parts.flatMap { [$0.0] + paths($0.1, $0.0) }
    }
    var generator = SplitMix64(seed: 11)
    let whole = try RecordEditor(Array(text.utf8))
    let all = paths(whole.root, []).filter { $0 != [.key("last")] }
    for _ in 0..<500 {
      var editor = whole
      let chosen = (0..<Int.random(in: 1...5, using: &generator)).compactMap { _ in all.randomElement(using: &generator)
      }
      try editor.remove(chosen)
      let kept = Set(text.split(separator: "\n"))
      for path in chosen { #expect(path.count > 1 || editor.root.value(at: path) == nil) }
      #expect(editor.root["last"]?.number != nil)
      #expect(RecordReader.read(editor.bytes).root == editor.root)
      // A line without flow brackets is kept whole or not at all.
      for line in String(decoding: editor.bytes, as: UTF8.self).split(separator: "\n") where !line.contains(",") {
        #expect(kept.contains(line) || line.contains("[") || line.contains("{") || line.contains("-"))
      }
    }
  }

  @Test func commentsAreToldFromText() throws {
    let text = "# head\na: \"# no\"   # yes\nb: x#y\nc: |\n  # text\nd: [1, 2]  # list #2\n  # last\n"
    var editor = try RecordEditor(Array(text.utf8))
    #expect(editor.comments.map(\.text) == ["head", "yes", "list #2", "last"])
    #expect(editor.comments.map(\.isAlone) == [true, false, false, true])
    #expect(editor.comment(behind: [.key("a")])?.text == "yes")
    #expect(editor.comment(behind: [.key("b")]) == nil)
    #expect(editor.comment(behind: [.key("d"), .index(1)])?.text == "list #2")
    try editor.remove(editor.comments)
    #expect(String(decoding: editor.bytes, as: UTF8.self) == "a: \"# no\"\nb: x#y\nc: |\n  # text\nd: [1, 2]\n")
  }

  @Test func whatCannotBeChangedIsRefused() throws {
    var editor = try RecordEditor(Array(Self.text.utf8))
    #expect(throws: RecordEditor.Failure.noSuchValue([.key("nope")])) {
      try editor.set([.key("nope"), .key("x")], to: Node(.null))
    }
    #expect(throws: RecordEditor.Failure.unreadable) { try RecordEditor(Array("a: [".utf8)) }
    #expect(editor.bytes == Array(Self.text.utf8))
  }

  @Test func randomEditsReadBackAsMeant() throws {
    var generator = SplitMix64(seed: 7)
    let texts = [
      "", "x", "yes", "12", "a: b", "- a", "合同", "a\nb", "a\n b\n", "\n", " x ", "#x", "x #y", "[1]", "'", "\"", "\\",
      "\t", "\u{1}", "🙂", "null", "1e3", "---", "-x", "a,b", "!x", "trailing:", "a\n\n",
    ]
    let keys = ["id", "title", "keywords", "empty", "paper", "body", "trail", "status", "new"]
    var refused = 0
    for _ in 0..<2000 {
      var editor = try RecordEditor(Array(Self.text.utf8))
      for _ in 0..<3 {
        let value = Node(.string(texts.randomElement(using: &generator) ?? ""))
        let key = keys.randomElement(using: &generator) ?? ""
        let list = Node(.sequence([value, Node(.mapping(Mapping([.init(key: "k", value: value)])))]))
        let new = Bool.random(using: &generator) ? value : list
        do {
          try editor.set([.key(key)], to: new)
          #expect(editor.root[key] == new)
        } catch { refused += 1 }
        #expect(RecordReader.read(editor.bytes).root == editor.root)
      }
    }
    // Only text with characters that no record may have is refused.
    #expect(refused < 600)
  }
}
