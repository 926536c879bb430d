/// Reads the bytes of a CSV file.
///
/// Strict, since a wrong guess puts one cell into another's column: a quotation mark where none may be ends the
/// reading with its line. The separator is what the header uses: a comma, or the semicolon or tab that Excel writes in
/// some locales.
public enum CSVReader {
  public static func read(_ bytes: [UInt8]) throws(CSVFault) -> CSVTable {
    let (text, encoding) = try decoded(bytes)
    var scanner = CSVScanner(text)
    var rows: [CSVTable.Row] = []
    while let row = try scanner.row() {
      if row.cells.contains(where: { !$0.allSatisfy(\.isWhitespace) }) { rows.append(row) }
    }
    guard let header = rows.first else { throw CSVFault(line: 1, problem: .empty) }
    return CSVTable(header: header, rows: Array(rows.dropFirst()), encoding: encoding)
  }

  /// The text as UTF-8 without a byte order mark.
  private static func decoded(_ bytes: [UInt8]) throws(CSVFault) -> ([UInt8], TextFault.Encoding?) {
    // `PK`: an .xlsx or .ods, which is a ZIP file. D0 CF 11 E0: an .xls.
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      throw CSVFault(line: 1, problem: .workbook)
    }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      throw CSVFault(line: 1, problem: .utf16)
    }
    if let place = bytes.firstIndex(of: 0) {
      throw CSVFault(line: line(of: place, in: bytes), problem: .nul)
    }
    let start = bytes.starts(with: SourceText.byteOrderMark) ? 3 : 0
    let invalid = bytes.withUnsafeBufferPointer { UTF8Decoding.firstInvalid(in: $0, from: start) }
    guard let invalid else { return (start == 0 ? bytes : Array(bytes[start...]), nil) }
    guard start == 0, bytes.withUnsafeBufferPointer({ EncodingGuess.encoding(of: $0) }) == .gb18030,
      let text = TextFault.Encoding.gb18030.decoded(bytes)
    else { throw CSVFault(line: line(of: invalid, in: bytes), problem: .unknownEncoding) }
    // Some programs write the mark in any encoding.
    return (text.starts(with: SourceText.byteOrderMark) ? Array(text[3...]) : text, .gb18030)
  }

  private static func line(of place: Int, in bytes: [UInt8]) -> Int {
    SourceText(bytes).position(of: place).line
  }
}

/// One pass over the text of a table.
private struct CSVScanner {
  private let text: [UInt8]
  private let separator: UInt8
  private var place = 0
  private var line = 1

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  init(_ text: [UInt8]) {
    self.text = text
    separator = Self.separator(of: text)
  }

  /// What separates the cells of the first line that is not empty: of those that occur outside quotation marks, the
  /// commonest.
  private static func separator(of text: [UInt8]) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    var sawText = false
    for byte in text {
      if byte == quote { isQuoted.toggle() }
      if byte == lineFeed || byte == carriageReturn {
        if sawText, !isQuoted { break }
      } else {
        sawText = true
        if !isQuoted { counts[byte, default: 0] += 1 }
      }
    }
    let comma = UInt8(ascii: ",")
    return [UInt8(ascii: ";"), UInt8(ascii: "\t")].reduce(comma) { best, other in
      counts[other, default: 0] > counts[best, default: 0] ? other : best
    }
  }

  /// The next row; nil at the end of the text.
  mutating func row() throws(CSVFault) -> CSVTable.Row? {
    guard place < text.count else { return nil }
    let start = line
    var cells: [String] = []
    while true {
      cells.append(try cell())
      guard place < text.count else { break }
      if text[place] == separator {
        place += 1
      } else {
        endLine()
        break
      }
    }
    return CSVTable.Row(line: start, cells: cells)
  }

  /// Steps over a line end: LF, CR LF, or the CR alone of old Macintosh programs.
  private mutating func endLine() {
    if text[place] == Self.carriageReturn, place + 1 < text.count, text[place + 1] == Self.lineFeed { place += 1 }
    place += 1
    line += 1
  }

  private mutating func cell() throws(CSVFault) -> String {
    if place < text.count, text[place] == Self.quote { return try quotedCell() }
    let start = place
    while place < text.count, !isEnd(text[place]) {
      guard text[place] != Self.quote else { throw CSVFault(line: line, problem: .strayQuote) }
      place += 1
    }
    return String(decoding: text[start..<place], as: UTF8.self)
  }

  private mutating func quotedCell() throws(CSVFault) -> String {
    let start = line
    var content: [UInt8] = []
    place += 1
    while place < text.count {
      let byte = text[place]
      if byte == Self.quote {
        place += 1
        guard place < text.count, text[place] == Self.quote else { return try closed(content) }
        content.append(byte)
        place += 1
      } else if byte == Self.lineFeed || byte == Self.carriageReturn {
        content.append(Self.lineFeed)
        endLine()
      } else {
        content.append(byte)
        place += 1
      }
    }
    throw CSVFault(line: start, problem: .unterminatedQuote)
  }

  private func closed(_ content: [UInt8]) throws(CSVFault) -> String {
    guard place == text.count || isEnd(text[place]) else { throw CSVFault(line: line, problem: .textBehindQuote) }
    return String(decoding: content, as: UTF8.self)
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
  }
}
