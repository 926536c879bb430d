import FondsText
import Foundation

/// One term as it is written: `-field:"value"*`, or `@saved-search`.
struct QueryTerm {
  /// The name of a field, and what it means.
  struct Name {
    let text: String
    let targets: [SearchTarget]
  }

  var isExcluded = false
  var field: Name?
  /// Whether `value` is the name of a saved search.
  var isSaved = false
  var value = ""
  var isPrefix = false
}

/// Cuts a query into terms: at spaces, but not within quotes.
struct QueryLexer {
  private let text: [Unicode.Scalar]
  private var at = 0

  private static let quotes: Set<Unicode.Scalar> = ["\"", "“", "”", "„", "＂", "「", "」", "『", "』"]

  init(_ text: String) {
    self.text = Array(text.unicodeScalars)
  }

  func terms(_ vocabulary: some SearchVocabulary) throws -> [QueryTerm] {
    var lexer = self
    var terms: [QueryTerm] = []
    while let term = try lexer.next(vocabulary) { terms.append(term) }
    return terms
  }

  private mutating func next(_ vocabulary: some SearchVocabulary) throws -> QueryTerm? {
    while at < text.count, Self.isSpace(text[at]) { at += 1 }
    guard at < text.count else { return nil }
    var term = QueryTerm()
    if text[at] == "-" || text[at] == "－", at + 1 < text.count, !Self.isSpace(text[at + 1]) {
      term.isExcluded = true
      at += 1
    }
    if text[at] == "@" || text[at] == "＠", at + 1 < text.count, text[at + 1].properties.isAlphabetic {
      at += 1
      term.isSaved = true
      term.value = take { !Self.isSpace($0) && !Self.quotes.contains($0) }
      return term
    }
    term.field = try fieldName(vocabulary)
    if at < text.count, Self.quotes.contains(text[at]) {
      at += 1
      term.value = take { !Self.quotes.contains($0) }
      at = min(at + 1, text.count)
    } else {
      term.value = take { !Self.isSpace($0) && !Self.quotes.contains($0) }
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

  /// Reads `name:` where one stands here. `10:30`, `http://…` and `ISO9001:2015` are no fields.
  private mutating func fieldName(_ vocabulary: some SearchVocabulary) throws -> QueryTerm.Name? {
    var end = at
    while end < text.count, text[end].properties.isAlphabetic || (end > at && Self.joins(text[end])) { end += 1 }
    guard end > at, end < text.count, text[end] == ":" || text[end] == "：" else { return nil }
    if end + 1 < text.count, text[end + 1] == "/" { return nil }
    var name = ""
    name.unicodeScalars.append(contentsOf: text[at..<end])
    guard let found = try QueryTerm.Name(name, vocabulary) else {
      // Only a name of letters alone is surely meant for one: numbers and hyphenated words stand before colons too.
      guard name.unicodeScalars.allSatisfy(\.properties.isAlphabetic) else { return nil }
      throw try QueryTerm.Name.unknown(name, vocabulary)
    }
    at = end + 1
    return found
  }

  /// What may stand within a name, as in `applies-to` or `level2`.
  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "-" || scalar == "_" || scalar.properties.numericType == .decimal
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

extension QueryTerm.Name {
  /// Nil where no field is called so.
  init?(_ name: String, _ vocabulary: some SearchVocabulary) throws {
    let targets = try SearchField(named: name).map { [.field($0)] } ?? vocabulary.targets(called: name)
    if targets.isEmpty { return nil }
    self.init(text: name, targets: targets)
  }

  static func unknown(_ name: String, _ vocabulary: some SearchVocabulary) throws -> IndexError {
    let nearest = try nearestName(to: name.lowercased(), among: SearchField.allNames + vocabulary.names)
    return SearchQuery.fault(.unknownField(name, suggestion: nearest))
  }
}
