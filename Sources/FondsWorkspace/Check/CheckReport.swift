import FondsText

/// What a check found.
public struct CheckReport: Sendable {
  /// How many files below `Records/` were judged.
  public internal(set) var checked = 0
  /// How many files of `Schemas/` were.
  public internal(set) var checkedRules = 0
  /// By file, place and code.
  public internal(set) var diagnostics: [Diagnostic] = []
  /// The bytes of the files that diagnostics point into.
  public internal(set) var sources: [String: [UInt8]] = [:]
  /// What could only be looked up the slow way, for a word to the user.
  public internal(set) var notes: [Note] = []

  public init() {}

  /// That so much was checked and is sound.
  init(checked: Int, checkedRules: Int) {
    (self.checked, self.checkedRules) = (checked, checkedRules)
  }

  public enum Note: Sendable, Hashable {
    /// The register of numbers was behind the history, which was walked instead.
    case registerBehind
    /// The clone is shallow: numbers of its missing history are not known.
    case shallowHistory
  }

  public var errorCount: Int { diagnostics.count { $0.severity == .error } }
  public var warningCount: Int { diagnostics.count { $0.severity == .warning } }
  public var isClean: Bool { errorCount == 0 }

  mutating func sort() {
    diagnostics = diagnostics.ordered
  }
}
