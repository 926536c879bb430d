import FondsGit
import FondsModel
import FondsText
import FondsWorkspace

/// What `fonds file` prints.
struct FilingOutput {
  let console: Console

  /// - Parameter isDone: whether what could be filed is; else it is what would be.
  func print(_ list: FilingList, commit: OID?, isDone: Bool = false) {
    for item in list.ready {
      guard case .ready(let number, let isArchived) = item.state else { continue }
      let end = isArchived ? "" : say("  (keeps its status)", "（状态不变）")
      console.print("\(number)  \(item.id.text)  \(title(item))\(end)")
    }
    for item in list.waiting {
      guard case .waiting(let gaps) = item.state else { continue }
      let lacks = gaps.map { say(words($0)) }.joined(separator: say("; ", "；"))
      console.print(
        console.styled(say("waits", "未归"), .yellow) + "  \(item.id.text)  \(title(item)): \(Console.clean(lacks))")
    }
    let unplaced = list.ready.count { !$0.isPaperPlaced }
    if unplaced > 0 {
      console.note(
        say("\(unplaced) of them do not say where their paper lies ('paper')", "其中 \(unplaced) 份没有写明纸质件位置（paper）"))
    }
    for number in list.repeated {
      console.note(
        console.styled(say("warning", "警告"), .yellow, on: .error)
          + say(": several records have the archive number ", "：几份档案的档号相同：") + Console.clean(number))
    }
    let (ready, filed, waiting) = (list.ready.count, list.filed.count, list.waiting.count)
    console.note(
      isDone
        ? say(
          "\(list.year): \(ready) filed now, \(filed) before, \(waiting) not yet",
          "\(list.year) 年度：本次归档 \(ready) 份，已归档 \(filed) 份，未归 \(waiting) 份")
        : say(
          "\(list.year): \(ready) can be filed, \(filed) are, \(waiting) not yet",
          "\(list.year) 年度：可归档 \(ready) 份，已归档 \(filed) 份，未归 \(waiting) 份"))
    if let commit { console.note(say("commit ", "提交 ") + String(commit.description.prefix(12))) }
  }

  func json(_ list: FilingList, commit: OID?) -> Node {
    JSON.object([
      ("year", JSON.int(list.year)), ("commit", JSON.string(commit?.description)),
      ("items", JSON.array(list.items.map(json))),
      ("repeated", JSON.array(list.repeated.map { JSON.string($0) })),
    ])
  }

  private func json(_ item: FilingList.Item) -> Node {
    let (state, number, gaps): (String, String?, [FilingGap]) =
      switch item.state {
      case .filed(let number): ("filed", number, [])
      case .ready(let number, _): ("ready", number, [])
      case .waiting(let gaps): ("waiting", nil, gaps)
      case .placeholder: ("placeholder", nil, [])
      }
    return JSON.object([
      ("id", JSON.string(item.id.text)), ("path", JSON.string(item.path)), ("title", JSON.string(item.title)),
      ("concealed", JSON.bool(item.disclosure.isConcealed)), ("state", JSON.string(state)),
      ("archiveNumber", JSON.string(number)), ("paper", JSON.bool(item.isPaperPlaced)),
      ("lacks", JSON.array(gaps.map { JSON.string(code($0)) })),
    ])
  }

  private func title(_ item: FilingList.Item) -> String {
    if case .numberOnly(let label) = item.disclosure { return "〔\(Console.clean(say(label)))〕" }
    return Console.clean(item.title)
  }

  private func code(_ gap: FilingGap) -> String {
    switch gap {
    case .unsettled: "unsettled"
    case .steps: "steps"
    case .noClass: "no-class"
    case .noCircle: "no-circle"
    case .faulty: "faulty"
    case .illegible: "illegible"
    case .unknownKind: "unknown-kind"
    case .uncommitted: "uncommitted"
    }
  }

  private func words(_ gap: FilingGap) -> LocalizedText {
    switch gap {
    case .unsettled(let status): LocalizedText(en: "still \(status.en.lowercased())", zh: "状态是“\(status.zh)”，尚未办结")
    case .steps(let steps):
      LocalizedText(
        en: "steps not taken: " + steps.map(\.en).joined(separator: ", "),
        zh: "环节未办：" + steps.map(\.zh).joined(separator: "、"))
    case .noClass: LocalizedText(en: "no class in Schemas/retention.yaml fits", zh: "Schemas/retention.yaml 里没有适合的类")
    case .noCircle: LocalizedText(en: "classified, and names no circle", zh: "涉密，没有写知悉范围（circle）")
    case .faulty(let code): LocalizedText(en: "has a fault: \(code) (fonds check)", zh: "有问题：\(code)（fonds check）")
    case .illegible: LocalizedText(en: "can't be read (fonds check)", zh: "无法解析（fonds check）")
    case .unknownKind: LocalizedText(en: "its kind is not known (fonds check)", zh: "种类不存在（fonds check）")
    case .uncommitted: LocalizedText(en: "has changes that are not committed", zh: "有尚未提交的改动")
    }
  }
}
