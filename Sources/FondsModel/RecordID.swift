/// A record's number, such as `HR-2023-01-015`: department, year, type, sequence (office.md § 1). It is the
/// record's identity, whatever its path.
public struct RecordID: Sendable {
  public let series: Series
  /// The number within the series, from 1.
  public let sequence: Int
  /// The number as it is written.
  public let text: String

  /// The numbers that are counted together: those of one department, year and type.
  public struct Series: Sendable, Hashable {
    public let department: String
    public let year: Int
    public let type: String

    public init(department: String, year: Int, type: String) {
      self.department = department
      self.year = year
      self.type = type
    }

    /// What the numbers of the series begin with, such as `HR-2023-01`.
    public var prefix: String { "\(department)-\(Self.padded(year, 4))-\(type)" }

    /// The folder of the series, such as `Records/HR/2023/01`.
    public var folder: String { "\(RecordPath.root)/\(department)/\(Self.padded(year, 4))/\(type)" }

    static func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
  }

  /// The least number of digits of the sequence: 1000 follows 999, and `0015` is malformed.
  public static let sequenceWidth = 3

  public init(series: Series, sequence: Int) {
    self.series = series
    self.sequence = sequence
    self.text = series.prefix + "-" + Series.padded(sequence, Self.sequenceWidth)
  }

  /// Reads a number; nil where it is malformed.
  public init?(_ text: some StringProtocol) {
    var text = String(text)
    guard let id = text.withUTF8({ RecordID(utf8: $0) }) else { return nil }
    self = id
  }

  /// Every file name of an archive is read so: nothing is cut to pieces that is not kept.
  init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    let dash = UInt8(ascii: "-")
    guard let first = bytes.firstIndex(of: dash), Self.isDepartment(bytes[..<first]) else { return nil }
    let (second, third) = (first + 5, first + 8)
    guard bytes.count > third, bytes[second] == dash, bytes[third] == dash else { return nil }
    let digits = bytes[(third + 1)...]
    guard let year = Self.digits(bytes[first + 1..<second]), Self.digits(bytes[second + 1..<third]) != nil,
      let sequence = Self.digits(digits), sequence > 0, digits.count >= Self.sequenceWidth, digits.count <= 9,
      digits.count == Self.sequenceWidth || digits.first != UInt8(ascii: "0")
    else { return nil }
    self.series = Series(
      department: Self.text(bytes[..<first]), year: year, type: Self.text(bytes[second + 1..<third]))
    self.sequence = sequence
    self.text = Self.text(bytes[...])
  }

  private static func text(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self)
  }

  /// The number that follows within the series.
  public var next: RecordID { RecordID(series: series, sequence: sequence + 1) }

  /// The number at the start of a file name or another text, if one stands there and ends there.
  public init?(prefixOf name: some StringProtocol) {
    var name = String(name)
    guard let id = name.withUTF8({ RecordID(prefixOf: $0) }) else { return nil }
    self = id
  }

  init?(prefixOf name: UnsafeBufferPointer<UInt8>) {
    var dashes = 0
    let end =
      name.firstIndex { byte in
        if byte == UInt8(ascii: "-") { dashes += 1 }
        return dashes == 4 || (dashes == 3 && byte != UInt8(ascii: "-") && !Self.isDigit(byte))
      } ?? name.endIndex
    self.init(utf8: UnsafeBufferPointer(rebasing: name[..<end]))
  }

  private static func isDepartment(_ bytes: some Collection<UInt8>) -> Bool {
    guard (2...8).contains(bytes.count), let first = bytes.first, !isDigit(first) else { return false }
    return bytes.allSatisfy { isDigit($0) || ($0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z")) }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func digits(_ bytes: some Collection<UInt8>) -> Int? {
    guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
    var value = 0
    for byte in bytes {
      guard isDigit(byte) else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }
}

extension RecordID: Hashable {
  /// The text says it all, for there is one way to write a number.
  public static func == (left: RecordID, right: RecordID) -> Bool { left.text == right.text }

  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension RecordID: Comparable, CustomStringConvertible {
  public var description: String { text }

  public static func < (left: RecordID, right: RecordID) -> Bool {
    (left.series.department, left.series.year, left.series.type, left.sequence)
      < (right.series.department, right.series.year, right.series.type, right.sequence)
  }
}
