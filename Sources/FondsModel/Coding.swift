import FondsText

/// The office's coding: the type codes and what is not a record (`Schemas/coding.yaml`, office.md § 1).
public struct Coding: Sendable {
  public struct TypeCode: Sendable, Hashable {
    /// Two digits.
    public let code: String
    public let label: LocalizedText
  }

  public let types: [TypeCode]
  /// Names of files below `Records/` that nobody takes for a record: what editors and systems leave behind.
  public let passedOver: [NamePattern]

  public func type(_ code: String) -> TypeCode? {
    types.first { $0.code == code }
  }

  public func passesOver(_ name: String) -> Bool {
    passedOver.contains { $0.matches(name) }
  }

  init(_ root: Node) {
    types = (root["types"]?.mapping?.entries ?? []).map {
      TypeCode(code: $0.key, label: LocalizedText($0.value) ?? LocalizedText(en: $0.key, zh: $0.key))
    }
    passedOver = (root["passed-over"]?.sequence ?? []).compactMap(\.string).map(NamePattern.init)
  }
}

/// A file name in which `*` stands for anything.
public struct NamePattern: Sendable, Hashable {
  private let parts: [String]

  public init(_ pattern: String) {
    parts = pattern.split(separator: "*", omittingEmptySubsequences: false).map(String.init)
  }

  public func matches(_ name: String) -> Bool {
    guard let first = parts.first, let last = parts.last, parts.count > 1 else { return parts.first == name }
    guard name.hasBytewisePrefix(first), name.hasBytewiseSuffix(last),
      name.utf8.count >= first.utf8.count + last.utf8.count
    else { return false }
    var rest = name.utf8.dropFirst(first.utf8.count).dropLast(last.utf8.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let found = rest.firstRange(of: part.utf8) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }
}

extension LocalizedText {
  /// Reads `{en: …, zh: …}`; one text alone serves in both languages.
  init?(_ node: Node) {
    if let text = node.string {
      self.init(en: text, zh: text)
    } else {
      guard let en = node["en"]?.string ?? node["zh"]?.string else { return nil }
      self.init(en: en, zh: node["zh"]?.string ?? en)
    }
  }
}
