import FondsModel
import FondsText

/// `ACC002`: a level is lowered, and a term of secrecy shortened, by approval alone.
enum LoweredWithoutApproval: ChangeRule {
  static let description = RuleDescription(
    code: "ACC002", name: "lowered-without-approval",
    explanation: LocalizedText(
      en: """
        Once a record is published, its level is lowered, lifted or its term shortened only after a change of classification \
        that names it was approved: a record of the kind that says so (x-fonds.reclassification), settled, with an approval \
        by one of the roles it asks for who is not in charge of it. It is committed together with the change, or the record \
        names it in 'references'. When the term is over, secrecy ends by itself: the record may then become what everybody in \
        the house may read, but not public (Law on Guarding State Secrets, articles on declassification).
        """,
      zh: """
        档案发布以后，要先批准密级变更，才能降低密级、解密或缩短保密期限：写明该编号的密级变更单（x-fonds.reclassification）已办结，\
        并由规定岗位的人（不是经办人）批准。变更单与改动一起提交，或者在档案的 references 里写明变更单的编号。\
        保密期满自行解密：期满以后可以改为单位内部人人可看的密级，但不能改为公开（保守国家秘密法关于解密的规定）。
        """),
    fails: Example.replacing("classification: internal", with: "classification: public").after(.sound),
    passes: Example.replacing("classification: internal", with: "classification: confidential").after(.sound))

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      guard record.isPublished, let after = record.after, let root = after.root, !change.isPlaceholder(root) else {
        return nil
      }
      return record.before.lazy.compactMap(\.root).compactMap { former in
        lowered(record, former, root, change) ?? shortened(record, former, root, change)
      }.first
    }
  }

  private static func lowered(
    _ record: RecordChange, _ former: Node, _ root: Node, _ change: Change
  ) -> Diagnostic? {
    let levels = change.before.classification
    let rank = levels.rank(of: root)
    guard rank < levels.rank(of: former) else { return nil }
    if let end = levels.secrecy(of: former)?.end, let day = change.day, end < day, let open = levels.strictestOpen,
      rank >= open.rank
    {
      return nil
    }
    let allowed = change.reclassifications(of: record).compactMap { levels.level($0)?.rank }
    if let least = allowed.min(), rank >= least { return nil }
    let (old, new) = (label(former, levels), label(root, levels))
    return diagnostic(
      at: record.after?.path ?? "", (root["classification"] ?? root["id"])?.range,
      LocalizedText(
        en: "the level is lowered from \(old.en.lowercased()) to \(new.en.lowercased()), which nobody has approved",
        zh: "密级由\(old.zh)降为\(new.zh)，没有经过批准"),
      help: help(record.id))
  }

  private static func shortened(
    _ record: RecordChange, _ former: Node, _ root: Node, _ change: Change
  ) -> Diagnostic? {
    let levels = change.before.classification
    guard let secrecy = levels.secrecy(of: root), let end = secrecy.end,
      let old = levels.secrecy(of: former), old.end.map({ end < $0 }) ?? true,
      change.reclassifications(of: record).isEmpty
    else { return nil }
    return diagnostic(
      at: record.after?.path ?? "", secrecy.range ?? root["date"]?.range,
      LocalizedText(
        en: "secrecy would end on \(end) instead of \(old.end?.description ?? "never"), which nobody has approved",
        zh: "保密期限缩短到 \(end)（原为 \(old.end?.description ?? "无期限")），没有经过批准"),
      help: help(record.id))
  }

  private static func label(_ root: Node, _ levels: Classification) -> LocalizedText {
    guard let word = root["classification"]?.string else { return LocalizedText(en: "none", zh: "无") }
    return levels.level(word)?.label ?? LocalizedText(en: "'\(word)'", zh: "“\(word)”")
  }

  private static func help(_ id: RecordID) -> LocalizedText {
    LocalizedText(
      en:
        "have a change of classification that names \(id) approved (fonds new classification-change), and name it in 'references'",
      zh: "请先办理写明 \(id) 的密级变更（fonds new classification-change），批准后把它的编号写进 references")
  }
}
