import FondsText

/// Why the text of a cell is no value of its field.
public enum CellFault: Error, Sendable, Equatable {
  /// A cell that a spreadsheet would run.
  case formula
  /// What a spreadsheet shows where a formula failed, such as `#REF!`.
  case failedFormula
  /// A long number of which a spreadsheet kept the first digits, `1.10101E+17`.
  case shortenedNumber
  /// More characters than a spreadsheet's cell holds.
  case tooLong(Int)
  case forbiddenCharacter(Unicode.Scalar)
  case notADay
  /// `5/8/2023`: May or August?
  case ambiguousDay
  /// The number by which a spreadsheet counts days.
  case dayAsNumber
  case notAMoment
  case notANumber
  case notYesOrNo
  case notListed(allowed: [String], nearest: String?)
  case unknownPerson(nearest: String?)
  case unknownDepartment(nearest: String?)
  /// A name that several have.
  case ambiguousName([String])
  /// A field of several parts, which one cell can't hold.
  case severalParts
  /// A list that would not come back from a cell: an item has the separator in it, or is of a name nobody knows.
  case unsplittableList
  /// An empty cell where the record must have a value.
  case emptied
  /// The mark that stands for what a register conceals.
  case concealed
}

extension CellFault {
  /// What is wrong and what to do, for behind the column's name.
  var message: LocalizedText {
    switch self {
    case .formula:
      LocalizedText(
        en: "the cell is a formula; paste its value, or, if it is text, write an apostrophe before it",
        zh: "单元格是公式；请粘贴为数值，如果是文字，请在前面加一个撇号 '")
    case .failedFormula:
      LocalizedText(en: "the cell holds the error of a formula; write the value", zh: "单元格里是公式的错误值，请填写实际内容")
    case .shortenedNumber:
      LocalizedText(
        en: "the spreadsheet has shortened a long number; format the column as text and write it again",
        zh: "长数字被表格软件缩成了科学计数法；请把该列设为文本格式后重新填写")
    case .tooLong(let count):
      LocalizedText(
        en: "\(count) characters are more than a cell of a spreadsheet holds (\(CellLimit.characters)); put the text "
          + "into the record's file",
        zh: "有 \(count) 个字符，超过表格单元格的上限（\(CellLimit.characters)）；请直接写进档案文件")
    case .forbiddenCharacter(let scalar):
      LocalizedText(
        en: "the cell holds the invisible character \(Self.name(scalar)); type the text anew",
        zh: "单元格里有看不见的字符 \(Self.name(scalar))，请重新输入")
    case .notADay:
      LocalizedText(en: "this is no date; write it as 2023-05-08", zh: "不是日期；请写成 2023-05-08")
    case .ambiguousDay:
      LocalizedText(
        en: "is the day or the month first? write the date as 2023-05-08", zh: "分不清月和日；请写成 2023-05-08")
    case .dayAsNumber:
      LocalizedText(
        en: "this is the spreadsheet's count of days; format the column as a date", zh: "这是表格软件的日期序号；请把该列设为日期格式")
    case .notAMoment:
      LocalizedText(en: "this is no time; write it as 2023-05-08 09:30", zh: "不是时间；请写成 2023-05-08 09:30")
    case .notANumber:
      LocalizedText(en: "this is no number; write it as 1234.50", zh: "不是数字；请写成 1234.50")
    case .notYesOrNo: LocalizedText(en: "write yes or no", zh: "请写“是”或“否”")
    case .notListed(let allowed, let nearest):
      LocalizedText(
        en: Self.meant(nearest).en + "allowed: " + allowed.joined(separator: ", "),
        zh: Self.meant(nearest).zh + "可选：" + allowed.joined(separator: "、"))
    case .unknownPerson(let nearest):
      LocalizedText(
        en: Self.meant(nearest).en + "nobody of the office has this name (Schemas/organization.yaml)",
        zh: Self.meant(nearest).zh + "没有这个人（见 Schemas/organization.yaml）")
    case .unknownDepartment(let nearest):
      LocalizedText(
        en: Self.meant(nearest).en + "there is no such department (Schemas/organization.yaml)",
        zh: Self.meant(nearest).zh + "没有这个部门（见 Schemas/organization.yaml）")
    case .ambiguousName(let candidates):
      LocalizedText(
        en: "several have this name; write \(candidates.joined(separator: " or "))",
        zh: "重名；请写 \(candidates.joined(separator: " 或 "))")
    case .severalParts:
      LocalizedText(
        en: "this field has several parts, which one cell can't hold; write it into the record's file",
        zh: "这个字段由几部分组成，一个单元格写不下；请直接写进档案文件")
    case .unsplittableList:
      LocalizedText(
        en: "this list does not go through a cell whole (a semicolon in an item, an unknown name); change it in the "
          + "record's file", zh: "这个列表经过单元格会走样（某一项里有分号，或有不认识的人名）；请直接在档案文件里修改")
    case .emptied:
      LocalizedText(en: "the cell is empty, but every record has this field", zh: "单元格是空的，但这个字段必须填写")
    case .concealed:
      LocalizedText(
        en: "this mark stands for what the register conceals; write the content itself", zh: "这是登记簿隐去内容的标记；请写实际内容")
    }
  }

  private static func meant(_ nearest: String?) -> LocalizedText {
    LocalizedText(en: nearest.map { "did you mean \($0)? " } ?? "", zh: nearest.map { "是不是“\($0)”？" } ?? "")
  }

  private static func name(_ scalar: Unicode.Scalar) -> String {
    "U+" + String(scalar.value, radix: 16, uppercase: true)
  }
}

/// What a cell of a spreadsheet holds.
enum CellLimit {
  /// Excel's limit, in UTF-16 units: what is longer is cut off when a file is saved there.
  static let characters = 32_767
}
