import FondsModel
import FondsText

/// A line of a list, as it is drawn up from what is due: the statutory columns (order no. 79, article 18).
///
/// Which of them a list has is the kind's own affair; those that its lines know are filled.
struct ListedLine {
  let id: RecordID
  let root: Node
  let isConcealed: Bool
  let disposition: Disposition
  let at: CalendarDate

  /// What stands in a list for a title that lists do not show. A title that is to be kept from people is no title to
  /// print on a list which passes through many hands.
  static func concealedTitle(of id: RecordID) -> String { "\(id)（涉密 / classified）" }

  func node(fields: [Field]) -> Node {
    let known = Set(fields.map(\.name))
    let entries = columns.filter { known.contains($0.key) }
    return Node(.mapping(Mapping(entries.map { .init(key: $0.key, value: Node($0.value)) })), style: .flow)
  }

  private var columns: [(key: String, value: Node.Value)] {
    let archiveNumber = root["archive-number"]?.string
    var columns: [(String, Node.Value)] = [
      ("title", .string(isConcealed ? Self.concealedTitle(of: id) : root["title"]?.string ?? id.text)),
      ("record", .string(id.text)), ("number", .string(archiveNumber ?? id.text)),
      ("medium", .string(root["paper"] == nil ? "electronic" : "both")),
      ("count", .number(root["paper"]?["copies"]?.number ?? Number(1))), ("unit", .string("件")),
    ]
    if let archiveNumber { columns.append(("archive-number", .string(archiveNumber))) }
    let year = root["date"]?.string.flatMap { CalendarDate($0) }?.year ?? id.series.year
    columns += [("first", .number(Number(year))), ("last", .number(Number(year)))]
    columns.append(("period", .string(disposition.period.description)))
    if case .years(let years) = disposition.period {
      columns.append(("due", .number(Number(years))))
      // Full years, from the one after the last; what is due has had all of its own.
      let begun = (disposition.trigger ?? at).year
      columns.append(("kept", .number(Number(max(years, at.year - begun - 1)))))
    }
    return columns
  }
}
