/// A table as spreadsheets exchange it: RFC 4180, with the line on which each row begins.
public struct CSVTable: Sendable {
  /// The first row that holds anything.
  public let header: Row
  /// The rows below it; those without any text are left out.
  public let rows: [Row]
  /// What the text was encoded in; nil for UTF-8.
  public let encoding: TextFault.Encoding?

  public struct Row: Sendable {
    /// The line of the file on which the row begins, from 1.
    public let line: Int
    /// The cells; a line break inside one is a line feed.
    public let cells: [String]

    public init(line: Int, cells: [String]) {
      self.line = line
      self.cells = cells
    }
  }
}

/// Why a file is no table that can be read without guessing.
public struct CSVFault: Error, Sendable, Equatable {
  /// The line of the file, from 1.
  public let line: Int
  public let problem: Problem

  public init(line: Int, problem: Problem) {
    self.line = line
    self.problem = problem
  }

  public enum Problem: Sendable, Equatable {
    /// Nothing but blanks.
    case empty
    case utf16
    /// Neither UTF-8 nor GB18030.
    case unknownEncoding
    /// A spreadsheet program's own file.
    case workbook
    case nul
    /// A quotation mark inside a cell that does not begin with one.
    case strayQuote
    /// Text between a closing quotation mark and the end of the cell.
    case textBehindQuote
    case unterminatedQuote
  }
}

/// Writing of tables.
public enum CSVText {
  /// A row with its line end, which RFC 4180 and Excel have as CR LF.
  public static func row(_ cells: [String]) -> String {
    // A row of one empty cell would be an empty line, which readers pass over.
    if cells == [""] { return "\"\"\r\n" }
    return cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// What Excel needs at the start of a file to take it for UTF-8.
  public static let byteOrderMark = "\u{FEFF}"

  private static func cell(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { byte in
      byte == UInt8(ascii: "\"") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    // Blanks at the ends are lost on some readers unless they are quoted.
    guard needsQuotes || text.utf8.first == UInt8(ascii: " ") || text.utf8.last == UInt8(ascii: " ") else {
      return text
    }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
