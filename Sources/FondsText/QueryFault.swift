/// What is wrong with a query for records, in parts that a caller can phrase in its own language.
public enum QueryFault: Sendable, Hashable {
  /// No field has this name; `suggestion` is the nearest that exists.
  case unknownField(String, suggestion: String?)
  /// Not `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, or no day of the calendar.
  case badDate(field: String, value: String)
  /// A field without a value: `kind:`.
  case missingValue(field: String)
  /// The text holds no letter or digit to look for.
  case nothingToFind(String)
  /// Words can't be looked for in this field: it is a day.
  case holdsNoWords(field: String)
  /// No search is saved under this name; `suggestion` is the nearest that is.
  case unknownSearch(String, suggestion: String?)
  /// A saved search builds on another, which might build on the first.
  case searchWithinSearch(String)
  /// A saved search can't be excluded: it may be several conditions.
  case excludedSearch(String)
}
