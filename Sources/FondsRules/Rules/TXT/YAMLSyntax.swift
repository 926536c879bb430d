import FondsText

/// `TXT004`: the text is YAML.
enum YAMLSyntax: TextRule {
  static let description = RuleDescription(
    code: "TXT004", name: "yaml-syntax",
    explanation: LocalizedText(
      en: """
        A record is lines of the form `field: value`; what belongs to a field stands below it, indented by blanks \
        (never tabs). Text that contains `: ` or ` #`, or starts with one of `[ { * & ! | > % @ " '`, stands in quotes.
        """,
      zh: """
        档案由“字段: 内容”这样的行组成；属于某个字段的内容写在它下面，用空格缩进（不能用 Tab）。\
        内容里有“: ”或“ #”，或者以 [ { * & ! | > % @ " ' 开头时，要加引号。
        """),
    fails: .replacing("title: 考勤制度", with: "title: 考勤: 制度"),
    passes: .replacing("title: 考勤制度", with: "title: \"考勤: 制度\""))

  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic? {
    switch fault.kind {
    case .tabIndentation:
      return diagnostic(
        at: path, fault.range,
        LocalizedText(en: "a tab stands where only blanks may", zh: "此处只能用空格，不能用 Tab"),
        help: LocalizedText(en: "indent with blanks, two for each level", zh: "请用空格缩进，每层两个"))
    case .syntax(let problem):
      if let marker = conflictMarker(in: source) {
        return diagnostic(
          at: path, marker, LocalizedText(en: "an unresolved merge conflict", zh: "这里有没有解决的合并冲突"),
          help: LocalizedText(
            en: "keep what is right and remove the lines with <<<<<<<, ======= and >>>>>>>",
            zh: "请保留正确的内容，并删除带有 <<<<<<<、=======、>>>>>>> 的行"))
      }
      let isBehindText = problem == "did not find expected key" && isBehindText(fault.range, in: source)
      let words = isBehindText ? textBehindQuotes : explain(problem)
      return diagnostic(at: path, fault.range, words.message, help: words.help)
    default:
      return nil
    }
  }

  /// The first line of Git's marks for a conflict.
  private static func conflictMarker(in source: [UInt8]) -> Range<Int>? {
    let mark = Array("<<<<<<< ".utf8)
    if source.starts(with: mark) { return 0..<7 }
    guard let found = source.firstRange(of: [UInt8(ascii: "\n")] + mark) else { return nil }
    return found.lowerBound + 1..<found.upperBound - 1
  }

  /// Whether other text stands before a place on its line.
  private static func isBehindText(_ range: Range<Int>, in source: [UInt8]) -> Bool {
    let before = source[..<min(range.lowerBound, source.count)]
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    return before[start...].contains { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
  }

  private static let textBehindQuotes = (
    message: LocalizedText(en: "text stands behind the closing quotation mark", zh: "右引号后面还有文字"),
    help: Optional(
      LocalizedText(
        en: "put the whole text into single quotes: '\"…\" …'", zh: "请给整段文字加单引号：'\"…\" …'"))
  )

  /// libyaml's words, in ours. What is not listed is rare enough to be shown as it is.
  private static func explain(_ problem: String) -> (message: LocalizedText, help: LocalizedText?) {
    switch problem {
    case "mapping values are not allowed in this context":
      return (
        LocalizedText(en: "a second colon in one line", zh: "一行里出现了第二个冒号"),
        LocalizedText(
          en: "put the text in quotes; or the line is indented too far, or the line above lacks its colon",
          zh: "请给这段文字加引号；也可能是这一行缩进多了，或上一行的字段名后面漏了冒号")
      )
    case "could not find expected ':'":
      return (
        LocalizedText(en: "this line has no colon", zh: "这一行缺少冒号"),
        LocalizedText(en: "write 'field: value'", zh: "请写成“字段: 内容”，冒号后面空一格")
      )
    case "did not find expected key", "did not find expected '-' indicator":
      return (
        LocalizedText(en: "this line stands at a depth that fits nothing above it", zh: "这一行的缩进与上面对不上"),
        LocalizedText(en: "align it with the fields beside it, with blanks", zh: "请用空格把它与同级字段对齐")
      )
    case "did not find expected ',' or ']'", "did not find expected ',' or '}'":
      return (
        LocalizedText(en: "a bracket is not closed, or a comma is missing", zh: "括号没有配对，或者缺少逗号"),
        LocalizedText(
          en: "commas between items are ',' and not '，'; text with brackets or commas stands in quotes",
          zh: "各项之间要用英文逗号“,”，不能用“，”；带括号或逗号的文字要加引号")
      )
    case "did not find expected node content":
      return (
        LocalizedText(en: "something is missing here, or superfluous", zh: "这里少了内容，或者多了符号"),
        LocalizedText(en: "text with brackets or commas stands in quotes", zh: "带括号或逗号的文字要加引号")
      )
    case "block sequence entries are not allowed in this context":
      return (
        LocalizedText(en: "a list can't start on this line", zh: "列表不能从这一行开始"),
        LocalizedText(
          en: "put its items on lines of their own; text that starts with '- ' stands in quotes",
          zh: "请把各项写在下面几行；以“- ”开头的文字要加引号")
      )
    case "found unexpected end of stream":
      return (LocalizedText(en: "a quotation mark is not closed", zh: "引号没有配对"), nil)
    case "found character that cannot start any token":
      return (
        LocalizedText(en: "no text may start with this character", zh: "内容不能以这个字符开头"),
        LocalizedText(en: "put the text in quotes", zh: "请给这段文字加引号")
      )
    case "found unknown escape character", "did not find expected hexdecimal number",
      "found invalid Unicode character escape code":
      return (
        LocalizedText(en: "this backslash means nothing here", zh: "这里的反斜杠没有意义"),
        LocalizedText(en: "write \\\\ for a backslash, or use single quotes", zh: "反斜杠要写成 \\\\，或改用单引号")
      )
    default:
      return (
        LocalizedText(en: "this is not YAML (\(problem))", zh: "不符合 YAML 格式（\(problem)）"),
        LocalizedText(en: "put text with special characters in quotes", zh: "含特殊字符的文字请加引号")
      )
    }
  }
}
