/// A language that Fonds speaks.
public enum Language: String, Sendable, CaseIterable {
  case english = "en"
  case chinese = "zh"
}

/// One text in every language that Fonds speaks.
public struct LocalizedText: Sendable, Hashable {
  public let en: String
  public let zh: String

  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  public func text(_ language: Language) -> String {
    switch language {
    case .english: en
    case .chinese: zh
    }
  }
}
