import FondsText
import Foundation

extension SearchQuery {
  /// Reads a user's query.
  /// - Parameter fields: where words that name no field are looked for, as if they named each of these; everywhere where it
  ///   is empty.
  /// - Throws: ``IndexError`` with a `QueryFault`; what the vocabulary throws.
  public init(
    _ text: String, in fields: [String] = [], vocabulary: some SearchVocabulary = PlainVocabulary()
  ) throws {
    let places = try fields.map { try SearchQuery.place(named: $0, vocabulary) }
    var conditions: [Condition] = []
    var ignored: String?
    for term in try QueryLexer(text).terms(vocabulary) {
      if term.isSaved {
        conditions += try SearchQuery.saved(term, vocabulary)
      } else if let subject = try SearchQuery.subject(of: term, in: places, vocabulary) {
        conditions.append(Condition(subject: subject, isExcluded: term.isExcluded))
      } else {
        ignored = term.value
      }
    }
    // A lone dash or bullet between words is passed over; a query of nothing else is a mistake.
    if let ignored, conditions.isEmpty { throw SearchQuery.fault(.nothingToFind(ignored)) }
    self.init(conditions: conditions)
  }

  /// A field that words are looked for in.
  private static func place(named name: String, _ vocabulary: some SearchVocabulary) throws -> QueryTerm.Name {
    guard let place = try QueryTerm.Name(name, vocabulary) else { throw try QueryTerm.Name.unknown(name, vocabulary) }
    let days: [SearchTarget] = [.field(.date), .field(.before), .field(.after)]
    if place.targets.contains(where: days.contains) { throw fault(.holdsNoWords(field: name)) }
    return place
  }

  /// The conditions that the office has saved under a name.
  private static func saved(_ term: QueryTerm, _ vocabulary: some SearchVocabulary) throws -> [Condition] {
    guard !term.isExcluded else { throw fault(.excludedSearch(term.value)) }
    guard let text = try vocabulary.search(called: term.value) else {
      let nearest = nearestName(to: term.value.lowercased(), among: try vocabulary.searchNames)
      throw fault(.unknownSearch(term.value, suggestion: nearest))
    }
    if let inner = try QueryLexer(text).terms(vocabulary).first(where: \.isSaved) {
      throw fault(.searchWithinSearch(inner.value))
    }
    return try SearchQuery(text, vocabulary: vocabulary).conditions
  }

  /// What a term asks for, where words that name no field are looked for in some.
  private static func subject(
    of term: QueryTerm, in places: [QueryTerm.Name], _ vocabulary: some SearchVocabulary
  ) throws -> Subject? {
    guard term.field == nil, !places.isEmpty, Segmenter.phrase(term.value) != nil else {
      return try subject(of: term, vocabulary)
    }
    let subjects = try places.compactMap { place in
      var term = term
      term.field = place
      return try subject(of: term, vocabulary)
    }
    return subjects.count == 1 ? subjects.first : .any(subjects)
  }

  /// What a term asks for; nil where it holds nothing to look for.
  private static func subject(of term: QueryTerm, _ vocabulary: some SearchVocabulary) throws -> Subject? {
    guard let name = term.field else {
      return Segmenter.phrase(term.value, prefix: term.isPrefix).map { .text($0, field: nil) }
    }
    let value = term.value.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
    guard !value.isEmpty else { throw fault(.missingValue(field: name.text)) }
    var subjects: [Subject] = []
    for target in name.targets {
      // What is written counts too: a label of one kind may be a plain value of another.
      let values = try vocabulary.values(called: value, in: target) + [value]
      switch target {
      case .named(let field): subjects += texts(values, in: .named(field), isPrefix: term.isPrefix)
      case .field(.title): subjects += texts([value], in: .title, isPrefix: term.isPrefix)
      case .field(let field) where [.date, .before, .after].contains(field):
        return try days(value, field, name: name.text)
      case .field(let field): subjects += facets(values, field, isPrefix: term.isPrefix)
      }
    }
    guard let first = subjects.first else { throw fault(.nothingToFind(value)) }
    return subjects.count == 1 ? first : .any(subjects)
  }

  private static func texts(_ values: [String], in field: TextField, isPrefix: Bool) -> [Subject] {
    values.compactMap { value in
      Segmenter.phrase(value, prefix: isPrefix).map { .text($0, field: field) }
    }
  }

  private static func facets(_ values: [String], _ field: SearchField, isPrefix: Bool) -> [Subject] {
    values.map { value in
      // 类型 is what clerks call the kind as well as its two-digit type code.
      let isCode = field == .kind && value.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
      return .facet(Facet(isCode ? .type : field, value), isPrefix: isPrefix)
    }
  }

  private static func days(_ value: String, _ field: SearchField, name: String) throws -> Subject {
    // People write 2023/5/8 and 2023.05.08 too, but never in a record; only the record's form is read.
    guard let span = CalendarDay.span(Segmenter.folded(value)[...]) else {
      throw fault(.badDate(field: name, value: value))
    }
    switch field {
    case .before: return .days(0...(span.lowerBound - 1))
    case .after: return .days((span.upperBound + 1)...99_999_999)
    default: return .days(span)
    }
  }

  static func fault(_ fault: QueryFault) -> IndexError {
    IndexError(.query(fault), operation: "read the query", message: fault.message)
  }
}
