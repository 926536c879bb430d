import FondsGit
import FondsIndex
import FondsModel
import FondsText

/// What a search looks through.
public enum FindScope: Sendable {
  case present
  case history
  /// The end of a day in the office's time zone, `YYYY-MM-DD`.
  case at(String)
}

public struct FindResult: Sendable {
  public struct Match: Sendable {
    public let version: Version
    /// One line around the hit.
    public let excerpt: Excerpt
  }

  public let total: Int
  public let matches: [Match]
  /// What all of them are counted by, on every page alike; empty where nobody asked.
  public let facets: [FindFacet]
  /// The day asked for lies before the first commit; its tree was searched instead.
  public let isBeforeFirstCommit: Bool
  /// The clone is shallow: what lies before its edge was not searched.
  public let isShallow: Bool
}

extension Workspace {
  /// Searches the archive.
  /// - Parameters:
  ///   - fields: where words that name no field are looked for, by name or label; everywhere where it is empty.
  ///   - limit: how many matches to return at most, after the first `offset`.
  ///   - countsFacets: whether to count all matches.
  public func find(
    _ text: String, in fields: [String] = [], scope: FindScope, order: SearchOrder = .newest, limit: Int,
    offset: Int = 0,
    countsFacets: Bool = false, progress: ((Int, Int) -> Void)? = nil
  ) throws -> FindResult {
    guard try repository.head() != nil else { throw WorkspaceError.noCommits }
    while true {
      let vocabulary = OfficeVocabulary(workspace: self, progress: progress)
      let result = try search(
        text, in: fields, scope, order, limit: limit, offset: offset, countsFacets: countsFacets, vocabulary)
      // Another process may have emptied the index meanwhile: then it is made again, and asked again.
      if try vocabulary.index().isUnemptied() { return result }
    }
  }

  private func search(
    _ text: String, in fields: [String], _ scope: FindScope, _ order: SearchOrder, limit: Int, offset: Int,
    countsFacets: Bool, _ vocabulary: OfficeVocabulary
  ) throws -> FindResult {
    let query = try SearchQuery(text, in: fields, vocabulary: vocabulary)
    let store = try vocabulary.index()
    var isBefore = false
    let searched: SearchScope
    switch scope {
    case .present: searched = .present
    case .history: searched = .history
    case .at(let day):
      let moment = try clock().end(of: day)
      let commit = try store.lastMainlineCommit(until: moment)
      isBefore = commit == nil
      searched = .at(commit?.position ?? 0)
    }
    let found = try store.search(
      query, scope: searched, order: order, limit: limit, offset: offset, countsFacets: countsFacets)
    let matches = try found.matches.map { match in
      let version = Version(match)
      return FindResult.Match(version: version, excerpt: try excerpt(of: version, query))
    }
    return FindResult(
      total: found.total, matches: matches, facets: try labelled(found.facets), isBeforeFirstCommit: isBefore,
      isShallow: repository.isShallow)
  }

  private func excerpt(of version: Version, _ query: SearchQuery) throws -> Excerpt {
    guard let blob = version.blob, !version.isHidden, case .bytes(let bytes) = try repository.recordContent(blob) else {
      return Excerpt(of: "", phrases: [])
    }
    let record = Self.describe(bytes, path: version.path)
    // A line out of one field, so that it reads as the record does; the title is shown anyway.
    let texts = record.texts.filter { !$0.isFoundByNameOnly }.map(\.text) + [record.keywords]
    let fields = texts.flatMap {
      $0.unicodeScalars.split(separator: IndexedRecord.partSeparator).map { String($0) }
    }
    let excerpts = (fields + [record.title ?? ""]).lazy.map { Excerpt(of: $0, phrases: query.phrases) }
    return excerpts.first { !$0.hits.isEmpty } ?? Excerpt(of: record.title ?? "", phrases: [])
  }
}
