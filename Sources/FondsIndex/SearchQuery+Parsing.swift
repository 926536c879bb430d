import Foundation

extension SearchQuery {
  /// Reads a user's query.
  /// - Parameter value: what a field's value means, such as `contract` for `合同`; by default, itself.
  /// - Throws: ``IndexError`` with a ``QueryFault``.
  public init(
    _ text: String, value: (_ field: SearchField, _ text: String) -> String = { _, text in text }
  ) throws {
    var conditions: [Condition] = []
    var ignored: String?
    for term in Lexer(text).terms() {
      if let subject = try SearchQuery.subject(of: term, value: value) {
        conditions.append(Condition(subject: subject, isExcluded: term.isExcluded))
      } else {
        ignored = term.value
      }
    }
    // A lone dash or bullet between words is passed over; a query of nothing else is a mistake.
    if let ignored, conditions.isEmpty { throw SearchQuery.fault(.nothingToFind(ignored)) }
    self.init(conditions: conditions)
  }

  /// What a term asks for; nil where it holds nothing to look for.
  private static func subject(
    of term: Term, value resolve: (SearchField, String) -> String
  ) throws -> Subject? {
    guard let name = term.field else {
      return Segmenter.phrase(term.value, prefix: term.isPrefix).map { .text($0, inTitle: false) }
    }
    guard var field = SearchField(named: name) else {
      throw fault(.unknownField(name, suggestion: SearchField.nearest(to: name)))
    }
    let value = term.value.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
    guard !value.isEmpty else { throw fault(.missingValue(field: name)) }
    switch field {
    case .title:
      guard let phrase = Segmenter.phrase(value, prefix: term.isPrefix) else { throw fault(.nothingToFind(value)) }
      return .text(phrase, inTitle: true)
    case .date, .before, .after:
      // People write 2023/5/8 and 2023.05.08 too, but never in a record; only the record's form is read.
      guard let span = CalendarDay.span(Segmenter.folded(value)[...]) else {
        throw fault(.badDate(field: name, value: value))
      }
      switch field {
      case .before: return .days(0...(span.lowerBound - 1))
      case .after: return .days((span.upperBound + 1)...99_999_999)
      default: return .days(span)
      }
    default:
      // 类型 is what clerks call the kind as well as its two-digit type code.
      if field == .kind, value.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) {
        field = .type
      }
      return .facet(Facet(field, resolve(field, value)), isPrefix: term.isPrefix)
    }
  }

  private static func fault(_ fault: QueryFault) -> IndexError {
    IndexError(.query(fault), operation: "read the query", message: fault.message)
  }
}

/// One term as it is written: `-field:"value"*`.
private struct Term {
  var isExcluded = false
  var field: String?
  var value = ""
  var isPrefix = false
}

/// Cuts a query into terms: at spaces, but not within quotes.
private struct Lexer {
  private let text: [Unicode.Scalar]
  private var at = 0

  private static let quotes: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "＂", "「", "」", "『", "』"]

  init(_ text: String) {
    self.text = Array(text.unicodeScalars)
  }

  func terms() -> [Term] {
    var lexer = self
    var terms: [Term] = []
    while let term = lexer.next() { terms.append(term) }
    return terms
  }

  private mutating func next() -> Term? {
    while at < text.count, Lexer.isSpace(text[at]) { at += 1 }
    guard at < text.count else { return nil }
    var term = Term()
    if text[at] == "-" || text[at] == "－", at + 1 < text.count, !Lexer.isSpace(text[at + 1]) {
      term.isExcluded = true
      at += 1
    }
    term.field = fieldName()
    if at < text.count, Lexer.quotes.contains(text[at]) {
      at += 1
      term.value = take { !Lexer.quotes.contains($0) }
      at = min(at + 1, text.count)
    } else {
      term.value = take { !Lexer.isSpace($0) && !Lexer.quotes.contains($0) }
      while let last = term.value.unicodeScalars.last, last == "*" || last == "＊" {
        term.value.unicodeScalars.removeLast()
        term.isPrefix = true
      }
    }
    if at < text.count, text[at] == "*" || text[at] == "＊" {
      term.isPrefix = true
      at += 1
    }
    return term
  }

  /// Reads `name:` where one stands here. `10:30` and `http://…` are no fields.
  private mutating func fieldName() -> String? {
    var end = at
    while end < text.count, text[end].properties.isAlphabetic { end += 1 }
    guard end > at, end < text.count, text[end] == ":" || text[end] == "：" else { return nil }
    if end + 1 < text.count, text[end + 1] == "/" { return nil }
    var name = ""
    name.unicodeScalars.append(contentsOf: text[at..<end])
    at = end + 1
    return name
  }

  private mutating func take(while holds: (Unicode.Scalar) -> Bool) -> String {
    var taken = ""
    while at < text.count, holds(text[at]) {
      taken.unicodeScalars.append(text[at])
      at += 1
    }
    return taken
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace
  }
}
