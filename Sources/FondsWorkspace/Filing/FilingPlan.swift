import FondsGit
import FondsModel
import FondsText

/// What filing a year makes of its records, worked out from what is committed. The same archive gives the same plan, so
/// that what a killed run has begun the next one completes.
struct FilingPlan {
  /// A record of the year as it is committed.
  struct Candidate: Sendable {
    let id: RecordID
    let path: String
    let bytes: [UInt8]
    /// Nil where it can't be read.
    let root: Node?
    let kind: Kind?
    var gaps: [FilingGap]
  }

  /// A record to be filed: its text once it is.
  struct Change {
    let path: String
    let old: [UInt8]
    let new: [UInt8]
  }

  let items: [FilingList.Item]
  let changes: [Change]

  /// - Parameters:
  ///   - candidates: the records of the year, in the order of their numbers.
  ///   - taken: the archive numbers that records have.
  ///   - isWanted: which of the records are to be filed now.
  init(
    _ candidates: [Candidate], taken: some Sequence<String>, schemas: Schemas, isWanted: (Candidate) -> Bool
  ) throws {
    var last: [ArchiveNumber.Series: Int] = [:]
    let taken = Array(taken)
    var items: [FilingList.Item] = []
    var changes: [Change] = []
    for candidate in candidates where isWanted(candidate) {
      let state: FilingList.State
      if let root = candidate.root, let kind = candidate.kind, candidate.gaps.isEmpty, kind.type != nil {
        let own = root["archive-number"]?.string
        let number = own ?? Self.next(candidate.id, root, kind, schemas, taken: taken, &last).text
        let status = schemas.statusOnceFiled(of: root, kind: kind)
        if own == nil || status != nil {
          changes.append(try Self.change(candidate, own == nil ? number : nil, status, kind))
          state = .ready(number, isArchived: status != nil)
        } else {
          state = .filed(number)
        }
      } else if candidate.kind.map({ $0.type == nil }) ?? false {
        state = .placeholder
      } else {
        state = candidate.root?["archive-number"]?.string.map { .filed($0) } ?? .waiting(candidate.gaps)
      }
      items.append(
        FilingList.Item(
          id: candidate.id, path: candidate.path, title: candidate.root?["title"]?.string ?? "",
          disclosure: candidate.root.map { schemas.disclosure(of: $0, kind: candidate.kind) } ?? .undecided,
          state: state, isPaperPlaced: candidate.root?["paper"] != nil))
    }
    self.items = items
    self.changes = changes
  }

  /// The next number of a record's series, behind all that the series has.
  private static func next(
    _ id: RecordID, _ root: Node, _ kind: Kind, _ schemas: Schemas, taken: [String],
    _ last: inout [ArchiveNumber.Series: Int]
  ) -> ArchiveNumber {
    let series = schemas.filing.series(
      of: id, kind: kind.name, period: schemas.period(of: root, kind: kind) ?? .permanent, fonds: schemas.settings.code)
    let item = (last[series] ?? taken.compactMap(series.item).max() ?? 0) + 1
    last[series] = item
    return ArchiveNumber(series: series, item: item)
  }

  private static func change(
    _ candidate: Candidate, _ number: String?, _ status: String?, _ kind: Kind
  ) throws -> Change {
    do throws(RecordEditor.Failure) {
      var editor = try RecordEditor(candidate.bytes)
      let order = kind.fields.map(\.name)
      if let status { try editor.set([.key("status")], to: Node(.string(status)), order: order) }
      if let number { try editor.set([.key("archive-number")], to: Node(.string(number)), order: order) }
      return Change(path: candidate.path, old: candidate.bytes, new: editor.bytes)
    } catch {
      throw WorkspaceError.uneditable(path: candidate.path)
    }
  }
}
