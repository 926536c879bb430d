import FondsText

extension SchemaWords {
  /// A saved search that can't be read.
  static func words(for fault: QueryFault) -> Words {
    func near(_ name: String?) -> LocalizedText? { name.map(FondsRules.Words.suggestion) }
    switch fault {
    case .unknownField(let name, let nearest):
      return (
        LocalizedText(en: "no field is called '\(name)'", zh: "没有字段“\(name)”"),
        near(nearest)
          ?? LocalizedText(en: "put the words in quotes to find them as text", zh: "要按文字查找，请加引号")
      )
    case .badDate(let field, let value):
      return (
        LocalizedText(en: "'\(value)' is no date for '\(field)'", zh: "“\(field)”的日期不对：\(value)"),
        LocalizedText(en: "write 2023, 2023-05 or 2023-05-08", zh: "请写 2023、2023-05 或 2023-05-08")
      )
    case .missingValue(let field):
      return (LocalizedText(en: "'\(field)' needs a value", zh: "“\(field)”后面要写内容"), nil)
    case .nothingToFind(let text):
      return (
        LocalizedText(en: "'\(text)' has no letter or digit to look for", zh: "“\(text)”里没有可查找的字"), nil
      )
    case .holdsNoWords(let field):
      return (LocalizedText(en: "'\(field)' is a day and holds no words", zh: "“\(field)”是日期，里面没有文字"), nil)
    case .unknownSearch(let name, _), .searchWithinSearch(let name), .excludedSearch(let name):
      return (
        LocalizedText(en: "a saved search can't build on another, '@\(name)'", zh: "保存的查找里不能再用另一个：“@\(name)”"),
        LocalizedText(en: "write out what it looks for", zh: "请把要查的内容直接写出来")
      )
    }
  }
}
