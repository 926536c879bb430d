import CRE2

/// A regular expression of ECMA-262, as JSON Schema writes them, run by RE2: time linear in the text, memory bounded,
/// whatever the expression.
///
/// Safe on any number of threads: RE2 locks the little that a search changes.
final class Regex: @unchecked Sendable {
  /// The expression as it was written.
  let pattern: String
  private let handle: OpaquePointer

  /// The bytes that one expression with its automata may take. RE2 goes on without automata, more slowly, where they
  /// would need more.
  private static let maximumMemory: Int64 = 2 << 20

  init(_ pattern: String) throws(PatternError) {
    self.pattern = pattern
    let translated = try ECMAPattern.translate(pattern)
    guard let handle = cre2_compile(translated, translated.utf8.count, Regex.maximumMemory) else {
      throw PatternError(reason: .tooLarge, offset: 0)
    }
    guard cre2_error(handle) == nil else {
      // The translation has settled the syntax; what RE2 still refuses is size: of the program or of repetitions
      // within repetitions.
      cre2_free(handle)
      throw PatternError(reason: .tooLarge, offset: 0)
    }
    self.handle = handle
  }

  deinit { cre2_free(handle) }

  /// Whether the expression matches anywhere in the text.
  func matches(_ text: String) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { search($0) }
    return found ?? Array(text.utf8).withUnsafeBufferPointer { search($0) }
  }

  private func search(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    withExtendedLifetime(self) {
      bytes.withMemoryRebound(to: CChar.self) { cre2_search(handle, $0.baseAddress, $0.count) }
    }
  }
}

/// RE2 asked about its own syntax.
enum RE2Syntax {
  static func accepts(_ expression: String) -> Bool {
    guard let handle = cre2_compile(expression, expression.utf8.count, 1 << 20) else { return false }
    defer { cre2_free(handle) }
    return cre2_error(handle) == nil
  }
}
