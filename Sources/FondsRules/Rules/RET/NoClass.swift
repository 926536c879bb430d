import FondsModel
import FondsText

/// `RET002`: every record has a class in the schedule.
enum NoClass: RecordRule {
  static let description = RuleDescription(
    code: "RET002", name: "no-class",
    explanation: LocalizedText(
      en: """
        Every record that is no draft has exactly one class in Schemas/retention.yaml, found by its kind and the class's \
        condition, the first that fits: without one nobody knows how long it is kept and what then becomes of it (order no. \
        10 of 2012, article 4: each office draws up the scope and the periods of what it files). A new kind is added to the \
        `kinds` of a class; where conditions leave records over, a last class without `when` takes them.
        """,
      zh: """
        不是草稿的档案都要在 Schemas/retention.yaml 里有且只有一个类，按种类和条件找，第一个合适的就是；没有类就不知道保管多久、\
        到期怎么办（国家档案局令第10号：各单位应当编制本单位的归档范围和保管期限表）。新的种类请加到某个类的 kinds 里；\
        有条件的类剩下的档案，由最后一个不写 when 的类收下。
        """),
    fails: TrailExample.sound.adding(RetentionSchedule.path, scheduleOfContracts), passes: TrailExample.sound)

  private static let scheduleOfContracts = """
    classes:
      - name: contracts
        label: {en: Contracts, zh: 合同}
        kinds: [contract]
        period: 10y
        from: date
        disposition: destroy
        basis: {en: The office's own, zh: 本单位自定}

    """

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root, let kind = record.kind, let schedule = record.schemas.retention,
      let node = root["kind"],
      // A card that fills a gap is none that anybody disposes of.
      kind.type != nil,
      let status = root["status"]?.string.flatMap({ kind.meaning(ofStatus: $0) }), status != .draft,
      record.retentionClass == nil
    else { return [] }
    let isListed = !schedule.classes(ofKind: kind.name).isEmpty
    return [
      diagnostic(
        at: record.path, node.range,
        LocalizedText(
          en: isListed
            ? "no class of the schedule fits this record of the kind '\(kind.name)'"
            : "no class of the schedule has the kind '\(kind.name)'",
          zh: isListed ? "保管期限表里没有适合这份“\(kind.label.zh)”的类" : "保管期限表里没有包括种类“\(kind.label.zh)”的类"),
        help: LocalizedText(
          en: "add '\(kind.name)' to the `kinds` of a class without `when` in \(RetentionSchedule.path)",
          zh: "请在 \(RetentionSchedule.path) 里把 \(kind.name) 加到一个不写 when 的类的 kinds 里"))
    ]
  }
}
