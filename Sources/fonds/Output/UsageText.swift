import FondsText

/// The argument parser's own words, in Chinese: its headings and commonest complaints. Whatever is not here stays English.
enum UsageText {
  static func localized(_ text: String) -> String {
    guard Surroundings.language == .chinese else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }.joined(
      separator: "\n")
  }

  private static let headings = [
    "OVERVIEW: ": "概述：", "USAGE: ": "用法：", "Usage: ": "用法：", "ARGUMENTS:": "参数：", "OPTIONS:": "选项：",
    "SUBCOMMANDS:": "命令：", "Error: ": "错误：", "Help:  ": "说明：",
  ]

  private static let phrases: [(String, String)] = [
    ("(values: ", "（可选："), ("; default: ", "；默认："), ("(default: ", "（默认："),
    ("Missing expected argument ", "缺少参数 "),
    ("Missing value for ", "缺少选项的值 "),
    ("Unknown option ", "没有选项 "),
    ("Unexpected argument ", "多余的参数 "),
    (" unexpected arguments: ", " 个多余的参数："),
    ("Show help information.", "显示帮助。"),
    ("Show the version.", "显示版本。"),
    ("Show subcommand help information.", "显示某个命令的帮助。"),
    ("' for more information.", "”（查看更多说明）"),
    ("' for detailed help.", "”（查看各命令的说明）"),
    ("See '", "参见“"),
    ("Did you mean ", "是不是 "),
  ]

  private static func line(_ line: String) -> String {
    var line = line
    for (heading, chinese) in headings where line.hasPrefix(heading) {
      line = chinese + line.dropFirst(heading.count)
      break
    }
    if line.hasSuffix(" SUBCOMMANDS:") { line = "\(line.dropLast(" SUBCOMMANDS:".count))：" }
    for (phrase, chinese) in phrases {
      if let range = line.firstRange(of: phrase) { line.replaceSubrange(range, with: chinese) }
    }
    return line
  }
}
