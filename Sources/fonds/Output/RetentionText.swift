import FondsModel
import FondsText
import FondsWorkspace

/// Classes, days and holds in words.
enum RetentionText {
  static var language: Language { Surroundings.language }

  static func due(_ disposition: Disposition) -> String {
    if let due = disposition.due { return due.description }
    if disposition.period == .permanent { return say("never", "永久") }
    return say("not yet", "未起算")
  }

  /// `contracts`, in Chinese `合同 contracts`.
  static func label(_ retentionClass: RetentionClass) -> String {
    say(retentionClass.name, "\(retentionClass.label.zh) \(retentionClass.name)")
  }

  /// The holds by number, each with its reason where lists may say it.
  static func holds(_ entries: [HoldBook.Entry]) -> String {
    entries.map(\.hold.number).joined(separator: say(", ", "、"))
  }

  static func line(_ entry: HoldBook.Entry) -> String {
    var parts = [entry.hold.number]
    if let from = entry.hold.from { parts.append(say("since \(from)", "自 \(from) 起")) }
    if let until = entry.hold.until { parts.append(say("released \(until)", "\(until) 解除")) }
    if entry.isUnreadable {
      parts.append(say("its search can't be read, so it holds everything", "查找条件读不懂，暂按全部冻结"))
    }
    if !entry.isConcealed, let reason = entry.hold.reason { parts.append(reason) }
    return parts.joined(separator: "  ")
  }

  static func next(_ step: RetentionAccount.NextStep, of account: RetentionAccount) -> String {
    let id = account.number
    switch step {
    case .classify:
      return say(
        "add its kind to a class in \(RetentionSchedule.path)", "请在 \(RetentionSchedule.path) 里把它的种类加到一个类")
    case .decide:
      return say("its period begins once it is decided on: fonds show \(id)", "还没有办完，办完才起算：fonds show \(id)")
    case .await(let fields):
      let event = account.disposition?.retentionClass.event
      let names = fields.joined(separator: say(" or ", " 或 "))
      return say(
        "once it is \(event?.en ?? "known"), write the day in \(names)", "\(event?.zh ?? "日期确定")以后，在 \(names) 写上日期")
    case .keep: return say("nothing: it is kept for ever", "不用办：永久保管")
    case .wait(let day): return say("nothing before \(day)", "\(day) 以前不用办")
    case .settle(let reason): return say("settle it first: \(reason.en)", "请先了结：\(reason.zh)")
    case .release(let numbers):
      return say("it is held; once the reason is gone: ", "已冻结；事由消除后：")
        + numbers.map { "fonds hold release \($0) --reason …" }
        .joined(separator: say("; ", "；"))
    case .dispose(.review):
      return say(
        "look at it again: give it a longer 'retention', or put it on a list with fonds dispose list",
        "请鉴定：要继续保管的改长 retention，不要的用 fonds dispose list 列入清册")
    case .dispose(.transfer), .dispose(.destroy):
      return say("put it on a list: fonds dispose list", "请列入清册：fonds dispose list")
    }
  }

  // MARK: JSON

  static func json(_ disposition: Disposition?) -> Node {
    guard let disposition else { return JSON.string(nil) }
    let found = disposition.retentionClass
    return JSON.object([
      ("class", JSON.string(found.name)), ("label", json(found.label)), ("when", JSON.string(found.conditionText)),
      ("period", JSON.string(disposition.period.description)), ("classPeriod", JSON.string(found.period.description)),
      ("ownPeriod", JSON.string(disposition.facts.own?.description)),
      ("from", JSON.array(found.triggers.map { JSON.string($0) })),
      ("event", found.event.map(json) ?? JSON.string(nil)), ("trigger", JSON.string(disposition.trigger?.description)),
      ("cutOff", JSON.string(found.cutOff.rawValue)), ("due", JSON.string(disposition.due?.description)),
      ("disposition", JSON.string(disposition.action.rawValue)),
      ("keptFor", disposition.keptFor.map(json) ?? JSON.string(nil)), ("basis", json(disposition.basis)),
    ])
  }

  static func json(_ text: LocalizedText) -> Node {
    JSON.object([("en", JSON.string(text.en)), ("zh", JSON.string(text.zh))])
  }

  static func json(_ entry: HoldBook.Entry) -> Node {
    JSON.object([
      ("id", JSON.string(entry.hold.number)), ("path", JSON.string(entry.path)),
      ("reason", JSON.string(entry.isConcealed ? nil : entry.hold.reason)),
      ("from", JSON.string(entry.hold.from?.description)), ("released", JSON.string(entry.hold.until?.description)),
      ("records", JSON.array(entry.hold.records.sorted().map { JSON.string($0) })),
      ("query", JSON.string(entry.isConcealed ? nil : entry.hold.query)), ("readable", JSON.bool(!entry.isUnreadable)),
    ])
  }

  static func json(_ account: RetentionAccount) -> Node {
    JSON.object([
      ("id", JSON.string(account.number)), ("at", JSON.string(account.at.description)),
      ("path", JSON.string(account.path)), ("title", JSON.string(account.title)),
      ("retention", json(account.disposition)), ("holds", JSON.array(account.holds.map(json))),
      ("next", JSON.string(name(account.next))),
    ])
  }

  /// The step's name for programs.
  private static func name(_ step: RetentionAccount.NextStep) -> String {
    switch step {
    case .classify: "classify"
    case .decide: "decide"
    case .await: "await"
    case .keep: "keep"
    case .wait: "wait"
    case .settle: "settle"
    case .release: "release"
    case .dispose(let action): action.rawValue
    }
  }
}
