import FondsModel
import FondsText

/// `ACC001`: what must be sealed never stands in clear.
enum ClassifiedInClear: RecordRule, ChangeRule {
  static let description = RuleDescription(
    code: "ACC001", name: "classified-in-clear",
    explanation: LocalizedText(
      en: """
        A record at a level that Schemas/classification.yaml calls sealed is a card: number, title, date, where the paper \
        lies. Its text ('body', and anything else of several lines or more than 200 characters) stays in the safe: what Git \
        once has in clear can't be honestly destroyed. Each commit is judged, so a text that is added and removed again in \
        one push stays refused; take such commits out before pushing (git rebase -i). Real state secrets may not sit on an \
        ordinary system at all (Law on Guarding State Secrets, article on classified information systems).
        """,
      zh: """
        classification.yaml 里标了 sealed 的密级，档案只是一张卡片：编号、标题、日期、原件放在哪里。正文（body，以及其他多行的或\
        超过 200 字的文字）留在保密柜里：明文一旦进了 Git，就无法真正销毁。每一次提交都要核对，同一次推送里先加后删的也不放行，\
        请先去掉那些提交（git rebase -i）。真正的国家秘密不得存入普通计算机系统（保守国家秘密法关于涉密信息系统的规定）。
        """),
    fails: Example.replacing("classification: internal", with: "classification: secret\nbody: 第一条 略"),
    passes: Example.replacing(
      "classification: internal", with: "classification: secret\npaper: {location: 机要室保密柜 1 号}"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    guard let root = record.root else { return [] }
    return check(root, at: record.path, by: [record.schemas.classification])
  }

  /// Of each commit, by the levels before it and by those after: neither makes a text less secret.
  static func check(_ change: Change) -> [Diagnostic] {
    let classifications = [change.before.classification, change.levelsAfter].compactMap(\.self)
    return change.records.flatMap { record -> [Diagnostic] in
      guard let after = record.after else { return [] }
      guard let root = after.root else { return unreadable(after, by: classifications) }
      return check(root, at: after.path, by: classifications)
    }
  }

  private static func check(_ root: Node, at path: String, by classifications: [Classification]) -> [Diagnostic] {
    guard let level = classifications.lazy.compactMap({ $0.level(of: root) }).first(where: \.isSealed) else {
      return []
    }
    return root.clearTexts.prefix(1).map { text in
      diagnostic(
        at: path, text.range,
        LocalizedText(
          en: "the text of a record that is \(level.label.en.lowercased()) may not stand here in clear",
          zh: "\(level.label.zh)档案的正文不得明文存入"),
        help: LocalizedText(
          en: "keep it in the safe and say in 'paper' where; a commit that has it must not be pushed",
          zh: "请把正文存入保密柜，在 paper 里写明位置；含有正文的提交不能推送"))
    }
  }

  /// Text that is no YAML hides nothing from whoever reads the file: a line that gives a sealed level is enough.
  private static func unreadable(_ version: RecordChange.Version, by classifications: [Classification]) -> [Diagnostic]
  {
    let sealed = Set(classifications.flatMap(\.levels).filter(\.isSealed).map(\.name))
    let words = String(decoding: version.source, as: UTF8.self).split(whereSeparator: \.isNewline)
      .filter { $0.drop { !$0.isLetter }.hasPrefix("classification") }
      .flatMap { $0.split { !$0.isLetter && !$0.isNumber && $0 != "-" } }
    guard let word = words.first(where: { sealed.contains(String($0)) }) else { return [] }
    return [
      diagnostic(
        at: version.path, nil,
        LocalizedText(
          en: "this file can't be read and calls itself \(word): what it says may stand here in clear",
          zh: "这个文件无法解析，又标为 \(word)：其中可能有明文"),
        help: LocalizedText(
          en: "mend the file, and take the commit that has it out before pushing", zh: "请先改好文件，并去掉含有它的提交再推送"))
    ]
  }
}
