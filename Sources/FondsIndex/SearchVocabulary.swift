/// What a query's `name:value` may be about.
public enum SearchTarget: Sendable, Hashable {
  /// A field of the search itself, by which records are found by an exact value, the title or a day.
  case field(SearchField)
  /// Any field that records have, by its name there.
  case named(String)

  /// A field of a record by its name there.
  public init(ofRecords name: String) {
    self = SearchField(ofRecords: name).map { .field($0) } ?? .named(name)
  }
}

/// What an office calls its fields and their values: a query is read by it, since the index knows no kinds.
public protocol SearchVocabulary {
  /// What a name that is none of ``SearchField``'s means: the fields that are called so. Empty where nobody knows it.
  func targets(called name: String) throws -> [SearchTarget]

  /// What records have for a value in the words of people: `contract` for `合同`, `li.na` for `李娜`. Empty where it stands
  /// for itself alone.
  func values(called text: String, in target: SearchTarget) throws -> [String]

  /// The names for fields, to suggest one for a mistyped name.
  var names: [String] { get throws }

  /// The query that the office has saved under a name, `@name`; nil where there is none.
  func search(called name: String) throws -> String?

  /// The names of saved searches, to suggest one for a mistyped name.
  var searchNames: [String] { get throws }
}

extension SearchVocabulary {
  // Most have no saved searches.
  public func search(called name: String) -> String? { nil }
  public var searchNames: [String] { [] }
}

/// Fields and values by their own names alone.
public struct PlainVocabulary: SearchVocabulary {
  public init() {}
  public func targets(called name: String) -> [SearchTarget] { [] }
  public func values(called text: String, in target: SearchTarget) -> [String] { [] }
  public var names: [String] { [] }
}
