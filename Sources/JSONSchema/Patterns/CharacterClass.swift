/// What one item of an expression stands for: a character, or a set of them.
enum CharacterItem {
  case scalar(Unicode.Scalar)
  case set(CharacterSets.Property)

  /// The item outside a class, in RE2's syntax.
  var standalone: String {
    switch self {
    case .scalar(let scalar): return CharacterItem.literal(scalar)
    case .set(let property):
      var set = CharacterClass()
      set.insert(.set(property))
      // One set alone always has a text.
      return set.text(isNegated: false) ?? ""
    }
  }

  /// A character that means itself to RE2, within a class and without.
  static func literal(_ scalar: Unicode.Scalar) -> String {
    let isPlain = !scalar.isASCII || UInt8(scalar.value).isASCIILetter || UInt8(scalar.value).isASCIIDigit
    return isPlain ? String(scalar) : "\\x{" + String(scalar.value, radix: 16) + "}"
  }
}

/// The members of a class in brackets, on their way to RE2's syntax.
struct CharacterClass {
  private var members = ""
  /// A set that can only be told by what is not in it. RE2 has no classes within classes.
  private var excluded: String?
  private var hasSeveralExcluded = false

  mutating func insert(_ item: CharacterItem) {
    switch item {
    case .scalar(let scalar): members += CharacterItem.literal(scalar)
    case .set(let property):
      if property.isComplement {
        hasSeveralExcluded = excluded != nil && excluded != property.members
        excluded = property.members
      } else {
        members += property.members
      }
    }
  }

  mutating func insert(_ low: Unicode.Scalar, _ high: Unicode.Scalar) {
    members += CharacterItem.literal(low) + "-" + CharacterItem.literal(high)
  }

  /// The class in RE2's syntax; nil where it has none.
  ///
  /// The complement of a union is no union, so `[^a\P{C}]` can't be said without classes within classes.
  func text(isNegated: Bool) -> String? {
    if hasSeveralExcluded { return nil }
    switch (members.isEmpty, excluded, isNegated) {
    case (true, nil, false): return "[^\\x{0}-\\x{10FFFF}]"
    case (true, nil, true): return "(?s:.)"
    case (false, nil, _): return (isNegated ? "[^" : "[") + members + "]"
    case (true, let excluded?, _): return (isNegated ? "[" : "[^") + excluded + "]"
    case (false, let excluded?, false): return "(?:[" + members + "]|[^" + excluded + "])"
    case (false, _, true): return nil
    }
  }
}
