/// Translates a regular expression of ECMA-262 (flag `u`, as JSON Schema recommends) into the syntax of RE2.
///
/// The two differ where one least expects it: `\s` and `.` know other characters, `[[:alpha:]]` is a POSIX class for
/// RE2 only, `\a` and a lone `]` are errors in ECMA-262 and harmless in RE2. So nothing is passed on unread: each
/// character of the result has been understood here.
struct ECMAPattern {
  /// RE2 allows no more.
  static let maximumRepetition = 1000

  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var result = ""
  /// For each open group whether it may be repeated when it closes: an assertion may not.
  private var groups: [Bool] = []
  /// Whether the last item may be repeated.
  private var isRepeatable = false
  private var captures = 0
  private var highestBackreference = 0
  private var groupNames: Set<String> = []
  private var namedBackreferences: [String] = []
  /// What ECMA-262 allows and RE2 doesn't. Kept until the end: an error of syntax matters more.
  private var unsupported: PatternError?

  /// The expression in RE2's syntax.
  static func translate(_ pattern: String) throws(PatternError) -> String {
    var translation = ECMAPattern(pattern)
    try translation.run()
    if let unsupported = translation.unsupported { throw unsupported }
    return translation.result
  }

  /// Whether ECMA-262 allows the expression, supported here or not.
  static func isSound(_ pattern: String) -> Bool {
    var translation = ECMAPattern(pattern)
    do throws(PatternError) { try translation.run() } catch { return error.isSound }
    return true
  }

  private init(_ pattern: String) {
    scalars = Array(pattern.unicodeScalars)
  }

  private mutating func run() throws(PatternError) {
    while let scalar = next() {
      switch scalar {
      case "^": emit("\\A", repeatable: false)
      // RE2's `$` without flags would do; `\z` says that it is the very end.
      case "$": emit("\\z", repeatable: false)
      case "|": emit("|", repeatable: false)
      case ".": emit("[^\\n\\r\\x{2028}\\x{2029}]", repeatable: true)
      case "(": try openGroup()
      case ")":
        guard let repeatable = groups.popLast() else { throw error(.unopenedGroup) }
        emit(")", repeatable: repeatable)
      case "*", "+", "?": try repetition(String(scalar))
      case "{": try repetition(braces())
      case "[": emit(try characterClass(), repeatable: true)
      case "]", "}": throw error(.loneBracket)
      case "\\": try escape()
      default: emit(CharacterItem.literal(scalar), repeatable: true)
      }
    }
    if !groups.isEmpty { throw error(.unclosedGroup) }
    if highestBackreference > captures { throw error(.brokenEscape) }
    if !namedBackreferences.allSatisfy(groupNames.contains) { throw error(.brokenEscape) }
  }

  // MARK: Reading

  private var peek: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  private mutating func next() -> Unicode.Scalar? {
    guard place < scalars.count else { return nil }
    place += 1
    return scalars[place - 1]
  }

  private mutating func skip(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private func error(_ reason: PatternError.Reason) -> PatternError {
    PatternError(reason: reason, offset: max(place - 1, 0))
  }

  /// Notes that ECMA-262 allows what RE2 doesn't.
  private mutating func refuse(_ reason: PatternError.Reason) {
    if unsupported == nil { unsupported = error(reason) }
  }

  private mutating func emit(_ text: String, repeatable: Bool) {
    result += text
    isRepeatable = repeatable
  }

  // MARK: Groups and repetitions

  /// A group, behind its `(`. Lookaround is read like any group, so that what stands in it is checked too.
  private mutating func openGroup() throws(PatternError) {
    var repeatable = true
    if skip("?") {
      if skip("<=") || skip("<!") || skip("=") || skip("!") {
        repeatable = false
        refuse(.lookaround)
      } else if skip("<") {
        groupNames.insert(try groupName())
        captures += 1
      } else if !skip(":") {
        throw error(.brokenGroup)
      }
    } else {
      captures += 1
    }
    groups.append(repeatable)
    // Nobody asks for what a group captured.
    emit("(?:", repeatable: false)
  }

  /// The name in `(?<name>` or `\k<name>`, behind its `<`.
  private mutating func groupName() throws(PatternError) -> String {
    var name = ""
    while let scalar = next(), scalar != ">" {
      let isFirst = name.isEmpty
      let fits = isFirst ? scalar.properties.isIDStart : scalar.properties.isIDContinue
      guard fits || scalar == "_" || scalar == "$" else { throw error(.brokenGroup) }
      name.unicodeScalars.append(scalar)
    }
    guard !name.isEmpty, scalars[place - 1] == ">" else { throw error(.brokenGroup) }
    return name
  }

  /// A quantifier. ECMA-262 has no quantifier of a quantifier, of an assertion or of nothing.
  private mutating func repetition(_ text: String) throws(PatternError) {
    guard isRepeatable else { throw error(.nothingToRepeat) }
    emit(text + (skip("?") ? "?" : ""), repeatable: false)
  }

  /// `{2}`, `{2,}` or `{2,3}`.
  private mutating func braces() throws(PatternError) -> String {
    guard let low = number() else { throw error(.brokenRepetition) }
    var text = "{\(low)"
    var high: Int? = low
    if skip(",") {
      high = number()
      text += "," + (high.map(String.init) ?? "")
    }
    guard skip("}"), high ?? .max >= low else { throw error(.brokenRepetition) }
    if max(low, high ?? 0) > ECMAPattern.maximumRepetition { refuse(.longRepetition) }
    return text + "}"
  }

  /// Decimal digits; nil where there are none.
  private mutating func number() -> Int? {
    var value: Int?
    while let scalar = peek, let digit = scalar.decimalDigit {
      // More digits than fit are long enough to be refused.
      value = min((value ?? 0) * 10 + digit, 1_000_000_000)
      place += 1
    }
    return value
  }

  // MARK: Escapes and classes

  /// An escape outside a class.
  private mutating func escape() throws(PatternError) {
    switch peek {
    case "b", "B":
      emit("\\" + String(scalars[place]), repeatable: false)
      place += 1
    case "k":
      place += 1
      guard skip("<") else { throw error(.brokenEscape) }
      namedBackreferences.append(try groupName())
      refuse(.backreference)
      isRepeatable = true
    case let digit? where digit != "0" && digit.decimalDigit != nil:
      highestBackreference = max(highestBackreference, number() ?? 0)
      refuse(.backreference)
      isRepeatable = true
    default:
      emit(try item(inClass: false).standalone, repeatable: true)
    }
  }

  /// An escape that stands for characters. One that RE2 can't have is noted and replaced by any letter, which nobody
  /// will see: the whole expression is going to be refused.
  private mutating func item(inClass: Bool) throws(PatternError) -> CharacterItem {
    var reader = EscapeReader(scalars: scalars, place: place, inClass: inClass)
    let item: CharacterItem
    do throws(PatternError) {
      item = try reader.read()
    } catch {
      // The scan goes on behind what is sound but can't be had.
      guard error.isSound else { throw error }
      if unsupported == nil { unsupported = error }
      item = .scalar("a")
    }
    place = reader.place
    return item
  }

  /// A class, behind its `[`.
  private mutating func characterClass() throws(PatternError) -> String {
    let isNegated = skip("^")
    var set = CharacterClass()
    while true {
      guard let first = try classItem() else { break }
      // `-` stands for itself at either end.
      guard peek == "-", place + 1 < scalars.count, scalars[place + 1] != "]" else {
        set.insert(first)
        continue
      }
      place += 1
      guard let last = try classItem(), case .scalar(let low) = first, case .scalar(let high) = last, low <= high
      else { throw error(.brokenRange) }
      set.insert(low, high)
    }
    guard let text = set.text(isNegated: isNegated) else {
      refuse(.unsupportedSet)
      return "a"
    }
    return text
  }

  /// One member of a class; nil at its end.
  private mutating func classItem() throws(PatternError) -> CharacterItem? {
    guard let scalar = next() else { throw error(.unclosedClass) }
    switch scalar {
    case "]": return nil
    case "\\": return try item(inClass: true)
    default: return .scalar(scalar)
    }
  }
}

extension Unicode.Scalar {
  var decimalDigit: Int? { "0"..."9" ~= self ? Int(value - 48) : nil }
}
