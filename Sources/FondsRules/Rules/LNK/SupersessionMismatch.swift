import FondsModel
import FondsText

/// `LNK005`: what takes another record's place and what lost it say the same.
///
/// Each fault stands at the record that claims something which the other does not bear out, so the check of one staged
/// file says the same as the check of all.
enum SupersessionMismatch: CollectionRule {
  static let description = RuleDescription(
    code: "LNK005", name: "supersession-mismatch",
    explanation: LocalizedText(
      en: """
        Once a record that supersedes another is in force, the other says `superseded-by` with its number and is no \
        longer in force itself; and what says that it is superseded is named by its successor. Otherwise two policies \
        are in force at once, or none. `fonds commit` and `fonds check --fix` mark the older record.
        """,
      zh: """
        新文件生效后，被它替代的旧文件要写上 superseded-by 和新编号，并且不再生效；写了被替代的，新文件也要写明替代它。\
        不然会有两份制度同时有效，或者都无效。`fonds commit` 和 `fonds check --fix` 会给旧文件补上标记。
        """),
    fails: Example([
      .init(path: Example.path, bytes: Array(Example.text.utf8)),
      .init(
        path: "Records/HR/2023/01/HR-2023-01-002_2023-05-08_考勤制度.yaml",
        bytes: Array(
          Example.text.replacing("HR-2023-01-001", with: "HR-2023-01-002")
            .replacing("status: draft", with: "status: approved\neffective: 2023-06-01\nbody: 第一条")
            .replacing("owner: li.na\n", with: "owner: li.na\nsupersedes: HR-2023-01-001\n\(approved)").utf8)),
    ]))

  private static let approved = """
    trail:
      - {step: secretariat-review, by: wang.fang, decision: approve, at: "2023-05-08T10:22:00+08:00"}
      - {step: management, by: zhang.wei, decision: approve, at: "2023-05-09T11:40:00+08:00"}

    """

  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic] {
    [successor(entry, collection), predecessor(entry, collection)].compactMap(\.self)
  }

  /// A record in force whose predecessor does not know it.
  private static func successor(_ entry: RecordEntry, _ collection: RecordCollection) -> Diagnostic? {
    guard let reference = entry.supersedes, entry.status?.isSettled == true,
      let old = collection.record(reference.target), !old.isPlaceholder
    else { return nil }
    let help = LocalizedText(
      en: "write superseded-by: \(entry.id) and its status into \(old.id), or run: fonds check --fix",
      zh: "请在 \(old.id) 里写 superseded-by: \(entry.id) 并改状态，或运行：fonds check --fix")
    if let other = old.supersededBy, other.target != entry.id {
      return diagnostic(
        at: entry.path, reference.range,
        LocalizedText(en: "\(old.id) is superseded by \(other.target)", zh: "\(old.id) 已被 \(other.target) 替代"),
        help: LocalizedText(
          en: "of two successors one is the right one: correct 'supersedes'", zh: "一份文件只能被一份替代，请改正 supersedes"))
    }
    if old.supersededBy == nil {
      return diagnostic(
        at: entry.path, reference.range,
        LocalizedText(en: "\(old.id) does not say that it is superseded by this record", zh: "\(old.id) 没有写明被本文件替代"),
        help: help)
    }
    guard let status = old.status, !status.isOver else { return nil }
    return diagnostic(
      at: entry.path, reference.range,
      LocalizedText(en: "\(old.id) is superseded, but its status is not", zh: "\(old.id) 已被替代，状态却没有改"), help: help)
  }

  /// A record that claims a successor which does not claim it, or is not in force.
  private static func predecessor(_ entry: RecordEntry, _ collection: RecordCollection) -> Diagnostic? {
    guard let reference = entry.supersededBy, let new = collection.record(reference.target), new.tombstone == nil else {
      return nil
    }
    if new.supersedes?.target != entry.id {
      return diagnostic(
        at: entry.path, reference.range,
        LocalizedText(en: "\(new.id) does not say that it supersedes this record", zh: "\(new.id) 没有写明替代本文件"),
        help: LocalizedText(
          en: "write supersedes: \(entry.id) into \(new.id), or remove 'superseded-by' here",
          zh: "请在 \(new.id) 里写 supersedes: \(entry.id)，或去掉这里的 superseded-by"))
    }
    guard let status = new.status, !status.isSettled else { return nil }
    return diagnostic(
      at: entry.path, reference.range,
      LocalizedText(en: "\(new.id) is not in force yet", zh: "\(new.id) 还没有生效"),
      help: LocalizedText(
        en: "until it is, this record stays in force: remove 'superseded-by'",
        zh: "新文件生效之前本文件仍然有效，请去掉 superseded-by"))
  }
}
