import FondsText

/// `type` (Validation, 6.1.1). A number without a fraction is an integer, however it is written.
struct TypeCheck: Check {
  let origin: Origin
  let types: [SchemaType]
  private let allowed: SchemaTypes

  init(origin: Origin, types: [SchemaType]) {
    self.origin = origin
    self.types = types
    allowed = SchemaTypes(types.map { SchemaTypes($0) })
  }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    allowed.allows(instance)
      || run.fail(origin, instance, .wrongType(expected: types, actual: SchemaType(instance)))
  }
}

/// `enum` and `const` (Validation, 6.1.2 and 6.1.3): the value is one of some.
struct OneOfValues: Check {
  let origin: Origin
  let values: [Node]
  /// The values, where all are text, as nearly always.
  private let words: KeyTable?

  init(origin: Origin, values: [Node]) {
    self.origin = origin
    self.values = values
    let words = values.compactMap(\.string)
    self.words = words.count == values.count ? KeyTable(words) : nil
  }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    isAllowed(instance) || run.fail(origin, instance, .notAllowedValue(values))
  }

  private func isAllowed(_ instance: Node) -> Bool {
    guard let words else { return values.contains { $0.isSame(as: instance) } }
    guard case .string(let text) = instance.value else { return false }
    return words[text] != nil
  }
}

/// `minimum`, `maximum` and their exclusive twins (Validation, 6.2), by decimal digits: 0.1 + 0.2 is no question here.
struct Bound: Check {
  let origin: Origin
  let limit: Number
  let holds: @Sendable (Number, Number) -> Bool

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .number(let number) = instance.value else { return true }
    return holds(number, limit) || run.fail(origin, instance, .outOfRange(limit))
  }
}

/// `multipleOf` (Validation, 6.2.1), exactly: 19.99 is a multiple of 0.01.
struct MultipleOf: Check {
  let origin: Origin
  let divisor: Number

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .number(let number) = instance.value else { return true }
    return number.isMultiple(of: divisor) == true || run.fail(origin, instance, .notMultiple(of: divisor))
  }
}

/// `minLength` (Validation, 6.3.2), in code points.
struct MinimumLength: Check {
  let origin: Origin
  let limit: Int

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    // A code point has one to four bytes, and bytes are known without counting.
    guard case .string(let text) = instance.value, text.utf8.count / 4 < limit else { return true }
    if text.utf8.count >= limit, text.unicodeScalars.count >= limit { return true }
    return run.fail(origin, instance, .wrongCount(limit: limit, actual: text.unicodeScalars.count))
  }
}

/// `maxLength` (Validation, 6.3.1), in code points.
struct MaximumLength: Check {
  let origin: Origin
  let limit: Int

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .string(let text) = instance.value, text.utf8.count > limit else { return true }
    let count = text.unicodeScalars.count
    return count <= limit || run.fail(origin, instance, .wrongCount(limit: limit, actual: count))
  }
}

/// `pattern` (Validation, 6.3.3): found anywhere in the text.
struct Pattern: Check {
  let origin: Origin
  let regex: Regex

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .string(let text) = instance.value else { return true }
    return regex.matches(text) || run.fail(origin, instance, .wrongPattern(regex.pattern))
  }
}

/// `format` (Validation, 7), where it judges. Whoever runs the schema decides that, or its metaschema does.
struct FormatCheck: Check {
  let origin: Origin
  let name: String
  let holds: @Sendable (String) -> Bool

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .string(let text) = instance.value else { return true }
    return holds(text) || run.fail(origin, instance, .wrongFormat(name))
  }
}
