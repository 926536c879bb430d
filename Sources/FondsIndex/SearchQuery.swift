/// What a user looks for: conditions that all hold.
///
/// | written | finds |
/// |---|---|
/// | `会议` | the characters in a row, anywhere in the text |
/// | `leave` | the whole word, in any case |
/// | `leav*` | words that begin so |
/// | `"annual leave"`, `“年度 休假”` | the words in a row |
/// | `kind:contract`, `部门:HR`, `keyword:考勤` | the exact value of a field; it may be quoted |
/// | `title:考勤`, `counterparty:明达`, `对方单位:"明达 办公"` | words in a row in any other field's text |
/// | `date:2023-05`, `before:2023`, `after:2023-05-08` | the record's date within, before or after that time |
/// | `-draft`, `-kind:contract` | records without it |
///
/// The text never reaches SQL or FTS5's own query language: it is cut into words of letters and digits first.
public struct SearchQuery: Sendable, Equatable {
  /// All of them hold.
  public let conditions: [Condition]

  /// One condition, or its opposite.
  public struct Condition: Sendable, Equatable {
    public let subject: Subject
    public let isExcluded: Bool
  }

  /// What a condition asks for.
  public enum Subject: Sendable, Equatable {
    /// Words in a row, in the whole text or in a field alone.
    case text(Phrase, field: TextField?)
    /// A field's exact value, or how it begins.
    case facet(Facet, isPrefix: Bool)
    /// The record's date, as numbers yyyymmdd.
    case days(ClosedRange<Int64>)
    /// At least one of several, none of them about days.
    indirect case any([Subject])
  }

  /// A field whose text is searched by words.
  public enum TextField: Sendable, Hashable {
    case title
    /// Any field that a record has, by its name there.
    case named(String)
  }

  /// A query for every record.
  public static let everything = SearchQuery(conditions: [])

  init(conditions: [Condition]) {
    self.conditions = conditions
  }

  /// The phrases to mark in what is found.
  public var phrases: [Phrase] {
    conditions.filter { !$0.isExcluded }.flatMap { $0.subject.phrases }
  }
}

// MARK: - For SQLite

extension SearchQuery {
  /// The conditions that FTS5 judges, in its query language; nil where there are none.
  ///
  /// Each word stands in double quotes and holds no ASCII but lower-case letters and digits (``Segmenter``,
  /// ``Facet``), so nothing in it can be read as an operator.
  var matchExpression: String? {
    var wanted: [String] = []
    var excluded: [String] = []
    for condition in conditions {
      guard let expression = condition.subject.expression else { continue }
      if condition.isExcluded { excluded.append(expression) } else { wanted.append(expression) }
    }
    guard !wanted.isEmpty || !excluded.isEmpty else { return nil }
    // FTS5 knows "this but not that", no bare "not that".
    if wanted.isEmpty { wanted = ["\"\(Facet.everyRecord)\""] }
    let base = wanted.joined(separator: " AND ")
    return excluded.isEmpty ? base : "(\(base))" + excluded.map { " NOT (\($0))" }.joined()
  }

  /// The conditions on the record's date, which the numbers beside the words are asked for.
  var days: [(days: ClosedRange<Int64>, isExcluded: Bool)] {
    conditions.compactMap {
      guard case .days(let days) = $0.subject else { return nil }
      return (days, $0.isExcluded)
    }
  }
}

extension SearchQuery.Subject {
  fileprivate var phrases: [Phrase] {
    switch self {
    case .text(let phrase, _): [phrase]
    case .facet, .days: []
    case .any(let subjects): subjects.flatMap(\.phrases)
    }
  }

  /// The subject in FTS5's query language; nil where it is about days.
  fileprivate var expression: String? {
    switch self {
    case .days: return nil
    case .facet(let facet, let isPrefix): return "\"\(facet.word)\"" + (isPrefix ? " *" : "")
    case .any(let subjects): return "(" + subjects.compactMap(\.expression).joined(separator: " OR ") + ")"
    case .text(let phrase, nil): return Self.quoted(phrase)
    case .text(let phrase, .title?): return "\(IndexLayout.Column.title) : \(Self.quoted(phrase))"
    case .text(let phrase, .named(let name)?):
      let column = IndexLayout.Column(ofField: name)
      return column == .fields ? FieldTag.quoted(phrase, in: name) : "\(column) : \(Self.quoted(phrase))"
    }
  }

  private static func quoted(_ phrase: Phrase) -> String {
    "\"\(phrase.words.joined(separator: " "))\"" + (phrase.isPrefix ? " *" : "")
  }
}
