/// In which order a search lists what it finds. It is the same on every page: what ties comes newest first.
public struct SearchOrder: Sendable, Equatable {
  /// What is looked at.
  public enum Key: String, Sendable, CaseIterable {
    /// The order of history rather than of clocks, the latest version first.
    case history
    /// The record's date, the latest first. What has none comes last, either way round.
    case date
    /// The record's number: department, year, type and serial number. What has none comes last, either way round.
    case number
    /// The best match first (BM25; the title counts most). As ``history`` where there is no text to rank by.
    case relevance
  }

  public let key: Key
  public let isReversed: Bool

  public init(_ key: Key, reversed: Bool = false) {
    self.key = key
    isReversed = reversed
  }

  public static let newest = SearchOrder(.history)
  public static let oldest = SearchOrder(.history, reversed: true)
  public static let relevance = SearchOrder(.relevance)
}
