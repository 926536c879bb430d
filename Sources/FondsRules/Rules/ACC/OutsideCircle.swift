import FondsModel
import FondsText

/// `ACC004`: only those who may know a record handle it.
enum OutsideCircle: RecordRule {
  static let description = RuleDescription(
    code: "ACC004", name: "outside-circle",
    explanation: LocalizedText(
      en: """
        Who takes a step has read the paper, and so has who enters it for another, and whoever it is circulated to. Where a \
        record names its circle, they are of it, or in charge of the record. A classified record that names none is for \
        the roles that Schemas/classification.yaml calls the readers of its level, and for who asked for it. The circle \
        may be widened at any time (it is free after approval), by those whose office that is.
        """,
      zh: """
        办理一个环节的人、代人录入的人和传阅的人都看到了文件。写了知悉范围（circle）的，他们必须在范围内，或者是经办人；\
        涉密而没有写知悉范围的，必须有 classification.yaml 里该密级 readers 所列的岗位，或者是申请人。\
        知悉范围可以由有权的人扩大（批准以后仍可改）。
        """),
    fails: TrailExample.replacing("owner: lin.yue\n", with: "owner: lin.yue\ncircle: [wang.fang]\n"),
    passes: TrailExample.replacing("owner: lin.yue\n", with: "owner: lin.yue\ncircle: [wang.fang, qian.feng]\n"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root, let kind = record.kind, let circle = ReadingCircle(of: root, kind, record.schemas)
    else { return [] }
    return hands(in: root, kind, record.schemas).compactMap { node, day in
      guard let person = node.string, !record.hasSchemaFault(at: node.range), !circle.contains(person, on: day) else {
        return nil
      }
      return diagnostic(
        at: record.path, node.range,
        LocalizedText(
          en: "'\(person)' is outside the circle of those who may read this record", zh: "“\(person)”不在本件的知悉范围内"),
        help: help(circle, person))
    }
  }

  private static func help(_ circle: ReadingCircle, _ person: String) -> LocalizedText {
    switch circle.members {
    case .people:
      return LocalizedText(
        en: "let somebody of the circle do it, or add \(person) to 'circle' once that is approved",
        zh: "请由知悉范围内的人办理；经批准后也可以把 \(person) 写进 circle")
    case .roles:
      return LocalizedText(
        en:
          "it is for the readers of its level (Schemas/classification.yaml); name a 'circle' where others need to know",
        zh: "应由该密级的知悉岗位办理（classification.yaml 的 readers）；确需他人知悉的，请写明 circle")
    }
  }

  /// Those who have had the paper before them, with the day.
  private static func hands(in root: Node, _ kind: Kind, _ schemas: Schemas) -> [(node: Node, day: CalendarDate?)] {
    let trail = (root["trail"]?.sequence ?? []).flatMap { entry in
      let day = TrailEntry(entry)?.day
      return ["by", "entered-by"].compactMap { key in entry[key].map { ($0, day) } }
    }
    let date = root["date"]?.string.flatMap { CalendarDate($0) }
    let readers = (schemas.workflow(of: kind)?.steps ?? []).flatMap { step -> [Node] in
      if case .readers(let field) = step.actor { root.values(at: field) } else { [] }
    }
    return trail + readers.map { ($0, date) }
  }
}
