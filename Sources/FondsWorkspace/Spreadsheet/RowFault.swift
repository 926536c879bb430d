import FondsModel
import FondsText

/// Why a row of a table is not taken.
public enum RowFault: Sendable {
  /// More or fewer cells than the header has.
  case wrongWidth(cells: Int, columns: Int)
  /// Text in a column without a heading, counted from 1.
  case unnamedColumn(Int)
  /// A cell that can't be its field's value.
  case cell(heading: String, text: String, CellFault)
  case malformedNumber(String)
  case noSuchNumber(String)
  /// A number that several rows have: their lines.
  case repeatedNumber(String, lines: [Int])
  /// A number that several files carry.
  case ambiguousNumber(String, paths: [String])
  /// The number is that of a record of another kind.
  case otherKind(String)
  /// A new record of no department.
  case noDepartment
  /// A new record of a kind that may have a number of any type.
  case noType(String)
  /// An empty cell in the column of dates.
  case noDate
  /// The record's text can't be changed by a program before its faults are mended.
  case uneditable(path: String)
  /// What the rules say of the record that would come of the row.
  case diagnostic(Diagnostic)

  /// The code of the rule, where it is one that refuses the row.
  public var code: String? {
    if case .diagnostic(let diagnostic) = self { return diagnostic.code }
    return nil
  }

  /// What is wrong and what to do about it.
  public var message: LocalizedText {
    switch self {
    case .wrongWidth(let cells, let columns):
      LocalizedText(
        en: "the row has \(cells) cells and the header \(columns): put a cell with a separator in it between quotation "
          + "marks",
        zh: "这一行有 \(cells) 个单元格，表头有 \(columns) 个：内容里有分隔符时请加引号")
    case .unnamedColumn(let column):
      LocalizedText(en: "column \(column) has no heading", zh: "第 \(column) 列没有标题")
    case .cell(let heading, let text, let fault):
      LocalizedText(
        en: "\(heading) '\(Self.excerpt(text))': \(fault.message.en)",
        zh: "\(heading)“\(Self.excerpt(text))”：\(fault.message.zh)")
    case .malformedNumber(let text):
      LocalizedText(
        en: "'\(Self.excerpt(text))' is not a number of the office, such as HR-2023-01-015",
        zh: "“\(Self.excerpt(text))”不是规范的编号，如 HR-2023-01-015")
    case .noSuchNumber(let text):
      LocalizedText(
        en: "no record has the number \(text) (a new record gets its number from Fonds: leave the cell empty)",
        zh: "没有编号为 \(text) 的档案（新档案的编号由 Fonds 给出，请留空）")
    case .repeatedNumber(let text, let lines):
      LocalizedText(
        en: "\(text) stands on several lines: \(Self.list(lines, ", "))", zh: "\(text) 出现在好几行：\(Self.list(lines, "、"))")
    case .ambiguousNumber(let text, let paths):
      LocalizedText(
        en: "several files carry \(text): \(paths.joined(separator: ", "))",
        zh: "有几个文件都用了 \(text)：\(paths.joined(separator: "、"))")
    case .otherKind(let kind):
      LocalizedText(
        en: "this is a record of the kind '\(Self.excerpt(kind))'", zh: "这份档案的种类是“\(Self.excerpt(kind))”")
    case .noDepartment:
      LocalizedText(
        en: "of which department? fill the column, or say --dept CODE", zh: "不知道是哪个部门的：请填写部门列，或用 --dept 代码")
    case .noType(let kind):
      LocalizedText(
        en: "a '\(kind)' may have a number of any type: make it with fonds new \(kind) id=NUMBER",
        zh: "“\(kind)”可以用任何类型的编号：请用 fonds new \(kind) id=编号 新建")
    case .noDate: LocalizedText(en: "the date is missing", zh: "没有填日期")
    case .uneditable(let path):
      LocalizedText(
        en: "the record's text has faults; mend them first: fonds check \(path)",
        zh: "这份档案的文字有错，请先改好：fonds check \(path)")
    case .diagnostic(let diagnostic):
      LocalizedText(
        en: diagnostic.message.en + (diagnostic.help.map { " (\($0.en))" } ?? ""),
        zh: diagnostic.message.zh + (diagnostic.help.map { "（\($0.zh)）" } ?? ""))
    }
  }

  /// The first lines of many.
  private static func list(_ lines: [Int], _ separator: String) -> String {
    lines.prefix(9).map(String.init).joined(separator: separator) + (lines.count > 9 ? separator + "…" : "")
  }

  /// What was written, where it is not too long to be repeated.
  static func excerpt(_ text: String) -> String {
    text.count > 40 ? text.prefix(40) + "…" : text
  }
}
