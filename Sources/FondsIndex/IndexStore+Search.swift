import GRDB

/// Which versions a search looks at.
public enum SearchScope: Sendable, Equatable {
  /// What stands in the indexed head.
  case present
  /// Every version there ever was, and those of other branches where they were asked for.
  case history
  /// What stood at a position of the first-parent chain, the first commit being 0.
  case at(Int)
}

/// What a search found.
public struct SearchResult: Sendable, Equatable {
  /// How many versions match, on all pages.
  public let total: Int
  /// The asked-for page of them.
  public let matches: [RecordVersion]
  /// What all of them are counted by; empty where nobody asked.
  public let facets: [FacetCounts]
}

extension IndexStore {
  /// Finds the versions that match a query. Nothing shows of what a destroyed record held.
  /// - Parameters:
  ///   - limit: how many matches to return at most.
  ///   - offset: how many to pass over first.
  ///   - countsFacets: whether to count all matches by ``SearchResult/facets``.
  /// - Throws: ``IndexError``.
  public func search(
    _ query: SearchQuery, scope: SearchScope = .present, order: SearchOrder = .newest, limit: Int = 20,
    offset: Int = 0, countsFacets: Bool = false
  ) throws -> SearchResult {
    try read("search") { db in
      let scan = try SearchScan(query, scope: scope, db)
      let page = try scan.page(order, limit: max(0, limit), offset: max(0, offset))
      return SearchResult(
        total: scan.versions.count, matches: try RecordVersion.fetch(page, db),
        facets: countsFacets ? try scan.facets() : [])
    }
  }

  /// The present contents that a query finds, by their names in the index.
  public func blobs(matching query: SearchQuery) throws -> Set<Int64> {
    try read("search") { db in
      let scan = try SearchScan(query, scope: .present, db)
      var blobs: Set<Int64> = []
      scan.versions.each { version in
        blobs.insert(Int64(scan.blob(of: version)))
        return true
      }
      return blobs
    }
  }

  /// Whether any version of a record has a field of this name whose text can be searched.
  /// - Throws: ``IndexError``.
  public func hasField(_ name: String) throws -> Bool {
    try read("search") { db in
      let words = "\"\(String(decoding: FieldTag.prefix(name), as: UTF8.self))\" *"
      return try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM words WHERE words MATCH ?)", arguments: [words]) ?? false
    }
  }
}
