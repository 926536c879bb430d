import FondsIndex
import FondsModel
import FondsText

/// What the office calls fields and values, by the rules of HEAD; as ``SchemaVocabulary`` has it.
///
/// Rules and index are read once, and only where a query needs them.
final class OfficeVocabulary: SearchVocabulary {
  private let workspace: Workspace
  private let progress: ((Int, Int) -> Void)?
  private var rules: Schemas??
  private var store: IndexStore?

  init(workspace: Workspace, progress: ((Int, Int) -> Void)?) {
    self.workspace = workspace
    self.progress = progress
  }

  /// The index, up to date.
  func index() throws -> IndexStore {
    if let store { return store }
    let made = try workspace.updatedIndex(progress: progress)
    store = made
    return made
  }

  private func schemas() throws -> Schemas? {
    if let rules { return rules }
    do {
      let read = try workspace.schemas(of: workspace.tree(ofCommit: workspace.repository.head()))
      rules = .some(read)
      return read
    } catch let error as WorkspaceError where [.noSchemas, .schemasRemoved].contains(error) {
      // Then every name and value stands for itself.
      rules = .some(nil)
      return nil
    }
  }

  private func words() throws -> SchemaVocabulary {
    SchemaVocabulary(schemas: try schemas()) { [self] name in try index().hasField(name) }
  }

  // MARK: SearchVocabulary

  func targets(called name: String) throws -> [SearchTarget] { try words().targets(called: name) }

  var names: [String] {
    get throws { try words().names }
  }

  func search(called name: String) throws -> String? {
    let searches = try workspace.savedSearches()
    return (searches.first { $0.name == name } ?? searches.first { $0.isCalled(name) })?.query
  }

  var searchNames: [String] {
    get throws { try workspace.savedSearches().flatMap { [$0.name, $0.label.zh] } }
  }

  func values(called text: String, in target: SearchTarget) throws -> [String] {
    // Most queries need no rules.
    SchemaVocabulary.mayBeLabel(text) ? try words().values(called: text, in: target) : []
  }
}
