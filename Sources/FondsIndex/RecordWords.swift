/// The words of one record as the index holds them: a query is decided on them without an index, with the same answer.
public struct RecordWords: Sendable {
  private let columns: [IndexLayout.Column: [Substring]]
  private let day: Int64?

  public init(_ record: IndexedRecord) {
    var writer = ColumnWriter(buffer: TokenBuffer())
    let ends = writer.write(record)
    let text = UnsafeRawBufferPointer(writer.buffer.bytes)
    var columns: [IndexLayout.Column: [Substring]] = [:]
    var start = 0
    for (column, end) in zip(IndexLayout.Column.allCases, ends) {
      columns[column] = String(decoding: text[start..<end], as: UTF8.self).split(separator: " ")
      start = end
    }
    self.columns = columns
    day = record.date.flatMap { CalendarDay($0)?.number }
  }

  /// Whether words stand in a row in a column, or in any.
  fileprivate func contain(_ words: [String], isPrefix: Bool, in column: IndexLayout.Column?) -> Bool {
    let searched = column.map { [columns[$0] ?? []] } ?? Array(columns.values)
    return searched.contains { Self.contains($0, words, isPrefix: isPrefix) }
  }

  private static func contains(_ text: [Substring], _ words: [String], isPrefix: Bool) -> Bool {
    guard let last = words.last, text.count >= words.count else { return false }
    let firsts = words.dropLast()
    return (0...text.count - words.count).contains { start in
      let end = text[start + firsts.count]
      // Byte by byte, as SQLite compares: `é` in two ways of writing is two words.
      guard isPrefix ? end.utf8.starts(with: last.utf8) : end.utf8.elementsEqual(last.utf8) else { return false }
      return zip(text[start...], firsts).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    }
  }

  fileprivate func lie(within days: ClosedRange<Int64>) -> Bool {
    day.map(days.contains) ?? false
  }
}

extension SearchQuery {
  /// Whether a record is among what a search for the query finds.
  public func matches(_ words: RecordWords) -> Bool {
    conditions.allSatisfy { $0.subject.holds(of: words) != $0.isExcluded }
  }
}

extension SearchQuery.Subject {
  fileprivate func holds(of words: RecordWords) -> Bool {
    switch self {
    case .days(let days): words.lie(within: days)
    case .any(let subjects): subjects.contains { $0.holds(of: words) }
    case .facet(let facet, let isPrefix): words.contain([facet.word], isPrefix: isPrefix, in: nil)
    case .text(let phrase, nil): words.contain(phrase.words, isPrefix: phrase.isPrefix, in: nil)
    case .text(let phrase, .title?): words.contain(phrase.words, isPrefix: phrase.isPrefix, in: .title)
    case .text(let phrase, .named(let name)?):
      switch IndexLayout.Column(ofField: name) {
      case .fields: words.contain(FieldTag.words(phrase, in: name), isPrefix: phrase.isPrefix, in: nil)
      case let column: words.contain(phrase.words, isPrefix: phrase.isPrefix, in: column)
      }
    }
  }
}
