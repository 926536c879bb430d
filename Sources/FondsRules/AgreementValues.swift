import FondsModel
import FondsText

extension RecordContext {
  /// What the kind demands to agree, where the record can be judged by it.
  var agreements: [Agreement] {
    root == nil ? [] : kind?.agreements ?? []
  }

  /// Whether the record may still be incomplete: its sums and sequences are not looked at yet.
  var isDraft: Bool {
    root?["status"]?.string.flatMap { kind?.meaning(ofStatus: $0) } == .draft
  }

  /// What a dotted path is called, for messages.
  func name(ofField path: String) -> LocalizedText {
    Words.field(path, label: kind?.fields.field(at: path)?.label)
  }

  /// A value's name in brackets after others, comma-separated.
  func names(ofFields paths: [String]) -> LocalizedText {
    let names = paths.map { name(ofField: $0) }
    return LocalizedText(
      en: names.map(\.en).joined(separator: ", "), zh: names.map(\.zh).joined(separator: "、"))
  }
}

extension Node {
  /// The mappings in which the last key of a dotted path stands.
  func owners(of path: String) -> [Node] {
    guard let dot = path.utf8.lastIndex(of: UInt8(ascii: ".")) else { return [self] }
    return values(at: String(path[..<dot]))
  }
}

/// The last key of a dotted path.
func lastKey(_ path: String) -> String {
  path.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
}

/// A value with a place in time or in number.
enum Ordinal {
  case number(Number)
  case day(CalendarDate)
  case moment(Moment, CalendarDate)
  case text(String)

  init?(_ node: Node) {
    if let number = node.number {
      self = .number(number)
    } else if let text = node.string, let day = CalendarDate(text) {
      self = .day(day)
    } else if let text = node.string, let moment = Moment(text),
      let day = String(text.utf8.prefix(10)).flatMap({ CalendarDate($0) })
    {
      self = .moment(moment, day)
    } else if let text = node.string, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x3A).contains($0) }) {
      // A time of day, 09:30.
      self = .text(text)
    } else {
      return nil
    }
  }

  /// Whether a value comes after another; nil where the two can't be compared.
  func isAfter(_ other: Ordinal) -> Bool? {
    switch (self, other) {
    case (.number(let a), .number(let b)): a > b
    case (.day(let a), .day(let b)), (.moment(_, let a), .day(let b)), (.day(let a), .moment(_, let b)): a > b
    case (.moment(let a, _), .moment(let b, _)): a.seconds > b.seconds
    case (.text(let a), .text(let b)): a > b
    default: nil
    }
  }
}
