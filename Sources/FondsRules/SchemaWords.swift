import FondsText
import JSONSchema

/// Messages about faults in schema files: their readers know YAML and JSON Schema.
enum SchemaWords {
  typealias Words = (message: LocalizedText, help: LocalizedText?)

  /// A file of `Schemas/` that breaks the form such files have.
  static func words(for fault: SchemaFault) -> Words {
    let place = fault.path.description.isEmpty ? "/" : fault.path.description
    switch fault.detail {
    case .missingProperty(let name, _):
      return (LocalizedText(en: "'\(name)' is missing at \(place)", zh: "\(place) 缺少“\(name)”"), nil)
    case .unknownProperty(let name, let known):
      return (
        LocalizedText(en: "'\(name)' has no meaning at \(place)", zh: "\(place) 不能有“\(name)”"),
        nearestName(to: name, among: known).map(FondsRules.Words.suggestion)
          ?? LocalizedText(en: "known are \(known.joined(separator: ", "))", zh: "可用的有：\(known.joined(separator: "、"))")
      )
    case .wrongType(let expected, _):
      let words = FondsRules.Words.types(expected)
      return (LocalizedText(en: "this must be \(words.en)", zh: "这里应为\(words.zh)"), nil)
    case .notAllowedValue(let values):
      let list = values.map(FondsRules.Words.value)
      return (
        LocalizedText(en: "this value is not allowed", zh: "不允许这个值"),
        LocalizedText(en: "allowed: \(list.joined(separator: ", "))", zh: "可以是：\(list.joined(separator: "、"))")
      )
    case .wrongFormat(let format):
      return (LocalizedText(en: "this is not a valid \(format)", zh: "不是有效的 \(format)"), nil)
    case .wrongPattern(let pattern):
      return (LocalizedText(en: "this does not have the form \(pattern)", zh: "写法应为 \(pattern)"), nil)
    default:
      return (LocalizedText(en: "this does not have the right form", zh: "写法不对"), nil)
    }
  }

  /// A JSON Schema that can't be compiled.
  static func words(for error: SchemaError) -> Words {
    func near(_ name: String?) -> LocalizedText? { name.map(FondsRules.Words.suggestion) }
    switch error.kind {
    case .wrongValue(let keyword, let expected):
      return (
        LocalizedText(en: "'\(keyword)' must be \(name(expected).en)", zh: "“\(keyword)”应为\(name(expected).zh)"), nil
      )
    case .notASchema:
      return (LocalizedText(en: "a schema is a mapping, true or false", zh: "这里应是一个模式（一组字段）或 true/false"), nil)
    case .unknownType(let type, let nearest):
      return (LocalizedText(en: "there is no type '\(type)'", zh: "没有类型“\(type)”"), near(nearest))
    case .duplicateValue(let value):
      return (LocalizedText(en: "'\(value)' stands here twice", zh: "“\(value)”重复"), nil)
    case .unresolvedReference(let reference, let nearest):
      return (LocalizedText(en: "$ref '\(reference)' leads nowhere", zh: "$ref“\(reference)”指向的内容不存在"), near(nearest))
    case .referenceLoop(let pointers):
      return (
        LocalizedText(en: "these references lead back to themselves", zh: "引用绕回了自己"),
        LocalizedText(en: pointers.joined(separator: " → "), zh: pointers.joined(separator: " → "))
      )
    case .invalidPattern(let pattern, let error):
      return (
        LocalizedText(en: "the pattern '\(pattern)' can't be used: \(error)", zh: "正则表达式“\(pattern)”无法使用：\(error)"), nil
      )
    case .unknownKeyword(let keyword, let nearest):
      return (
        LocalizedText(en: "JSON Schema has no keyword '\(keyword)'", zh: "JSON Schema 没有关键字“\(keyword)”"), near(nearest)
      )
    case .invalidID(let id):
      return (LocalizedText(en: "'\(id)' can't be an $id", zh: "“\(id)”不能用作 $id"), nil)
    case .duplicateID(let id, let first):
      return (LocalizedText(en: "the $id '\(id)' is also that of \(first)", zh: "$id“\(id)”与 \(first) 相同"), nil)
    case .duplicateAnchor(let anchor):
      return (LocalizedText(en: "the anchor '\(anchor)' stands here a second time", zh: "锚点“\(anchor)”重复"), nil)
    case .unknownMetaschema(let uri):
      return (
        LocalizedText(en: "the $schema '\(uri)' is not known", zh: "不认识 $schema“\(uri)”"),
        LocalizedText(
          en: "write https://json-schema.org/draft/2020-12/schema",
          zh: "请写 https://json-schema.org/draft/2020-12/schema")
      )
    case .unknownVocabulary(let uri):
      return (LocalizedText(en: "the vocabulary '\(uri)' is not known", zh: "不认识词汇表“\(uri)”"), nil)
    }
  }

  private static func name(_ expectation: SchemaError.Expectation) -> LocalizedText {
    switch expectation {
    case .string: LocalizedText(en: "text", zh: "文字")
    case .boolean: LocalizedText(en: "true or false", zh: "true 或 false")
    case .list: LocalizedText(en: "a list", zh: "列表")
    case .mapping: LocalizedText(en: "a mapping", zh: "一组字段")
    case .number: LocalizedText(en: "a number", zh: "数字")
    case .positiveNumber: LocalizedText(en: "a number above 0", zh: "大于 0 的数字")
    case .count: LocalizedText(en: "a whole number, 0 or more", zh: "0 或正整数")
    case .schemas: LocalizedText(en: "a list of schemas", zh: "模式的列表")
    case .mappingOfSchemas: LocalizedText(en: "a mapping of schemas", zh: "一组模式")
    case .types: LocalizedText(en: "a type's name or a list of them", zh: "类型名或类型名列表")
    case .uniqueStrings: LocalizedText(en: "a list of different names", zh: "不重复的名称列表")
    case .mappingOfUniqueStrings: LocalizedText(en: "a mapping of lists of names", zh: "名称列表的集合")
    case .anchorName: LocalizedText(en: "a name", zh: "名称")
    }
  }
}
