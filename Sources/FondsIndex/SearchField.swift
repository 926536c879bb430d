import FondsText

/// A field that a query can ask for by name: `kind:contract`, `部门:HR`.
public enum SearchField: String, Sendable, CaseIterable {
  case kind, type, status, owner, by, keyword, number, title, date, before, after
  case department = "dept"
  case year
  case classification = "class"
  case reference = "ref"

  /// Every name that stands for the field, the usual one first.
  public var names: [String] {
    switch self {
    case .kind: ["kind", "种类", "类型"]
    case .type: ["type", "类别"]
    case .status: ["status", "状态"]
    case .owner: ["owner", "经办人", "负责人"]
    case .by: ["by", "办理人", "经手人"]
    case .keyword: ["keyword", "keywords", "关键词"]
    case .number: ["number", "id", "编号"]
    case .title: ["title", "标题", "题名"]
    case .date: ["date", "日期"]
    case .before: ["before", "之前", "早于"]
    case .after: ["after", "之后", "晚于"]
    case .department: ["dept", "department", "部门"]
    case .year: ["year", "年度", "年份"]
    case .classification: ["class", "classification", "密级"]
    case .reference: ["ref", "references", "引用"]
    }
  }

  private static let byName: [String: SearchField] = {
    var all: [String: SearchField] = [:]
    for field in allCases {
      for name in field.names { all[name] = field }
    }
    return all
  }()

  /// The field of a name, in any case.
  public init?(named name: String) {
    guard let field = SearchField.byName[name.lowercased()] else { return nil }
    self = field
  }

  /// The field of the base schema that is found by this one; nil for a field that a record has besides.
  public init?(ofRecords name: String) {
    switch name {
    case "id": self = .number
    case "kind", "title", "date", "status", "owner", "classification", "keywords", "references":
      guard let field = SearchField.byName[name] else { return nil }
      self = field
    default: return nil
    }
  }

  static var allNames: [String] { Array(byName.keys) }
}

/// The exact value of a field of a record, such as the kind `contract` or the keyword `考勤`.
///
/// Facets are words in a column of the full-text table, not rows of a table of their own: a search for a text
/// and three fields is then one intersection inside FTS5, with no join and no second index to fill.
public struct Facet: Sendable, Hashable {
  public let field: SearchField
  public let value: String

  public init(_ field: SearchField, _ value: String) {
    self.field = field
    self.value = value
  }

  /// A word that every record has, to find "all but …".
  static let everyRecord = "¦"

  /// The facet as one word: `¦kind¦contract`.
  var word: String {
    var bytes: [UInt8] = []
    Facet.append(field, Segmenter.folded(value), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Appends the word of a folded value. ASCII letters and digits stand for themselves; other ASCII, which
  /// would split the word, moves to the private use area (U+E0xx). No word of a text holds `¦`, so none is
  /// taken for a facet, and no facet for a word that begins as it does.
  static func append(_ field: SearchField, _ value: String, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: everyRecord.utf8)
    bytes.append(contentsOf: field.rawValue.utf8)
    bytes.append(contentsOf: everyRecord.utf8)
    append(escaped: value, to: &bytes)
  }

  /// Appends a folded text as part of a word.
  static func append(escaped text: String, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: bytes.append(byte)
      default: bytes.append(contentsOf: [0xEE, 0x80 | byte >> 6, 0x80 | byte & 0x3F])
      }
    }
  }
}
