import FondsText
import Foundation

/// Searching without an index, by substring: what a search has to find, written down a second time.
///
/// A text becomes its letters and digits, folded, with one mark wherever something else stood or the script changed. A
/// query becomes the same, and is looked for as bytes.
struct PlainSearch {
  /// One term of a query: a text, its opposite, or how a word begins.
  struct Term {
    var text: String
    var isExcluded = false
    var isPrefix = false

    /// As a user writes it.
    var written: String { "\(isExcluded ? "-" : "")\"\(text)\"\(isPrefix ? "*" : "")" }
  }

  private let terms: [(bytes: [UInt8], isExcluded: Bool)]

  /// Nil where a term has nothing to look for.
  init?(_ terms: [Term]) {
    var folder = TextFolder()
    self.terms = terms.map { (folder.query($0.text, isPrefix: $0.isPrefix) + [0], $0.isExcluded) }
    if self.terms.contains(where: { $0.bytes.count == 1 }) { return nil }
  }

  func finds(_ text: [UInt8]) -> Bool {
    terms.allSatisfy { term in
      text.withUnsafeBytes { text in
        term.bytes.withUnsafeBytes { wanted in
          guard let text = text.baseAddress, let wanted = wanted.baseAddress else { return false }
          return strstr(text.assumingMemoryBound(to: CChar.self), wanted.assumingMemoryBound(to: CChar.self)) != nil
        }
      } != term.isExcluded
    }
  }
}

/// Brings text into the form in which it is compared.
struct TextFolder {
  private enum Class: UInt8 {
    case unknown, together, word, other, invisible
  }

  private static let gap: UInt8 = 1
  private static let end: UInt8 = 2
  private var classes = [Class](repeating: .unknown, count: 0x11_0000)

  /// The text of a record: each part on its own.
  mutating func text(_ parts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      append(part, to: &bytes)
      bytes.append(Self.end)
    }
    // As C ends a string; no letter or digit is it.
    return bytes + [0]
  }

  mutating func query(_ text: String, isPrefix: Bool) -> [UInt8] {
    var bytes: [UInt8] = []
    let (first, last) = append(text.precomposedStringWithCanonicalMapping, to: &bytes)
    guard first != nil else { return [] }
    // Han begins and ends anywhere, a word where it begins and ends.
    if first == .together { bytes.removeFirst() }
    if last == .together || isPrefix { bytes.removeLast() }
    return bytes
  }

  /// Appends a gap, then each run with a gap behind it. Returns the first and the last run's class.
  @discardableResult
  private mutating func append(_ text: String, to bytes: inout [UInt8]) -> (Class?, Class?) {
    var (first, last): (Class?, Class?) = (nil, nil)
    var open: Class?
    bytes.append(Self.gap)
    for scalar in text.unicodeScalars {
      let found = kind(of: scalar)
      if found == .invisible { continue }
      if let before = open, found != before {
        bytes.append(Self.gap)
        open = nil
      }
      guard found != .other else { continue }
      if open == nil { (first, last, open) = (first ?? found, found, found) }
      bytes.append(contentsOf: found == .word ? Array(Self.folded(scalar).utf8) : Array(String(scalar).utf8))
    }
    if open != nil { bytes.append(Self.gap) }
    return (first, last)
  }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    let narrow = (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
    return String(narrow).lowercased()
  }

  /// Told by Unicode's own properties and names, not by ranges.
  private mutating func kind(of scalar: Unicode.Scalar) -> Class {
    let place = Int(scalar.value)
    if classes[place] == .unknown { classes[place] = Self.kind(scalar) }
    return classes[place]
  }

  private static let together = [
    "CJK", "HIRAGANA", "KATAKANA", "HALFWIDTH KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC",
  ]

  private static func kind(_ scalar: Unicode.Scalar) -> Class {
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .invisible }
    let isWord =
      properties.isAlphabetic
      || [.decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark]
        .contains(properties.generalCategory)
    guard isWord else { return .other }
    if properties.isIdeographic { return .together }
    return together.contains { properties.name?.hasPrefix($0) ?? false } ? .together : .word
  }
}

/// What of a record is text, as the guide says it.
enum PlainRecord {
  /// Found as fields, not as text.
  private static let vocabulary = ["kind", "status", "classification", "importance", "urgency", "retention"]

  static func parts(_ bytes: [UInt8], path: String) -> [String] {
    guard let root = RecordReader.read(bytes).root, let entries = root.mapping?.entries else {
      return [String(decoding: bytes, as: UTF8.self), number(nil, path: path) ?? ""]
    }
    let own = entries.filter { !vocabulary.contains($0.key) }.flatMap { texts($0.value, key: $0.key) }
    return root["id"] == nil ? own + [number(root, path: path) ?? ""] : own
  }

  /// The number of a record, by its content or the file's name.
  static func number(_ root: Node?, path: String) -> String? {
    if let text = root?["id"]?.string { return text }
    let name = path.split(separator: "/").last ?? ""
    let number = name.prefix { $0 != "_" && $0 != "." }
    return number.wholeMatch(of: /[A-Z]+-[0-9]{4}-[0-9]{2}-[0-9]+/) == nil ? nil : String(number)
  }

  private static func texts(_ node: Node, key: String) -> [String] {
    switch node.value {
    case .null, .bool: []
    case .number(let number): [number.text]
    case .string(let text):
      ["signature", "covers"].contains(key)
        ? []
        : [
          text.prefixMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}/) == nil
            ? text : String(text.prefix(10))
        ]
    case .sequence(let items): items.flatMap { texts($0, key: key) }
    case .mapping(let mapping): mapping.entries.flatMap { texts($0.value, key: $0.key) }
    }
  }
}
