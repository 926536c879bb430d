/// The bytes of one file, with the places of its lines.
///
/// Everything below the output works with byte ranges; a line and column are computed only where a fault is shown.
public struct SourceText: Sendable {
  public let bytes: [UInt8]
  /// Where each line starts, in bytes. A file without a line feed has one line.
  private let lineStarts: [Int]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
    self.lineStarts = starts
  }

  /// A place as people count: lines and columns from 1, columns in Unicode scalars.
  public struct Position: Sendable, Hashable {
    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// The line and column of a byte. A place beyond the end counts as the end.
  public func position(of offset: Int) -> Position {
    let offset = min(max(offset, 0), bytes.count)
    let line = lineIndex(of: offset)
    var column = 1
    for byte in bytes[lineStarts[line]..<offset] where !Self.isContinuation(byte) {
      column += 1
    }
    // A byte order mark takes no column: editors do not show it.
    if line == 0, offset >= 3, bytes.starts(with: Self.byteOrderMark) { column -= 1 }
    return Position(line: line + 1, column: column)
  }

  /// The bytes of a line counted from 1, its line ending and a byte order mark excluded.
  public func line(_ number: Int) -> Range<Int> {
    guard number >= 1, number <= lineStarts.count else { return bytes.count..<bytes.count }
    var start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    if number == 1, bytes.starts(with: Self.byteOrderMark) { start = min(3, end) }
    return start..<end
  }

  /// The text of a range, with U+FFFD where it is not UTF-8.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  static func isContinuation(_ byte: UInt8) -> Bool {
    byte & 0xC0 == 0x80
  }

  private func lineIndex(of offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle - 1 }
    }
    return low
  }
}
