/// Why an expression was refused.
public struct PatternError: Error, Sendable, Hashable {
  public let reason: Reason
  /// Where in the expression, in code points from its start.
  public let offset: Int

  public enum Reason: Sendable, Hashable {
    // Sound in ECMA-262, but not to be had in bounded time.
    case lookaround
    case backreference
    /// A repetition over 1000.
    case longRepetition
    /// A property of characters that is neither a general category nor a script.
    case unsupportedProperty(String)
    /// A set that can't be put into one class: `[^x\P{C}…]`.
    case unsupportedSet
    /// Half of a surrogate pair: no text contains one.
    case loneSurrogate
    case tooLarge
    // Wrong by ECMA-262 with the flag `u`.
    case unknownProperty(String)
    case unknownEscape(String)
    case brokenEscape
    case brokenGroup
    case unclosedGroup
    case unopenedGroup
    case unclosedClass
    case brokenRange
    case brokenRepetition
    case nothingToRepeat
    /// `]`, `{` or `}` without a backslash.
    case loneBracket
  }

  /// Whether ECMA-262 itself allows the expression.
  public var isSound: Bool {
    switch reason {
    case .lookaround, .backreference, .longRepetition, .unsupportedProperty, .unsupportedSet, .loneSurrogate,
      .tooLarge:
      true
    default: false
    }
  }
}
