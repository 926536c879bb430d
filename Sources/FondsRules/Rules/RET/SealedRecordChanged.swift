import FondsModel
import FondsText

/// `RET006`: what is filed in a sealed year stays as it is.
enum SealedRecordChanged: ChangeRule {
  static let description = RuleDescription(
    code: "RET006", name: "sealed-record-changed",
    explanation: LocalizedText(
      en: """
        Once a year is sealed (an annotated, signed tag sealed/2023 that fonds file --seal makes), its records are \
        evidence and change no more, and none is added. What may still change: the fields that are free after approval, such as \
        where the paper lies and what took its place, and the status of a record in force, onward. An error is corrected by an \
        approved amendment that names the record and the fields (x-fonds.amendment), committed together with the change or \
        named in 'references'. A record that the tag names as left open goes on until it is filed. Archives Law, \
        article 24 of the measures on electronic records: what is archived is not altered without authority.
        """,
      zh: """
        年度封存（fonds file --seal 加注并签名的标签 sealed/2023）以后，该年度的档案作为凭据不再改动，也不再增加。\
        仍可改的：批准后可更新的字段（如纸质件位置、被替代），在用档案的状态只能往后走。有错的，用批准过的更正单更正，\
        更正单写明编号和字段（x-fonds.amendment），与改动一起提交，或写进 references。标签里注明留待办结的档案，归档以前照常办理。\
        依据《档案法》关于不得擅自改动档案的规定，使用前请与原文核对。
        """),
    fails: SealedExample.replacing("title: 考勤制度", with: "title: 考勤办法"),
    passes: SealedExample.replacing("title: 考勤制度", with: "title: 考勤制度\nkeywords: [考勤]"))

  static func check(_ change: Change) -> [Diagnostic] {
    guard !change.sealedYears.isEmpty else { return [] }
    return change.records.compactMap { record in
      guard let open = change.sealedYears[record.id.series.year], let after = record.after, let root = after.root,
        !change.isPlaceholder(root)
      else { return nil }
      let former = record.before.compactMap(\.root)
      guard !former.isEmpty else { return added(record, after, change) }
      // What was left open goes on until it is filed.
      guard !open.contains(record.id.text) || former.contains(where: { $0["archive-number"] != nil }) else {
        return nil
      }
      // A merge that takes one side was judged when that side was made.
      guard !former.contains(root) else { return nil }
      return former.lazy.compactMap { changed(record, after, root, from: $0, change) }.first
    }
  }

  private static func added(
    _ record: RecordChange, _ after: RecordChange.Version, _ change: Change
  ) -> Diagnostic? {
    guard record.before.isEmpty, change.amendments(of: record).isEmpty else { return nil }
    let year = record.id.series.year
    return diagnostic(
      at: after.path, after.root?["id"]?.range,
      LocalizedText(en: "the year \(year) is sealed: no record is added to it", zh: "\(year) 年已封存，不能再增加档案"),
      help: LocalizedText(
        en: "enter it in the year in which it was found, and say in 'note' what it belongs to",
        zh: "请登记在发现它的年度，在 note 里注明原属的年度"))
  }

  private static func changed(
    _ record: RecordChange, _ after: RecordChange.Version, _ root: Node, from former: Node, _ change: Change
  ) -> Diagnostic? {
    let amendments = change.amendments(of: record)
    let fields = SealedContent(former, kind: change.kind(of: former)).changes(to: root)
      .filter { field in !amendments.contains { $0.covers(field, after: root) } }
    guard let first = fields.first else { return nil }
    let label = change.kind(of: former)?.field(first)?.label
    let field = Words.field(first, label: label)
    let year = record.id.series.year
    return diagnostic(
      at: after.path, (root[first] ?? root["id"])?.range,
      LocalizedText(
        en: "\(field.en) was changed; \(record.id) belongs to \(year), and that year is sealed",
        zh: "\(field.zh)被改动；\(record.id) 属于 \(year) 年，该年度已封存"),
      help: LocalizedText(
        en: "put it back, or have an amendment that names the record and the field approved (fonds new amendment)",
        zh: "请恢复原样；确有差错的，先办理写明编号和字段的更正（fonds new amendment）"))
  }
}

/// The content of a filed record, as far as it stays.
private struct SealedContent {
  let root: Node
  let free: Set<String>
  let status: (Node) -> RecordStatus?

  init(_ root: Node, kind: Kind?) {
    self.root = root
    free = kind?.freeFields ?? []
    status = { node in node["status"]?.string.flatMap { kind?.meaning(ofStatus: $0) ?? RecordStatus(rawValue: $0) } }
  }

  /// The fields that are otherwise in another version, in its order; those that may change are left out.
  func changes(to other: Node) -> [String] {
    let keys = (other.mapping?.entries ?? []).map(\.key) + (root.mapping?.entries ?? []).map(\.key)
    var seen: Set<String> = []
    return keys.filter { key in
      guard seen.insert(key).inserted, root[key] != other[key] else { return false }
      switch key {
      case "status": return !movesOnward(to: other)
      // What is in use goes on by its steps; what is archived has come to its end.
      case "trail": return status(root) == .archived
      default: return content(of: key, in: root) != content(of: key, in: other)
      }
    }
  }

  private func movesOnward(to other: Node) -> Bool {
    guard let old = status(root), let new = status(other) else { return false }
    return !old.isOver && new.isSettled || old != .archived && new == .archived
  }

  private func content(of key: String, in node: Node) -> [UInt8] {
    let entry = node[key].map { [Mapping.Entry(key: key, value: $0)] } ?? []
    return CoveredContent(of: Node(.mapping(Mapping(entry))), without: free).bytes
  }
}
