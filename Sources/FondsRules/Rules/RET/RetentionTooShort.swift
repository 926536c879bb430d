import FondsModel
import FondsText

/// `RET001`: a record is kept at least as long as its class.
enum RetentionTooShort: RecordRule, ChangeRule {
  static let description = RuleDescription(
    code: "RET001", name: "retention-too-short",
    explanation: LocalizedText(
      en: """
        The class of a record in Schemas/retention.yaml says how long it is kept at least: the periods of order no. 10 (State \
        Archives Administration, 2012) and of order no. 79 (accounting records, 2015) are minimums. A record may keep longer \
        than its class, never shorter. 'fonds retention ID' tells the class, why it fits and what it rests on. A published \
        record may not be changed so that it leaves before the day that its class had set, by the rules before the change.
        """,
      zh: """
        Schemas/retention.yaml 里档案所属的类规定了最短保管多久：《企业文件材料归档范围和档案保管期限规定》（国家档案局令第10号）和\
        《会计档案管理办法》（令第79号）所列的都是最低期限。档案自己写的期限可以更长，不能更短。'fonds retention 编号' 可查属于哪一类、\
        为什么、依据是什么。已入库的档案不能改得比原来的类规定的日子更早到期，按改动前的规则判断。
        """),
    fails: Example.replacing("retention: 30y", with: "retention: 10y"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root, let kind = record.kind else { return [] }
    return [tooShort(root, kind, record.retentionClass, at: record.path)].compactMap(\.self)
  }

  /// - Parameter found: the class that the record is of.
  private static func tooShort(
    _ root: Node, _ kind: Kind, _ found: RetentionClass?, at path: String
  ) -> Diagnostic? {
    // A card that says what became of a number stays for ever, whatever it says of that.
    guard kind.type != nil, let found, let node = root["retention"], let own = RetentionPeriod(of: root),
      own < found.period
    else { return nil }
    let isPermanent = found.period == .permanent
    return diagnostic(
      at: path, node.range,
      LocalizedText(
        en: "\(own) is shorter than the class '\(found.name)' allows: \(found.period) at least",
        zh: "保管期限 \(own) 短于“\(found.label.zh)”(\(found.name)) 的最低期限 \(found.period)"),
      help: LocalizedText(
        en: "write retention: \(found.period)\(isPermanent ? "" : " or longer") (\(found.basis.en))",
        zh: "请写 retention: \(found.period)\(isPermanent ? "" : " 或更长")（\(found.basis.zh)）"))
  }

  // MARK: Changes

  static func check(_ change: Change) -> [Diagnostic] {
    guard let schedule = change.before.retention else { return [] }
    let zone = change.zone()
    return change.records.compactMap { record in
      guard record.isPublished, let after = record.after, let root = after.root, !Tombstone.stands(in: root) else {
        return nil
      }
      return record.before.lazy.compactMap { version -> Diagnostic? in
        guard let old = version.root, let oldKind = kind(of: old, change), oldKind.type != nil else { return nil }
        guard let newKind = kind(of: root, change) else {
          return earlier(after, since: old, schedule.retentionClass(of: old, kind: oldKind))
        }
        let newClass = schedule.retentionClass(of: root, kind: newKind)
        if let found = tooShort(root, newKind, newClass, at: after.path), old["retention"] != root["retention"] {
          return found
        }
        let past = schedule.disposition(of: old, kind: oldKind, in: zone) { change.recordBefore($0)?.root }
        let present = schedule.disposition(of: root, kind: newKind, in: zone) { change.recordAfter($0)?.root }
        guard let past, mayLeaveEarlier(present, than: past) else { return nil }
        return earlier(after, since: old, past.retentionClass)
      }.first
    }
  }

  private static func kind(of root: Node, _ change: Change) -> Kind? {
    root["kind"]?.string.flatMap { change.before.kinds[$0] }
  }

  /// Whether a record may leave before its class of then had allowed. What was on its way had no class for good.
  private static func mayLeaveEarlier(_ present: Disposition?, than past: Disposition) -> Bool {
    let least = past.retentionClass.period
    switch past.facts.trigger {
    case .undecided: return false
    case .awaited: return present.map { $0.period < least } ?? true
    case .day(let day):
      guard let present else { return true }
      guard let due = past.retentionClass.due(from: day, period: least) else { return present.period < least }
      return present.due.map { $0 < due } ?? false
    }
  }

  private static func earlier(
    _ version: RecordChange.Version, since old: Node, _ found: RetentionClass?
  ) -> Diagnostic? {
    guard let root = version.root, let found else { return nil }
    return diagnostic(
      at: version.path, changed(root, since: old)?.range ?? root["id"]?.range,
      LocalizedText(
        en: "by this change the record may leave earlier than its class '\(found.name)' allowed (\(found.period))",
        zh: "这样改，档案会比原来的类“\(found.label.zh)”(\(found.name)，\(found.period.label.zh)) 规定的更早到期"),
      help: LocalizedText(
        en: "put it back (fonds diff shows how it was), or write a longer retention",
        zh: "请恢复原样（fonds diff 可看原文），或把 retention 改长"))
  }

  /// The first field that was changed, those that classes mostly look at before others.
  private static func changed(_ root: Node, since old: Node) -> Node? {
    let entries = (root.mapping?.entries ?? []).filter { old[$0.key] != $0.value }
    return ["kind", "retention", "date"].lazy.compactMap { key in entries.first { $0.key == key }?.value }.first
      ?? entries.first?.value
  }
}
