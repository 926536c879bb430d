import FondsModel
import FondsText

/// `RET001`: a record is kept at least as long as its class.
enum RetentionTooShort: RecordRule {
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
    guard let root = record.root, let kind = record.kind, let schedule = record.schemas.retention,
      // A card that says what became of a number stays for ever, whatever it says of that.
      kind.type != nil,
      let node = root["retention"], let own = RetentionPeriod(of: root),
      let found = schedule.retentionClass(of: root, kind: kind), own < found.period
    else { return [] }
    let isPermanent = found.period == .permanent
    return [
      diagnostic(
        at: record.path, node.range,
        LocalizedText(
          en: "\(own) is shorter than the class '\(found.name)' allows: \(found.period) at least",
          zh: "保管期限 \(own) 短于“\(found.label.zh)”(\(found.name)) 的最低期限 \(found.period)"),
        help: LocalizedText(
          en: "write retention: \(found.period)\(isPermanent ? "" : " or longer") (\(found.basis.en))",
          zh: "请写 retention: \(found.period)\(isPermanent ? "" : " 或更长")（\(found.basis.zh)）"))
    ]
  }
}
