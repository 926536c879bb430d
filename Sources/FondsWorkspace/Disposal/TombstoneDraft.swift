import FondsModel
import FondsText

/// The tombstone that is written in the place of a record.
struct TombstoneDraft {
  let record: ListedRecord
  let listID: RecordID
  let list: DisposalList
  let destroyed: Moment
  let retentionClass: RetentionClass?
  let organization: Organization
  /// 16 random bytes.
  let salt: [UInt8]

  /// What is kept of the record itself.
  private static let kept = ["id", "title", "date", "classification", "owner", "archive-number"]

  func bytes(by kind: Kind, owner: String) -> [UInt8] {
    var entries: [Mapping.Entry] = []
    func add(_ key: String, _ value: Node.Value) { entries.append(.init(key: key, value: Node(value))) }
    for key in Self.kept {
      if let value = record.root[key] { add(key, value.value) }
    }
    if record.root["owner"] == nil { add("owner", .string(owner)) }
    if record.root["classification"] == nil { add("classification", .string("internal")) }
    add("kind", .string(Tombstone.kind))
    add("retention", .string("permanent"))
    add("status", .string("closed"))
    add("former", .string(record.root["kind"]?.string ?? ""))
    if let retentionClass { add("class", .string(retentionClass.name)) }
    add("authority", .string(authority))
    add("list", .string(listID.text))
    add("witnesses", .sequence(list.witnesses.map { Node(.string($0)) }))
    add("destroyed", .string(destroyed.text))
    add("digest", .string(Tombstone.Digest(of: record.bytes, salt: salt).text))
    // Git's history keeps what was committed in clear; only a sealed payload can go for good.
    add("erasure", .string("tree-only"))
    let root = Node(.mapping(Mapping(entries))).arranged(by: kind.fields)
    let lines = (root.mapping?.entries ?? []).map { NodeText.entry($0.key, $0.value, indent: 0) }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// What the period rests on, and who approved the list, last of all.
  private var authority: String {
    let basis = retentionClass.map { "\($0.basis.zh) / \($0.basis.en)" }
    let approver = list.approvers.last.map { organization.person($0)?.name ?? $0 }
    return [basis, approver.map { "\($0)（\(listID)）" }].compactMap(\.self).joined(separator: "；")
  }
}
