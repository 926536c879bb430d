import GRDB

/// Which versions a search looks at.
public enum SearchScope: Sendable, Equatable {
  /// What stands in the indexed head.
  case present
  /// Every version there ever was.
  case history
  /// What stood at a position of the first-parent chain, the first commit being 0.
  case at(Int)
}

/// In which order a search lists what it finds.
public enum SearchOrder: Sendable {
  /// The latest version first, or the earliest, in the order of history rather than of clocks.
  case newest, oldest
  /// The best match first (BM25; the title counts most). Newest first where there is no text to rank by.
  case relevance
}

/// What a search found.
public struct SearchResult: Sendable, Equatable {
  /// How many versions match, on all pages.
  public let total: Int
  /// The asked-for page of them.
  public let matches: [RecordVersion]
}

extension IndexStore {
  /// Finds the versions that match a query. Nothing shows of what a destroyed record held.
  /// - Parameters:
  ///   - limit: how many matches to return at most.
  ///   - offset: how many to pass over first.
  /// - Throws: ``IndexError``.
  public func search(
    _ query: SearchQuery, scope: SearchScope = .present, order: SearchOrder = .newest, limit: Int = 20,
    offset: Int = 0
  ) throws -> SearchResult {
    try read("search") { db in
      let hides = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM hidden)") ?? false
      let match = query.matchExpression
      let ranked = match != nil && order == .relevance
      let sql = IndexStore.sql(for: query, scope: scope, ranked: ranked, hides: hides)
      let statement = try db.cachedStatement(sql: sql)
      // Every id is read at once, since the total has to be exact: one pass instead of counting first, and
      // sorting integers here is quicker than SQLite's sorter.
      var ids: [Int64]
      if let match {
        statement.setUncheckedArguments([match])
        ids = try statement.allInt64()
      } else {
        ids = try statement.allInt64()
      }
      let page: [Int64]
      if ranked {
        page = Array(ids.dropFirst(max(0, offset)).prefix(max(0, limit)))
      } else {
        ids.sort()
        page = IndexStore.page(ids, newestFirst: order != .oldest, limit: max(0, limit), offset: max(0, offset))
      }
      return SearchResult(total: ids.count, matches: try RecordVersion.fetch(page, db))
    }
  }

  private static func page(_ ids: [Int64], newestFirst: Bool, limit: Int, offset: Int) -> [Int64] {
    newestFirst
      ? Array(ids.reversed().dropFirst(offset).prefix(limit)) : Array(ids.dropFirst(offset).prefix(limit))
  }

  /// The ids of the versions that match. `?` stands for the FTS5 expression, the one thing a user has a part in.
  static func sql(for query: SearchQuery, scope: SearchScope, ranked: Bool, hides: Bool) -> String {
    let isMatched = query.matchExpression != nil
    var tables = isMatched ? ["words"] : []
    var conditions = isMatched ? ["words MATCH ?"] : []
    let blob: String
    let version: String
    // CROSS JOIN fixes the order: FTS5 gives the blobs, each of which is one seek in a covering index.
    switch scope {
    case .history:
      tables.append("versions v")
      (blob, version) = ("v.blob", "v.id")
      conditions.append("v.blob IS NOT NULL")
    case .present:
      tables.append("tenures t")
      (blob, version) = ("t.blob", "t.version")
      conditions.append("t.until IS NULL")
    case .at(let position):
      tables.append("tenures t")
      (blob, version) = ("t.blob", "t.version")
      conditions.append("t.since <= \(position) AND (t.until IS NULL OR t.until > \(position))")
    }
    if isMatched { conditions.append("\(blob) = words.rowid") }
    if !query.dayConditions.isEmpty {
      // Without words to start from, the index on the day is the shortest way in.
      if isMatched { tables.append("blobs b") } else { tables.insert("blobs b", at: 0) }
      conditions.append("\(blob) = b.id")
      conditions += query.dayConditions
    }
    if hides { conditions.append("\(blob) NOT IN (SELECT blob FROM hidden)") }
    return "SELECT \(version) FROM \(tables.joined(separator: " CROSS JOIN ")) "
      + "WHERE \(conditions.joined(separator: " AND "))"
      + (ranked ? " ORDER BY bm25(words, 10.0, 5.0, 1.0, 1.0, 1.0, 1.0, 0.0), \(version) DESC" : "")
  }
}

extension IndexStore {
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
