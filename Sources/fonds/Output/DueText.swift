import FondsModel
import FondsText
import FondsWorkspace

/// A due list in words.
struct DueText {
  let list: DueList
  let language: Language

  /// What an item is about: `决议：检修复印机`.
  func matter(_ item: DueList.Item) -> String {
    let label = item.deadline.label.text(language)
    guard let detail = item.deadline.detail, !item.isConcealed else { return label }
    return label + (language == .chinese ? "：" : ": ") + detail
  }

  /// The last day, or the last minute, at which it is in time.
  func due(_ item: DueList.Item) -> String {
    item.deadline.isDay ? String(item.deadline.due.text.prefix(10)) : item.deadline.due.shortText
  }

  func state(_ item: DueList.Item) -> String {
    switch item.state {
    case .upcoming: say("ahead", "未到期")
    case .due: say("due", "到期")
    case .late: say("late", "逾期")
    case .escalated: say("escalated", "已升级")
    case .done: say("done", "已办")
    }
  }

  /// How late it is, to whom it went, what was missed before; nil where there is nothing to say.
  func remark(_ item: DueList.Item) -> String? {
    var parts: [String] = []
    if item.state == .late || item.state == .escalated { parts.append(lateness(item)) }
    if let role = item.deadline.escalation?.role, item.state == .escalated {
      let names = item.escalatedTo.map(\.name).joined(separator: say(", ", "、"))
      let label = list.label(ofRole: role).text(language)
      parts.append(say("now with ", "已报") + label + (names.isEmpty ? "" : say(" (\(names))", "（\(names)）")))
    }
    if item.missedBefore > 0 {
      parts.append(say("\(item.missedBefore) missed before it", "此前还漏了 \(item.missedBefore) 次"))
    }
    return parts.isEmpty ? nil : parts.joined(separator: say("; ", "；"))
  }

  private func lateness(_ item: DueList.Item) -> String {
    let seconds = list.at.seconds - item.deadline.due.seconds
    let days = list.zone.day(of: list.at).daysSince1970 - list.zone.day(of: item.deadline.due).daysSince1970
    if item.deadline.isDay || days > 1 {
      let count = max(days, 1)
      return say("\(count) \(count == 1 ? "day" : "days") late", "逾期 \(count) 天")
    }
    let hours = seconds / 3600
    return hours > 0
      ? say("\(hours) h late", "逾期 \(hours) 小时") : say("\(seconds / 60) min late", "逾期 \(seconds / 60) 分钟")
  }

  /// To whom items fall, in the order of the first item of each; the items of several people stand with each of them.
  var groups: [(heading: String, items: [DueList.Item])] {
    var order: [String] = []
    var groups: [String: [DueList.Item]] = [:]
    for item in list.items {
      for heading in headings(item) {
        if groups[heading] == nil { order.append(heading) }
        groups[heading, default: []].append(item)
      }
    }
    return order.map { ($0, groups[$0] ?? []) }
  }

  /// The person by name, or the role with its holders.
  private func headings(_ item: DueList.Item) -> [String] {
    guard let role = item.deadline.role else {
      let names = item.deadline.people.map { id in
        item.people.first { $0.id == id }.map { "\($0.name) \($0.id)" } ?? id
      }
      return names.isEmpty ? [say("nobody", "无责任人")] : names
    }
    if item.people.count == 1, let person = item.people.first { return ["\(person.name) \(person.id)"] }
    let label = list.label(ofRole: role).text(language)
    let names = item.people.map(\.name).joined(separator: say(", ", "、"))
    return [label + (names.isEmpty ? say(" (nobody holds this role)", "（无人任职）") : say(" (\(names))", "（\(names)）"))]
  }
}
