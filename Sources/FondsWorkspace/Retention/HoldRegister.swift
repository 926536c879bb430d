import FondsGit
import FondsModel
import FondsRules
import FondsText

/// The holds that a change must respect: those of the archive before it, so that none is released and its records
/// destroyed in one go, and those of the parents of each commit.
///
/// Read when something is destroyed, and then once a tree.
final class HoldRegister {
  private let workspace: Workspace
  private let base: CommittedTree
  private let schemas: Schemas
  private var books: [OID: HoldBook] = [:]

  /// - Parameters:
  ///   - base: the archive before the changes: of a push, the ref's old tip.
  ///   - schemas: its rules, of all kinds.
  init(of workspace: Workspace, base: CommittedTree, schemas: Schemas) {
    self.workspace = workspace
    self.base = base
    self.schemas = schemas
  }

  /// The holds in force that cover a record; those of any day where nobody can tell when the change is made.
  func holds(on version: RecordChange.Version, parents: [CommittedTree], day: CalendarDate?) throws -> [Hold] {
    guard let root = version.root else { return [] }
    var found: [Hold] = []
    for tree in [base] + parents {
      let book = try book(of: tree)
      let covering = (day.map { book.inForce(on: $0) } ?? book).holds(on: root, at: version.path).map(\.hold)
      found += covering.filter { hold in !found.contains { $0.number == hold.number } }
    }
    return found
  }

  private func book(of tree: CommittedTree) throws -> HoldBook {
    guard let root = tree.root else { return HoldBook([], schemas: schemas) }
    if let known = books[root] { return known }
    let book = try workspace.holds(in: tree, schemas: schemas)
    books[root] = book
    return book
  }
}
