import FondsModel
import FondsText

/// `HIS001`: a published record keeps its number.
enum NumberChanged: ChangeRule {
  static let description = RuleDescription(
    code: "HIS001", name: "number-changed",
    explanation: LocalizedText(
      en: """
        The number is the record's identity: once it is published, letters, labels and other records name it. The file may \
        be renamed (its summary, its date) while 'id' stays; neither the 'id' nor the number in the file's name ever \
        becomes another. Only a number that is not yet published is changed, by fonds renumber.
        """,
      zh: """
        编号就是档案的身份：发布以后，信函、标签和其他档案都用它来称呼这一份。文件名里的日期、摘要可以改，\
        id 和文件名里的编号不能换成另一个。只有尚未发布的编号才能换，用 fonds renumber。
        """),
    fails: Example([
      .init(
        path: Example.path.replacing("HR", with: "FIN"),
        bytes: Array(Example.text.replacing("HR-", with: "FIN-").utf8))
    ]).after(.sound),
    passes: Example.moved(to: Example.path.replacing("考勤制度", with: "考勤")).after(.sound))

  static func check(_ change: Change) -> [Diagnostic] {
    change.records.compactMap { record in
      guard record.isPublished, record.after == nil, let new = record.renumbered else { return nil }
      return diagnostic(
        at: new.path, new.range,
        LocalizedText(
          en: "the published record \(record.id) has got the number \(new.id)",
          zh: "已发布的档案 \(record.id) 被改成了编号 \(new.id)"),
        help: LocalizedText(
          en: "give it back its number \(record.id), in 'id' and in the file's name",
          zh: "请改回原编号 \(record.id)：id 和文件名都要改"))
    }
  }
}
