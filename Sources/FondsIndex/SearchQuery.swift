/// What a user looks for: conditions that all hold.
///
/// | written | finds |
/// |---|---|
/// | `会议` | the characters in a row, anywhere in the text |
/// | `leave` | the whole word, in any case |
/// | `leav*` | words that begin so |
/// | `"annual leave"`, `“年度 休假”` | the words in a row |
/// | `kind:contract`, `部门:HR`, `title:考勤` | a field; the value may be quoted |
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
    /// Words in a row, in the whole text or in the title alone.
    case text(Phrase, inTitle: Bool)
    /// A field's exact value, or how it begins.
    case facet(Facet, isPrefix: Bool)
    /// The record's date, as numbers yyyymmdd.
    case days(ClosedRange<Int64>)
  }

  /// A query for every record.
  public static let everything = SearchQuery(conditions: [])

  init(conditions: [Condition]) {
    self.conditions = conditions
  }

  /// The phrases to mark in what is found.
  public var phrases: [Phrase] {
    conditions.compactMap {
      guard !$0.isExcluded, case .text(let phrase, _) = $0.subject else { return nil }
      return phrase
    }
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
      let expression: String
      switch condition.subject {
      case .days: continue
      case .text(let phrase, let inTitle):
        expression = (inTitle ? "\(IndexLayout.Column.title) : " : "") + SearchQuery.quoted(phrase)
      case .facet(let facet, let isPrefix): expression = "\"\(facet.word)\"" + (isPrefix ? " *" : "")
      }
      if condition.isExcluded { excluded.append(expression) } else { wanted.append(expression) }
    }
    guard !wanted.isEmpty || !excluded.isEmpty else { return nil }
    // FTS5 knows "this but not that", no bare "not that".
    if wanted.isEmpty { wanted = ["\"\(Facet.everyRecord)\""] }
    let base = wanted.joined(separator: " AND ")
    return excluded.isEmpty ? base : "(\(base))" + excluded.map { " NOT (\($0))" }.joined()
  }

  private static func quoted(_ phrase: Phrase) -> String {
    "\"\(phrase.words.joined(separator: " "))\"" + (phrase.isPrefix ? " *" : "")
  }

  /// The conditions on the record's date, as SQL about `blobs b`. Holds numbers only.
  var dayConditions: [String] {
    conditions.compactMap {
      guard case .days(let days) = $0.subject else { return nil }
      let range = "b.day BETWEEN \(days.lowerBound) AND \(days.upperBound)"
      // A record without a date is not within any time.
      return $0.isExcluded ? "(\(range)) IS NOT TRUE" : range
    }
  }
}
