import FondsModel
import FondsText

/// One rule of the office: a stable code, what it means, and a check.
///
/// Rules are pure: they see values and return diagnostics; no files, clock, Git or SQL. They come in shapes by
/// what they see: a file's text, a record, a record among others, a change of the archive, a branch or tag that is
/// pushed, the schema files.
public protocol Rule: Sendable {
  static var description: RuleDescription { get }
}

/// What every rule says of itself.
public struct RuleDescription: Sendable {
  /// The stable code, such as `COD004`; never reused.
  public let code: String
  /// The readable name; it names the fault, such as `kind-type-mismatch`.
  public let name: String
  public let severity: Severity
  /// What a fix may do, nil where there is none.
  public let fix: Fix.Applicability?
  /// What the rule holds and why, for `fonds explain`.
  public let explanation: LocalizedText
  /// Files that break this rule and no other.
  public let fails: Example
  /// The same done right.
  public let passes: Example

  public init(
    code: String, name: String, severity: Severity = .error, fix: Fix.Applicability? = nil,
    explanation: LocalizedText, fails: Example, passes: Example = .sound
  ) {
    self.code = code
    self.name = name
    self.severity = severity
    self.fix = fix
    self.explanation = explanation
    self.fails = fails
    self.passes = passes
  }
}

extension Rule {
  static func diagnostic(
    at path: String, _ range: Range<Int>?, _ message: LocalizedText, help: LocalizedText? = nil, fix: Fix? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: description.code, name: description.name, severity: description.severity, path: path, range: range,
      message: message, help: help, fix: fix)
  }
}

/// A rule about the text of a file: sees what the reader refused.
public protocol TextRule: Rule {
  static func diagnose(_ fault: TextFault, in path: String, source: [UInt8]) -> Diagnostic?
}

/// A rule about one record, by itself.
public protocol RecordRule: Rule {
  static func check(_ record: RecordContext) -> [Diagnostic]
}

/// A rule about a record among its neighbours.
public protocol CollectionRule: Rule {
  static func check(_ entry: RecordEntry, in collection: RecordCollection) -> [Diagnostic]
}

/// A rule about what a change may not do: before → after.
public protocol ChangeRule: Rule {
  static func check(_ change: Change) -> [Diagnostic]
}

/// A rule about what a push does to a branch or tag.
public protocol ReferenceRule: Rule {
  static func check(_ change: ReferenceChange) -> [Diagnostic]
}

/// A rule about the files of `Schemas/`.
public protocol SchemaFileRule: Rule {
  static func diagnose(_ fault: SchemaFileFault) -> Diagnostic
}
