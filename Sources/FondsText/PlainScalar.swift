/// The types of plain scalars: the YAML 1.2 core schema, and where common readers part from it.
///
/// PyYAML, libyaml's bindings, Ruby and many Go programs still read YAML 1.1, where `yes` is a boolean, `1:30`
/// is 90 and `1e3` is text. A record must say the same to all of them, so what they read differently is refused.
enum PlainScalar {
  struct Meaning {
    var value: Node.Value
    /// Whether common readers type it differently.
    var isAmbiguous = false
    /// `.nan` or an infinity: no number that a record could mean.
    var isNotANumber = false
  }

  static func meaning(of text: String) -> Meaning {
    guard let first = text.utf8.first else { return Meaning(value: .null) }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
      return numeric(text)
    case UInt8(ascii: "~"), UInt8(ascii: "="), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      return text.utf8.count <= 5 ? word(text) : Meaning(value: .string(text))
    case UInt8(ascii: "<"):
      // The merge key of YAML 1.1, which readers of it refuse as a value.
      return Meaning(value: .string(text), isAmbiguous: text == "<<")
    default:
      return Meaning(value: .string(text))
    }
  }

  /// Whether readers of YAML 1.1 may make a date object of it: four digits, a dash, and what a month begins with.
  static func isDateElsewhere(_ text: String) -> Bool {
    let start = Array(text.utf8.prefix(6))
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    return start.count == 6 && start[0..<4].allSatisfy(isDigit) && start[4] == UInt8(ascii: "-") && isDigit(start[5])
  }

  private static func word(_ text: String) -> Meaning {
    guard let first = text.utf8.first, mayBeWord(first | 0x20, count: text.utf8.count) else {
      return Meaning(value: .string(text))
    }
    return switch text {
    case "~", "null", "Null", "NULL": Meaning(value: .null)
    case "true", "True", "TRUE": Meaning(value: .bool(true))
    case "false", "False", "FALSE": Meaning(value: .bool(false))
    case "yes", "Yes", "YES", "no", "No", "NO", "on", "On", "ON", "off", "Off", "OFF",
      "y", "Y", "n", "N", "=":
      Meaning(value: .string(text), isAmbiguous: true)
    default: Meaning(value: .string(text))
    }
  }

  /// Whether one of the words has this length and begins so, in small letters: hardly any key or value does.
  private static func mayBeWord(_ first: UInt8, count: Int) -> Bool {
    switch count {
    case 1:
      first == UInt8(ascii: "~") || first == UInt8(ascii: "=") || first == UInt8(ascii: "y")
        || first == UInt8(ascii: "n")
    case 2: first == UInt8(ascii: "n") || first == UInt8(ascii: "o")
    case 3: first == UInt8(ascii: "y") || first == UInt8(ascii: "o")
    case 4: first == UInt8(ascii: "n") || first == UInt8(ascii: "t")
    default: first == UInt8(ascii: "f")
    }
  }

  private static func numeric(_ text: String) -> Meaning {
    let string = Node.Value.string(text)
    // What most values with digits first are; that they read as nothing else, the forms below would find as well.
    if CalendarDate(text) != nil || Moment.isUsual(text) { return Meaning(value: string) }
    // A date, a number such as 2023-015 or a sentence: nothing more to look at.
    if let other = text.utf8.first(where: { !isNumeric($0) }), !isLetterOfNumber(other) {
      return Meaning(value: string)
    }
    let form = NumberForm(text)
    if form.isNotANumber { return Meaning(value: string, isNotANumber: true) }
    if form.isDecimal, let number = Number(text) {
      return Meaning(value: .number(number), isAmbiguous: form.isReadDifferently || number.overflowsBinary64)
    }
    if CalendarShape.isImpossibleDate(text) { return Meaning(value: string, isAmbiguous: true) }
    return Meaning(value: string, isAmbiguous: form.isNumberElsewhere)
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "_")
  }

  private static func isLetterOfNumber(_ byte: UInt8) -> Bool {
    // Exponents, 0x, 0o, 0b, hexadecimal digits, .inf and .nan, and the T, t, Z and blank of a time stamp.
    (byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f")) || (byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "F"))
      || [
        UInt8(ascii: "x"), UInt8(ascii: "o"), UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "n"),
        UInt8(ascii: "N"), UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " "),
      ].contains(byte)
  }
}

/// The shape of a scalar that starts as a number does.
private struct NumberForm {
  private let bytes: [UInt8]
  private let unsigned: ArraySlice<UInt8>
  private let isSigned: Bool

  init(_ text: String) {
    bytes = Array(text.utf8)
    isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
    unsigned = isSigned ? bytes.dropFirst() : bytes[...]
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  var isNotANumber: Bool {
    let word = String(decoding: unsigned, as: UTF8.self)
    return [".inf", ".Inf", ".INF"].contains(word) || (!isSigned && [".nan", ".NaN", ".NAN"].contains(word))
  }

  /// Digits, at most one point, and an exponent: a number of the core schema (10.3.2).
  var isDecimal: Bool {
    var rest = unsigned
    let whole = rest.prefix(while: Self.isDigit)
    rest = rest.dropFirst(whole.count)
    var fraction = rest[rest.startIndex..<rest.startIndex]
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = rest.prefix(while: Self.isDigit)
      rest = rest.dropFirst(fraction.count)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return false }
    guard let e = rest.first else { return true }
    guard e == UInt8(ascii: "e") || e == UInt8(ascii: "E") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    return !rest.isEmpty && rest.allSatisfy(Self.isDigit)
  }

  /// A number of the core schema that YAML 1.1 readers take for text or for octal.
  var isReadDifferently: Bool {
    let hasPoint = bytes.contains(UInt8(ascii: "."))
    if let e = bytes.firstIndex(where: { $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }) {
      let sign = bytes[e + 1]
      if !hasPoint || (sign != UInt8(ascii: "-") && sign != UInt8(ascii: "+")) { return true }
    }
    if isSigned, unsigned.first == UInt8(ascii: ".") { return true }
    return !hasPoint && unsigned.count > 1 && unsigned.first == UInt8(ascii: "0")
  }

  /// Text of the core schema, or a number without decimal text, that others read as a number.
  var isNumberElsewhere: Bool {
    isPrefixed || isSexagesimal || isUnderscored
  }

  private var isPrefixed: Bool {
    guard unsigned.count > 2, unsigned.first == UInt8(ascii: "0") else { return false }
    let digits = unsigned.dropFirst(2)
    switch unsigned[unsigned.startIndex + 1] {
    case UInt8(ascii: "x"):
      return digits.allSatisfy {
        Self.isDigit($0) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
      }
    case UInt8(ascii: "o"):
      return digits.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: "_") }
    case UInt8(ascii: "b"):
      return digits.allSatisfy { $0 == UInt8(ascii: "0") || $0 == UInt8(ascii: "1") || $0 == UInt8(ascii: "_") }
    default:
      return false
    }
  }

  /// `1:30` and `190:20:30.15`: base 60 in YAML 1.1.
  private var isSexagesimal: Bool {
    let parts = unsigned.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count > 1, let first = unsigned.first, Self.isDigit(first) else { return false }
    let isFloat = unsigned.contains(UInt8(ascii: "."))
    guard isFloat || first != UInt8(ascii: "0") else { return false }
    guard parts[0].allSatisfy({ Self.isDigit($0) || $0 == UInt8(ascii: "_") }) else { return false }
    for (index, part) in parts.enumerated().dropFirst() {
      var digits = part
      if index == parts.count - 1, let point = part.firstIndex(of: UInt8(ascii: ".")) {
        guard part[point...].dropFirst().allSatisfy({ Self.isDigit($0) || $0 == UInt8(ascii: "_") }) else {
          return false
        }
        digits = part[..<point]
      }
      guard digits.count == 1 || digits.count == 2, digits.allSatisfy(Self.isDigit) else { return false }
      if digits.count == 2, let tens = digits.first, tens > UInt8(ascii: "5") { return false }
    }
    return true
  }

  private var isUnderscored: Bool {
    guard bytes.contains(UInt8(ascii: "_")) else { return false }
    let plain = unsigned.filter { $0 != UInt8(ascii: "_") }
    guard let first = unsigned.first, Self.isDigit(first) || first == UInt8(ascii: ".") else { return false }
    return NumberForm(String(decoding: plain, as: UTF8.self)).isDecimal
  }
}

/// Text in the shape of a date, which YAML 1.1 readers make a date object of, or fail at.
private enum CalendarShape {
  static func isImpossibleDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8.prefix(10))
    guard text.utf8.count == 10 || (text.utf8.count > 10 && [0x54, 0x74, 0x20].contains(Array(text.utf8)[10])),
      bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Int(String(decoding: bytes[0..<4], as: UTF8.self)),
      let month = Int(String(decoding: bytes[5..<7], as: UTF8.self)),
      let day = Int(String(decoding: bytes[8..<10], as: UTF8.self))
    else { return false }
    return CalendarDate(year: year, month: month, day: day) == nil
  }
}
