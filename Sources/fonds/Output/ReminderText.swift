import FondsModel
import FondsText
import FondsWorkspace

/// A reminder as the command that takes it reads it: a JSON object on one line. The keys are a public contract.
struct ReminderText {
  let reminder: Reminder
  let list: DueList

  var document: [UInt8] { Array((JSONText.compact(json) + "\n").utf8) }

  var json: Node {
    let item = reminder.item
    let deadline = item.deadline
    return JSON.object([
      ("occasion", JSON.string(reminder.occasion.rawValue)), ("id", JSON.string(deadline.record)),
      // It leaves the office: what a paper for a circle is about stays behind.
      ("title", JSON.string(item.isConcealed ? nil : item.title)),
      ("obligation", JSON.string(deadline.name)), ("source", JSON.string(deadline.source.rawValue)),
      ("label", Self.label(deadline.label)), ("part", JSON.string(deadline.part.isEmpty ? nil : deadline.part)),
      ("detail", JSON.string(item.isConcealed ? nil : deadline.detail)),
      ("department", JSON.string(deadline.department)), ("role", JSON.string(deadline.role)),
      ("state", JSON.string(item.state.rawValue)), ("due", JSON.string(deadline.due.text)),
      ("day", JSON.bool(deadline.isDay)), ("people", JSON.array(item.people.map(Self.person))),
      ("escalatedTo", JSON.array(item.escalatedTo.map(Self.person))),
      ("office", JSON.object([("code", JSON.string(list.code)), ("name", Self.label(list.office))])),
      ("at", JSON.string(list.at.text)),
    ])
  }

  private static func label(_ text: LocalizedText) -> Node {
    JSON.object([("en", JSON.string(text.en)), ("zh", JSON.string(text.zh))])
  }

  private static func person(_ person: Organization.Person) -> Node {
    JSON.object([
      ("id", JSON.string(person.id)), ("name", JSON.string(person.name)), ("email", JSON.string(person.emails.first)),
    ])
  }
}

/// What was handed out in one run, and what was not.
struct RoundText {
  let round: ReminderRound
  let isJSON: Bool

  /// Prints results to standard output alone: what a scheduler sends on as a complaint is what went wrong.
  func print(to console: Console) {
    guard !isJSON else { return console.print(json) }
    let words = DueText(list: round.list, language: Surroundings.language)
    for reminder in round.handedOut {
      let item = reminder.item
      let people = (item.people + item.escalatedTo).map(\.name).joined(separator: say(", ", "、"))
      let parts = [item.deadline.record ?? item.deadline.department, words.matter(item), people].compactMap(\.self)
      console.print(
        "\(words.state(item))  \(words.due(item))  "
          + Console.clean(parts.filter { !$0.isEmpty }.joined(separator: "  ")))
    }
    let (given, refused) = (round.handedOut.count, round.refused.count)
    console.print(
      given + refused == 0
        ? say("nothing new", "没有新的提醒")
        : say("handed out: \(given), refused: \(refused)", "已交出 \(given) 条，未接收 \(refused) 条"))
  }

  private var json: Node {
    JSON.object([
      ("at", JSON.string(round.list.at.text)),
      ("handedOut", JSON.array(round.handedOut.map { ReminderText(reminder: $0, list: round.list).json })),
      (
        "refused",
        JSON.array(
          round.refused.map {
            JSON.object([
              ("place", JSON.string($0.place)), ("obligation", JSON.string($0.obligation)),
              ("status", JSON.int(Int($0.status))), ("reason", JSON.string($0.reason)),
            ])
          })
      ),
    ])
  }
}
