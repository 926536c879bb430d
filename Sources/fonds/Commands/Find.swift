import ArgumentParser
import FondsIndex
import FondsText
import FondsWorkspace

/// `fonds find`
struct Find: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "find",
      abstract: say("Find records by words and fields.", "按文字和字段查找档案。"),
      discussion: say(
        """
        Words, "phrases", -excluded, prefix*, and field:value, all of which must hold. Chinese, Japanese and Korean are found \
        wherever the characters stand in a row, if only one; other words as whole words, in either case, full-width or not. A \
        phrase passes over spaces and punctuation, and ends with its field. Fields with an exact value: kind dept type year \
        status class keyword owner by ref number; before, after and date take 2023, 2023-05 or 2023-05-08. In the title and in \
        any other field of the records (fonds kinds KIND lists them) words are looked for. Fields and values may be called by \
        their labels too. @name is a search that Schemas/fonds.yaml keeps under `searches`.

          fonds find 会议 dept:HR year:2023
          fonds find keyword:contract class:internal counterparty:Northwind
          fonds find topic:"travel expenses" -status:draft --sort date
          fonds find --field title --field note 报销 --facets
          fonds find @contracts-in-force Northwind
          fonds find --history number:HR-2023-01-015
        """,
        """
        可以写：词、“短语”、-排除、前缀*、字段:内容，同时满足才算找到。汉字（日文、韩文）只要连着出现就算，一个字也可以；\
        外文按整词，不分大小写、全角半角。短语不计空格和标点，不跨字段。种类、部门、类型、年度、状态、密级、关键词、经办人、\
        办理人、引用、编号要与内容完全一致；日期、早于、晚于写 2023、2023-05 或 2023-05-08。标题和档案里的其他字段（见 \
        fonds kinds 种类）按文字查找。字段和内容写中文名称或代码都可以。@名称 是 Schemas/fonds.yaml 的 searches 里保存的查找。

          fonds find 会议 部门:HR 年度:2023
          fonds find 关键词:合同 密级:内部 对方单位:物业
          fonds find 主题:"差旅 报销" -状态:草稿 --sort date
          fonds find --field 标题 --field 备注 报销 --facets
          fonds find @有效合同 物业
          fonds find --history 编号:HR-2023-01-015
        """))
  }

  @Argument(
    help: ArgumentHelp(say("What to look for; everything when left out.", "要查找的内容；不写就列出全部。"), valueName: "query"))
  var query: [String] = []

  @Flag(help: ArgumentHelp(say("Search every version there ever was.", "查找所有历史版本。")))
  var history = false

  @Option(
    help: ArgumentHelp(say("Search the archive as it was at the end of this day.", "查找某一天结束时的档案库。"), valueName: "date"))
  var at: String?

  @Option(
    help: ArgumentHelp(
      say("Look for words in this field only; may be repeated.", "只在这个字段里查找文字；可以写几次。"), valueName: "field"))
  var field: [String] = []

  @Option(
    help: ArgumentHelp(
      say(
        "By history (newest version first), date (latest first), number or relevance (best match first).",
        "排序：history（新版本在前）、date（日期近的在前）、number（编号）或 relevance（最相关的在前）。"), valueName: "key"))
  var sort = SearchOrder.Key.history

  @Flag(help: ArgumentHelp(say("Sort the other way round.", "倒序。")))
  var reverse = false

  @Flag(
    help: ArgumentHelp(
      say(
        "Count everything found by department, year, type, kind, class and status.", "按部门、年度、类型、种类、密级、状态统计全部结果。")))
  var facets = false

  @Flag(help: ArgumentHelp(say("List the saved searches.", "列出保存的查找。")))
  var saved = false

  @Option(help: ArgumentHelp(say("Show at most so many.", "最多显示几条。"), valueName: "n"))
  var limit = 20

  @Option(help: ArgumentHelp(say("Pass over so many first.", "先跳过几条。"), valueName: "n"))
  var offset = 0

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if history, at != nil { throw ValidationError(say("choose --history or --at", "--history 和 --at 只能选一个")) }
    if limit < 0 || offset < 0 {
      throw ValidationError(say("--limit and --offset are not negative", "--limit 和 --offset 不能是负数"))
    }
  }

  func run() throws {
    let workspace = try global.workspace()
    let console = global.console
    if saved {
      SavedSearchOutput(console: console).print(try workspace.savedSearches(), asJSON: global.json)
      return
    }
    let meter = ProgressMeter(console, say("reading the history", "正在读取历史"))
    let scope: FindScope = history ? .history : at.map { .at($0) } ?? .present
    let result = try workspace.find(
      query.joined(separator: " "), in: field, scope: scope, order: SearchOrder(sort, reversed: reverse), limit: limit,
      offset: offset, countsFacets: facets, progress: { meter.update($0, $1) })
    meter.finish()
    if global.json {
      console.print(json(result))
      return
    }
    if result.isBeforeFirstCommit {
      console.note(say("the archive begins after that day; its first state was searched", "那一天档案库还没有建立，查找的是最早的状态"))
    }
    let clock = try workspace.clock()
    for match in result.matches { show(match, clock, console) }
    FacetOutput(console: console).print(result.facets)
    summarize(result, console)
  }

  private func show(_ match: FindResult.Match, _ clock: OfficeClock, _ console: Console) {
    let version = match.version
    let head = console.styled(Console.clean(version.id ?? version.path), .bold)
    let state = version.isCurrent ? "" : "  " + console.styled(standing(of: version), .yellow)
    console.print(
      "\(head)  \(Console.clean(version.title ?? ""))  \(console.styled(Console.clean(version.date ?? ""), .dim))\(state)"
    )
    if !match.excerpt.hits.isEmpty { console.print("    " + marked(match.excerpt, console)) }
    let place =
      "\(clock.local(version.committed).shortText)  \(version.commit.abbreviated())  \(Console.clean(version.path))"
    console.print("    " + console.styled(place, .dim))
  }

  /// Of a version that does not stand now.
  private func standing(of version: Version) -> String {
    guard let branch = version.branch.map(Console.clean) else { return say("earlier version", "历史版本") }
    return say("only on '\(branch)'", "仅在 '\(branch)' 上")
  }

  /// The excerpt with its hits marked: by colour on a terminal, else by brackets.
  private func marked(_ excerpt: Excerpt, _ console: Console) -> String {
    var text = ""
    var place = excerpt.text.startIndex
    for hit in excerpt.hits {
      text += Console.clean(String(excerpt.text[place..<hit.lowerBound]))
      let found = Console.clean(String(excerpt.text[hit]))
      text += console.hasColor(.output) ? console.styled(found, .hit) : "【\(found)】"
      place = hit.upperBound
    }
    return text + Console.clean(String(excerpt.text[place...]))
  }

  private func summarize(_ result: FindResult, _ console: Console) {
    let (total, shown) = (result.total, result.matches.count)
    let end = offset + shown
    if shown == total || limit == 0 {
      console.note(say("\(total) found", "找到 \(total) 条"))
    } else if shown == 0 {
      console.note(say("\(total) found, none after the first \(offset)", "共 \(total) 条，第 \(offset) 条之后没有了"))
    } else {
      let more = end < total ? say("; --offset \(end) shows more", "；用 --offset \(end) 看后面的") : ""
      console.note(say("\(offset + 1)–\(end) of \(total) found", "第 \(offset + 1)–\(end) 条，共 \(total) 条") + more)
    }
    if result.total == 0, !history {
      console.note(say("next: fonds find --history searches earlier versions too", "提示：fonds find --history 也查找历史版本"))
    }
    if result.isShallow {
      console.note(say("this clone is shallow: earlier history was not searched", "这是浅克隆，更早的历史没有查找"))
    }
  }

  private func json(_ result: FindResult) -> Node {
    JSON.object([
      ("total", JSON.int(result.total)),
      (
        "matches",
        JSON.array(
          result.matches.map { match in
            JSON.object([
              ("id", JSON.string(match.version.id)), ("kind", JSON.string(match.version.kind)),
              ("title", JSON.string(match.version.title)), ("date", JSON.string(match.version.date)),
              ("path", JSON.string(match.version.path)),
              ("excerpt", JSON.string(marked(match.excerpt, Console(choice: .never)))),
              ("version", JSON.version(match.version)),
            ])
          })
      ), ("facets", facets ? FacetOutput.json(result.facets) : nil),
    ])
  }
}

extension SearchOrder.Key: ExpressibleByArgument {}
