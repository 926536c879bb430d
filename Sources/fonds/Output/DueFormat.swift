import FondsModel
import FondsPages
import FondsText
import FondsWorkspace

/// A due list for programs, spreadsheets and calendars.
extension DueText {
  var json: Node {
    JSON.object([
      ("at", JSON.string(list.at.text)),
      (
        "due",
        JSON.array(
          list.items.map { item in
            let deadline = item.deadline
            return JSON.object([
              ("id", JSON.string(deadline.record)), ("title", JSON.string(item.title)),
              ("concealed", JSON.bool(item.isConcealed)),
              ("obligation", JSON.string(deadline.name)), ("source", JSON.string(deadline.source.rawValue)),
              ("label", JSON.object([("en", JSON.string(deadline.label.en)), ("zh", JSON.string(deadline.label.zh))])),
              ("part", JSON.string(deadline.part.isEmpty ? nil : deadline.part)),
              ("detail", JSON.string(deadline.detail)), ("department", JSON.string(deadline.department)),
              ("role", JSON.string(deadline.role)), ("person", JSON.string(deadline.people.first)),
              ("people", JSON.array(people(item).map { JSON.string($0) })), ("due", JSON.string(deadline.due.text)),
              ("day", JSON.bool(deadline.isDay)), ("state", JSON.string(item.state.rawValue)),
              ("late", JSON.bool(deadline.isLate(at: list.at))), ("done", JSON.string(done(deadline))),
              ("escalatedTo", JSON.string(item.state == .escalated ? deadline.escalation?.role : nil)),
              ("missedBefore", JSON.int(item.missedBefore)),
            ])
          })
      ), ("unreadable", JSON.array(list.unreadable.map { JSON.string($0) })),
      ("rulesSound", JSON.bool(list.areRulesSound)),
    ])
  }

  private func people(_ item: DueList.Item) -> [String] {
    item.deadline.role == nil ? item.deadline.people : item.people.map(\.id)
  }

  private func done(_ deadline: Deadline) -> String? {
    if case .done(let moment?) = deadline.completion { return moment.text }
    return nil
  }

  // MARK: CSV

  var csv: String {
    let heading = [
      say("Due", "期限"), say("State", "状态"), say("Number", "编号"), say("Title", "标题"), say("Matter", "事项"),
      say("Department", "部门"), say("Role", "岗位"), say("Persons", "责任人"), say("Escalated to", "已报"),
    ]
    let rows = list.items.map { item in
      [
        due(item), state(item), item.deadline.record ?? "", item.isConcealed ? "" : item.title ?? "", matter(item),
        item.deadline.department ?? "", item.deadline.role.map { list.label(ofRole: $0).text(language) } ?? "",
        names(item), escalatedTo(item),
      ]
    }
    return CSVText.byteOrderMark + ([heading] + rows).map { CSVText.row($0.map(FormulaGuard.guarded)) }.joined()
  }

  private func names(_ item: DueList.Item) -> String {
    let known = Dictionary(item.people.map { ($0.id, $0.name) }) { first, _ in first }
    return people(item).map { known[$0] ?? $0 }.joined(separator: say(", ", "、"))
  }

  private func escalatedTo(_ item: DueList.Item) -> String {
    guard item.state == .escalated, let role = item.deadline.escalation?.role else { return "" }
    return list.label(ofRole: role).text(language)
  }

  // MARK: iCalendar

  /// - Parameter changes: when the records were changed last; an entry of another is as old as the list.
  func calendar(changes: [String: Moment]) -> CalendarFeed {
    let events = list.items.map { item in
      let deadline = item.deadline
      let number = deadline.record.map { " " + $0 } ?? ""
      let title = item.isConcealed ? nil : item.title
      let description = [
        title, say("by ", "截止 ") + due(item), item.isConcealed ? nil : names(item), say("state: ", "状态：") + state(item),
      ]
      let id = [deadline.record, deadline.department, deadline.name, deadline.part.isEmpty ? nil : deadline.part]
      return CalendarFeed.Event(
        id: (deadline.source == .duty ? Array(id.dropFirst()) : id).compactMap(\.self).joined(separator: "/")
          .replacing(" ", with: "-") + "@\(list.code).fonds",
        stamp: deadline.record.flatMap { changes[$0] } ?? list.at, day: list.zone.day(of: deadline.due),
        summary: matter(item) + number,
        description: description.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n"))
    }
    return CalendarFeed(name: list.office.text(language) + say(": due", "：待办期限"), events: events)
  }
}
