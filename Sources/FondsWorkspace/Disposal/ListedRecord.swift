import FondsModel
import FondsText

/// A line of a list that does not agree with the archive.
public struct ListMismatch: Sendable, Hashable {
  public let record: RecordID
  public let reason: LocalizedText
}

/// A record that a list names, as the archive has it.
struct ListedRecord {
  let id: RecordID
  let path: String
  let bytes: [UInt8]
  let root: Node
}

extension Workspace {
  /// The records that a list names, each held against its line: the check before anything is destroyed.
  ///
  /// Throws ``DisposalError/listDisagrees(_:_:)`` with every line that does not agree.
  func listedRecords(of list: DisposalList, _ id: RecordID, in tree: CommittedTree, _ schemas: Schemas) throws
    -> [ListedRecord]
  {
    let table = try NumberTable(of: Set(list.lines.map(\.record.series)), in: tree)
    var found: [ListedRecord] = []
    var mismatches: [ListMismatch] = []
    var seen: Set<RecordID> = []
    for line in list.lines {
      func mismatch(_ en: String, _ zh: String) {
        mismatches.append(ListMismatch(record: line.record, reason: LocalizedText(en: en, zh: zh)))
      }
      guard seen.insert(line.record).inserted else {
        mismatch("it is listed twice", "重复列入")
        continue
      }
      let paths = table.files(of: line.record)
      guard let path = paths.first, let file = try tree.file(path), file.kind == .regular,
        case .bytes(let bytes) = try tree.read(file), let root = RecordReader.read(bytes).root
      else {
        mismatch("the archive has no such record", "档案库里没有这份档案")
        continue
      }
      if paths.count > 1 {
        mismatch("several files have this number", "有几个文件用了这个编号")
      } else if Tombstone.stands(in: root) {
        mismatch("it has been destroyed before", "此前已经销毁")
      } else if schemas.kinds[root["kind"]?.string ?? ""]?.type == nil {
        mismatch("it is no record that could be destroyed", "不是可以销毁的档案")
      } else if let title = line.title, title != root["title"]?.string,
        title != ListedLine.concealedTitle(of: line.record)
      {
        mismatch(
          "the list calls it \(title), the record \(root["title"]?.string ?? "")",
          "清册写的是“\(title)”，档案的标题是“\(root["title"]?.string ?? "")”")
      } else {
        found.append(ListedRecord(id: line.record, path: path, bytes: bytes, root: root))
      }
    }
    guard mismatches.isEmpty else { throw DisposalError.listDisagrees(id.text, mismatches) }
    return found
  }
}
