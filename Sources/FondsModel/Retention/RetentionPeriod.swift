import FondsText

/// How long records are kept: for ever, or a number of years.
public enum RetentionPeriod: Sendable, Hashable, Comparable, CustomStringConvertible {
  case years(Int)
  case permanent

  /// The longest period in years that has a meaning in an office.
  static let longest = 999

  /// Reads `permanent` or `30y`; nil for other text, `0y` included.
  public init?(_ text: String) {
    if text == "permanent" {
      self = .permanent
      return
    }
    let digits = text.utf8.dropLast()
    guard text.utf8.last == UInt8(ascii: "y"), (1...3).contains(digits.count), digits.first != UInt8(ascii: "0"),
      digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }), let years = Int(String(digits) ?? "")
    else { return nil }
    self = .years(years)
  }

  /// The period that a record gives itself; nil where it gives none that can be read.
  public init?(of record: Node) {
    guard let period = record["retention"]?.string.flatMap({ RetentionPeriod($0) }) else { return nil }
    self = period
  }

  public var description: String {
    switch self {
    case .permanent: "permanent"
    case .years(let years): "\(years)y"
    }
  }

  public var label: LocalizedText {
    switch self {
    case .permanent: LocalizedText(en: "permanent", zh: "永久")
    case .years(let years): LocalizedText(en: years == 1 ? "1 year" : "\(years) years", zh: "\(years) 年")
    }
  }
}
