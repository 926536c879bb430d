import FondsGit
import FondsModel
import FondsRules
import FondsText

/// What somebody asks for with `fonds file`.
public struct FilingRequest: Sendable {
  public var year: Int
  /// A department by its code or name; nil for all.
  public var department: String?
  public var language: Language

  public init(year: Int, department: String? = nil, language: Language) {
    self.year = year
    self.department = department
    self.language = language
  }
}

/// The records of a year: what is filed, what can be, and what the others lack.
public struct FilingList: Sendable {
  public struct Item: Sendable {
    public let id: RecordID
    public let path: String
    public let title: String
    public let disclosure: Disclosure
    public let state: State
    /// Whether it says where its paper copy lies.
    public let isPaperPlaced: Bool
  }

  public enum State: Sendable, Hashable {
    case filed(String)
    /// To be filed under a number, or, where it has one, to be set to archived now that it has come to its end.
    case ready(String, isArchived: Bool)
    case waiting([FilingGap])
    /// A void card or a tombstone: it says what became of the number, and is not filed.
    case placeholder
  }

  public let year: Int
  /// In the order of their numbers.
  public let items: [Item]
  /// Archive numbers that several records have.
  public let repeated: [String]

  /// What can be filed now.
  public var ready: [Item] { items.filter { if case .ready = $0.state { true } else { false } } }
  public var filed: [Item] { items.filter { if case .filed = $0.state { true } else { false } } }
  public var waiting: [Item] { items.filter { if case .waiting = $0.state { true } else { false } } }
}

/// What `fonds file` did.
public enum FilingOutcome: Sendable {
  /// The commit is nil where nothing could be filed.
  case filed(FilingList, commit: OID?)
  case refused(CheckReport)
}
