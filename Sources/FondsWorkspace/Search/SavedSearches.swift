import FondsIndex
import FondsModel
import FondsText

extension Schemas {
  /// What is wrong with the searches that the office has saved. They are read by the rules they stand among.
  var savedSearchFaults: [SchemaFileFault] {
    let vocabulary = SchemaVocabulary(schemas: self) { _ in false }
    return settings.searches.compactMap { search in
      do {
        _ = try SearchQuery(search.query, vocabulary: vocabulary)
        return nil
      } catch let error as IndexError {
        guard case .query(let fault) = error.code else { return nil }
        return SchemaFileFault(path: Schemas.fondsPath, range: search.range, problem: .search(fault))
      } catch {
        // The vocabulary of schemas alone asks nobody who could fail.
        return nil
      }
    }
  }
}

extension Workspace {
  /// The searches that the office has saved, by `Schemas/fonds.yaml` of HEAD.
  public func savedSearches() throws -> [SavedSearch] {
    try fondsFile().map { FondsSettings($0).searches } ?? []
  }
}
