import FondsText
import JSONSchema

/// Pieces of messages that several rules share.
enum Words {
  /// A field as a clerk knows it: its key, in Chinese its label too.
  static func field(_ path: InstancePath, in record: RecordContext) -> LocalizedText {
    var key = ""
    for token in path.tokens {
      switch token {
      case .key(let name): key += key.isEmpty ? name : ".\(name)"
      case .index(let index): key += "[\(index + 1)]"
      }
    }
    guard case .key(let first)? = path.tokens.first else { return LocalizedText(en: "the record", zh: "档案") }
    return field(key, label: record.label(of: first))
  }

  static func field(_ key: String, label: LocalizedText?) -> LocalizedText {
    guard let label, label.zh != key else { return LocalizedText(en: "'\(key)'", zh: "“\(key)”") }
    return LocalizedText(en: "'\(key)'", zh: "“\(label.zh)”(\(key))")
  }

  static func type(_ type: SchemaType) -> LocalizedText {
    switch type {
    case .null: LocalizedText(en: "nothing", zh: "空值")
    case .boolean: LocalizedText(en: "true or false", zh: "true 或 false")
    case .integer: LocalizedText(en: "a whole number", zh: "整数")
    case .number: LocalizedText(en: "a number", zh: "数字")
    case .string: LocalizedText(en: "text", zh: "文字")
    case .array: LocalizedText(en: "a list", zh: "列表")
    case .object: LocalizedText(en: "a group of fields", zh: "一组字段")
    }
  }

  static func types(_ types: [SchemaType]) -> LocalizedText {
    let words = types.map(type)
    return LocalizedText(en: words.map(\.en).joined(separator: " or "), zh: words.map(\.zh).joined(separator: "或"))
  }

  /// A value on one line, cut where it is long.
  static func value(_ node: Node) -> String {
    let text = node.string ?? NodeText.flow(node)
    return text.count > 40 ? text.prefix(40) + "…" : text
  }

  static func suggestion(_ name: String) -> LocalizedText {
    LocalizedText(en: "did you mean '\(name)'?", zh: "是不是“\(name)”？")
  }
}

extension RecordContext {
  func label(of field: String) -> LocalizedText? {
    kind?.field(field)?.label
  }

  /// What a key is called that stands, or should stand, in the mapping that a path leads to.
  func label(of key: String, in path: InstancePath) -> LocalizedText? {
    let keys = path.tokens.compactMap { token in
      if case .key(let key) = token { return key }
      return nil
    }
    return kind?.fields.field(at: (keys + [key]).joined(separator: "."))?.label
  }

  /// What the record is called by its kind: "a contract", 合同.
  var kindLabel: LocalizedText {
    kind.map { LocalizedText(en: "'\($0.name)'", zh: "“\($0.label.zh)”") } ?? LocalizedText(en: "record", zh: "档案")
  }
}
