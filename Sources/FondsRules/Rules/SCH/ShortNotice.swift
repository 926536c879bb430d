import FondsModel
import FondsText

/// `SCH018`: what is to be asked for, begun or announced some time ahead, is.
enum ShortNotice: RecordRule {
  static let description = RuleDescription(
    code: "SCH018", name: "short-notice", severity: .warning,
    explanation: LocalizedText(
      en: """
        A kind says how long before something another thing has to be: compensatory leave is asked for a week ahead, a meeting \
        is prepared from three days before. Whoever had less time says why in the field that the kind names for it.
        """,
      zh: "种类文件规定哪些事要提前多久：调休提前一周申请，会议提前三天筹备。来不及的，在种类指定的字段里写明原因。"),
    fails: AgreementExample.replacing("asked: 2023-05-01", with: "asked: 2023-05-02"), passes: AgreementExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.agreements.compactMap { agreement in
      guard case .ahead(let notice) = agreement, let root = record.root, notice.condition?.isValid(root) ?? true,
        notice.unless.map({ root.values(at: $0).isEmpty }) ?? true,
        let node = root.values(at: notice.earlier).first, let earlier = day(node),
        let later = root.values(at: notice.later).first.flatMap(day)
      else { return nil }
      let latest = notice.latest(for: later, by: record.schemas.settings.calendar)
      guard earlier > latest else { return nil }
      let (first, second) = (record.name(ofField: notice.earlier), record.name(ofField: notice.later))
      return diagnostic(
        at: record.path, node.range,
        LocalizedText(
          en:
            "\(first.en) (\(earlier)) is less than \(notice.limit) ahead of \(second.en) (\(later)): the last day for it was \(latest)",
          zh: "\(first.zh)（\(earlier)）距\(second.zh)（\(later)）不足 \(notice.limit)：最迟应为 \(latest)"),
        help: help(notice, record))
    }
  }

  private static func day(_ node: Node) -> CalendarDate? {
    node.string.flatMap { CalendarDate(String($0.prefix(10))) }
  }

  private static func help(_ notice: Agreement.Notice, _ record: RecordContext) -> LocalizedText {
    guard let field = notice.unless else {
      return LocalizedText(en: "correct one of the two days", zh: "请改正其中一个日期")
    }
    let name = record.name(ofField: field)
    return LocalizedText(
      en: "correct one of the two days, or say why in \(name.en)", zh: "请改正其中一个日期，或在\(name.zh)里写明原因")
  }
}
