/// How much a fault weighs. Only an error keeps a record out of the archive.
public enum Severity: String, Sendable, Comparable, CaseIterable {
  case info, warning, error

  private var weight: Int {
    switch self {
    case .info: 0
    case .warning: 1
    case .error: 2
    }
  }

  public static func < (left: Severity, right: Severity) -> Bool {
    left.weight < right.weight
  }
}

/// A fault in a record: returned, never thrown.
public struct Diagnostic: Sendable {
  /// The stable code, such as `COD004`; never reused.
  public let code: String
  /// The readable name of the rule, such as `kind-type-mismatch`.
  public let name: String
  public let severity: Severity
  /// The file, relative to the repository's root, with `/`.
  public let path: String
  /// The smallest byte range that shows the fault; nil for a fault of the whole file.
  public let range: Range<Int>?
  public let message: LocalizedText
  /// What to do about it.
  public let help: LocalizedText?
  public let fix: Fix?

  public init(
    code: String, name: String, severity: Severity, path: String, range: Range<Int>?, message: LocalizedText,
    help: LocalizedText? = nil, fix: Fix? = nil
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.path = path
    self.range = range
    self.message = message
    self.help = help
    self.fix = fix
  }
}

extension Diagnostic {
  /// The order of every report: by file, place, code.
  public static func isOrderedBefore(_ left: Diagnostic, _ right: Diagnostic) -> Bool {
    if left.path != right.path { return left.path.isBytewiseBefore(right.path) }
    let (a, b) = (left.range?.lowerBound ?? 0, right.range?.lowerBound ?? 0)
    if a != b { return a < b }
    return left.code < right.code
  }
}

extension [Diagnostic] {
  /// In the order of every report, each once: what a record says by itself and what a change does to it may be one fault.
  public var ordered: [Diagnostic] {
    var seen: [String: [Diagnostic]] = [:]
    return filter { diagnostic in
      let alike = seen[diagnostic.path, default: []].contains { known in
        known.code == diagnostic.code && known.range == diagnostic.range && known.message == diagnostic.message
      }
      if !alike { seen[diagnostic.path, default: []].append(diagnostic) }
      return !alike
    }
    .sorted(by: Diagnostic.isOrderedBefore)
  }
}

/// A repair of form. A fix never touches a number, a date or a decision.
public struct Fix: Sendable {
  public enum Applicability: String, Sendable {
    /// Keeps what the record says; applied by `check --fix` and `commit`.
    case safe
    /// May change what the record says; applied only where somebody asks for it.
    case unsafe
  }

  public let applicability: Applicability
  public let edits: [Edit]
  /// Where the file moves to, relative to the repository's root, with `/`.
  public let newPath: String?

  public init(_ applicability: Applicability, edits: [Edit] = [], newPath: String? = nil) {
    self.applicability = applicability
    self.edits = edits
    self.newPath = newPath
  }
}

/// The replacement of a byte range.
public struct Edit: Sendable, Hashable {
  public let range: Range<Int>
  public let replacement: [UInt8]

  public init(_ range: Range<Int>, _ replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  public init(_ range: Range<Int>, _ replacement: String) {
    self.init(range, Array(replacement.utf8))
  }
}

extension Sequence<Edit> {
  /// The bytes with every edit carried out, each other byte untouched. Of two edits that overlap, the one that
  /// starts later is left for the next run.
  public func applied(to bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var position = 0
    for edit in sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= position && edit.range.upperBound <= bytes.count {
      result += bytes[position..<edit.range.lowerBound]
      result += edit.replacement
      position = edit.range.upperBound
    }
    result += bytes[position...]
    return result
  }
}
