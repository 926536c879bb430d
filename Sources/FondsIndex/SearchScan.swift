import GRDB

/// One search: which versions a query finds in a scope.
///
/// FTS5 tells the contents, an array tells for each of them what stands where; nothing is sought row by row.
struct SearchScan {
  /// What was found, by the ids of versions: the order of history.
  let versions: RowSet
  private let db: Database
  private let query: SearchQuery
  private let contents: Slices

  init(_ query: SearchQuery, scope: SearchScope, _ db: Database) throws {
    self.db = db
    self.query = query
    contents = try Slices(.versions, db)
    let wanted = try SearchScan.contents(query, db)
    versions = try SearchScan.versions(of: wanted, scope, contents, db)
  }

  /// The content of a version that was found.
  func blob(of version: Int) -> Int { Int(contents[version, 0]) }

  // MARK: - Finding

  /// The number of contents, the one with the id 0, which is never there, included.
  private static func contentCount(_ db: Database) throws -> Int {
    (try Int.fetchOne(db, sql: "SELECT max(id) FROM blobs") ?? 0) + 1
  }

  private static func contents(_ query: SearchQuery, _ db: Database) throws -> RowSet {
    let count = try contentCount(db)
    var wanted = RowSet(capacity: count)
    if let match = query.matchExpression {
      let select = try db.cachedStatement(sql: "SELECT rowid FROM words WHERE words MATCH ?")
      select.setUncheckedArguments([match])
      try select.eachRow { wanted.insert(Int($0.int64(0))) }
    } else {
      for id in 1..<count { wanted.insert(id) }
    }
    for id in try Int64.fetchAll(db, sql: "SELECT blob FROM hidden") { wanted.remove(Int(id)) }
    guard !query.days.isEmpty else { return wanted }
    let blobs = try Slices(.blobs, db)
    for (days, isExcluded) in query.days {
      wanted.filter { id in
        // A record without a date, day 0, is not within any time.
        let day = Int64(blobs[id, 2])
        return (day > 0 && days.contains(day)) != isExcluded
      }
    }
    return wanted
  }

  private static func versions(
    of wanted: RowSet, _ scope: SearchScope, _ contents: Slices, _ db: Database
  ) throws -> RowSet {
    var found = RowSet(capacity: contents.count)
    guard scope != .history else {
      for version in 0..<contents.count where wanted.contains(Int(contents[version, 0])) { found.insert(version) }
      return found
    }
    let position: UInt32? = if case .at(let position) = scope { UInt32(clamping: position) } else { nil }
    try Slices.each(.tenures, db) { tenures in
      for row in stride(from: 0, to: tenures.count, by: 3) {
        let until = tenures[row + 2]
        let stands = position.map { tenures[row + 1] <= $0 && $0 < until } ?? (until == Slices.still)
        let version = Int(tenures[row])
        guard stands, version < contents.count, wanted.contains(Int(contents[version, 0])) else { continue }
        found.insert(version)
      }
    }
    return found
  }

  // MARK: - Listing

  /// The versions of one page.
  func page(_ order: SearchOrder, limit: Int, offset: Int) throws -> [Int64] {
    var order = order
    if order.key == .relevance, query.matchExpression == nil {
      order = SearchOrder(.history, reversed: order.isReversed)
    }
    guard order.key != .history else { return historyPage(order, limit, offset) }
    let keys = try order.key == .relevance ? scores() : ranks(by: order.key)
    var versions: [Int] = []
    self.versions.each(descending: true) { version in
      versions.append(version)
      return true
    }
    // Equal keys keep the order of history.
    let sorted = versions.enumerated().sorted { one, other in
      let (left, right) = (keys[blob(of: one.element)], keys[blob(of: other.element)])
      if left == right { return one.offset < other.offset }
      // What has no key comes last.
      if left.isInfinite || right.isInfinite { return right.isInfinite }
      return (left < right) != order.isReversed
    }
    return sorted.dropFirst(offset).prefix(limit).map { Int64($0.element) }
  }

  private func historyPage(_ order: SearchOrder, _ limit: Int, _ offset: Int) -> [Int64] {
    var page: [Int64] = []
    var passed = 0
    versions.each(descending: !order.isReversed) { version in
      passed += 1
      if passed > offset, page.count < limit { page.append(Int64(version)) }
      return page.count < limit
    }
    return page
  }

  /// What each content is sorted by, the first the least; infinite where it has no such thing.
  private func ranks(by key: SearchOrder.Key) throws -> [Double] {
    let blobs = try Slices(.blobs, db)
    var ranks = [Double](repeating: .infinity, count: try SearchScan.contentCount(db))
    let series = key == .number ? try profiles().series : [:]
    for blob in ranks.indices {
      if key == .date, case let day = blobs[blob, 2], day > 0 {
        ranks[blob] = -Double(day)
      } else if key == .number, let place = series[blobs[blob, 0]] {
        ranks[blob] = Double(place) * 0x1p32 + Double(blobs[blob, 1])
      }
    }
    return ranks
  }

  private func scores() throws -> [Double] {
    var scores = [Double](repeating: .infinity, count: try SearchScan.contentCount(db))
    let select = try db.cachedStatement(
      sql: "SELECT rowid, bm25(words, 10.0, 5.0, 1.0, 1.0, 1.0, 1.0, 0.0) FROM words WHERE words MATCH ?")
    select.setUncheckedArguments([query.matchExpression])
    try select.eachRow { row in
      let id = Int(row.int64(0))
      if id < scores.count { scores[id] = row.double(1) }
    }
    return scores
  }

  // MARK: - Counting

  /// How many of the versions found have each value, field by field.
  func facets() throws -> [FacetCounts] {
    let profiles = try profiles()
    let blobs = try Slices(.blobs, db)
    var counts: [UInt32: Int] = [:]
    var tally = [Int](repeating: 0, count: Int(profiles.all.keys.max() ?? 0) + 1)
    versions.each { version in
      let profile = Int(blobs[blob(of: version), 0])
      if profile < tally.count { tally[profile] += 1 }
      return true
    }
    for (profile, count) in tally.enumerated() where count > 0 { counts[UInt32(profile)] = count }
    return RecordProfile.fields.enumerated().map { place, field in
      var byValue: [String: Int] = [:]
      for (profile, count) in counts { byValue[profiles.all[profile]?[place] ?? "", default: 0] += count }
      return FacetCounts(field: field, counts: byValue)
    }
  }

  private func profiles() throws -> (all: [UInt32: [String]], series: [UInt32: Int]) {
    let rows = try Row.fetchAll(
      db, sql: "SELECT id, \(RecordProfile.columns.joined(separator: ", ")) FROM profiles")
    let all = Dictionary(
      uniqueKeysWithValues: rows.map { row in
        (UInt32(clamping: row[0] as Int64), (1...RecordProfile.fields.count).map { row[$0] as String })
      })
    // Department, year and type are the first three.
    let series = Set(all.values.map { Array($0.prefix(3)) }).filter { !$0[0].isEmpty }
    let places = Dictionary(
      uniqueKeysWithValues: series.sorted { $0.lexicographicallyPrecedes($1) }.enumerated().map { ($1, $0) })
    return (all, all.compactMapValues { places[Array($0.prefix(3))] })
  }
}
