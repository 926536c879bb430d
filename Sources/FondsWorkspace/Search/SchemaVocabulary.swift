import FondsIndex
import FondsModel
import FondsText

/// What the office calls fields and values, by some rules: `种类:合同` is `kind:contract`, `主持人:李娜` the person's id,
/// `主题:报销` a search in the field `topic`.
struct SchemaVocabulary: SearchVocabulary {
  /// Nil where there are none: then every name and value stands for itself.
  let schemas: Schemas?
  /// Whether records have, or had, a field of a name that the rules do not know.
  let isKnown: (String) throws -> Bool

  func targets(called name: String) throws -> [SearchTarget] {
    let wanted = Self.comparable(name)
    var targets: [SearchTarget] = []
    for field in schemas?.fields ?? [] where Self.names(of: field).contains(wanted) {
      let target = SearchTarget(ofRecords: field.name)
      if !targets.contains(target) { targets.append(target) }
    }
    if !targets.isEmpty { return targets }
    // The rules of today may have dropped a field that records of the past have.
    return try isKnown(wanted) ? [.named(wanted)] : []
  }

  var names: [String] {
    schemas?.fields.flatMap { [$0.name, $0.label.zh, Self.comparable($0.label.en)] } ?? []
  }

  func values(called text: String, in target: SearchTarget) -> [String] {
    guard Self.mayBeLabel(text), let schemas else { return [] }
    let wanted = Self.comparable(text)
    func labels(_ label: LocalizedText) -> [String] { [label.en, label.zh].map(Self.comparable) }
    let whole = Self.values(in: target, of: schemas) { labels($0).contains(wanted) }
    // A label may be cut short: 种类:知识 for 知识条目.
    let found =
      whole.isEmpty ? Self.values(in: target, of: schemas) { labels($0).contains { $0.hasPrefix(wanted) } } : whole
    return Set(found).sorted()
  }

  private static func values(
    in target: SearchTarget, of schemas: Schemas, where isWanted: (LocalizedText) -> Bool
  ) -> [String] {
    switch target {
    case .field(.kind): schemas.kinds.values.filter { isWanted($0.label) }.map(\.name)
    case .field(.type): schemas.coding.types.filter { isWanted($0.label) }.map(\.code)
    case .field(.department): schemas.departments(where: isWanted)
    case .field(.owner), .field(.by): schemas.people(where: isWanted)
    case .field(.status): schemas.values(of: "status", where: isWanted)
    case .field(.classification): schemas.values(of: "classification", where: isWanted)
    case .field: []
    case .named(let name):
      schemas.values(of: name, where: isWanted)
        + schemas.fields.filter { $0.name == name }.flatMap(\.namings).flatMap { naming in
          switch naming {
          case .person: schemas.people(where: isWanted)
          case .department: schemas.departments(where: isWanted)
          case .record: [String]()
          }
        }
    }
  }

  /// Labels in English have blanks, names in queries can't: `signed-on:2023` asks for what is called "Signed on".
  private static func comparable(_ text: String) -> String {
    text.lowercased().replacing(" ", with: "-")
  }

  private static func names(of field: Field) -> [String] {
    [field.name, field.label.en, field.label.zh].map(comparable)
  }

  /// What is written as records write names and codes is taken for one: most queries then need no rules.
  static func mayBeLabel(_ text: String) -> Bool {
    !text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}

extension Schemas {
  /// The fields of all kinds, those of each kind in its order.
  fileprivate var fields: [Field] {
    kinds.values.sorted { $0.name < $1.name }.flatMap(\.fields)
  }

  /// The values, in fields of these names, whose label is wanted.
  fileprivate func values(of name: String, where isWanted: (LocalizedText) -> Bool) -> [String] {
    fields.filter { $0.name == name }.flatMap { $0.values(where: isWanted) }
  }

  fileprivate func departments(where isWanted: (LocalizedText) -> Bool) -> [String] {
    organization.departments.filter { isWanted($0.name) }.map(\.code)
  }

  fileprivate func people(where isWanted: (LocalizedText) -> Bool) -> [String] {
    organization.people.filter { isWanted(LocalizedText(en: $0.name, zh: $0.name)) }.map(\.id)
  }
}

extension Field {
  /// What the texts in it stand for, parts included: `resolutions:李娜` finds what 李娜 has to do.
  fileprivate var namings: [Naming] {
    [names].compactMap(\.self) + children.flatMap(\.namings)
  }

  /// The values in it, parts included, whose label is wanted.
  fileprivate func values(where isWanted: (LocalizedText) -> Bool) -> [String] {
    valueLabels.filter { isWanted($0.value) }.map(\.key) + children.flatMap { $0.values(where: isWanted) }
  }
}
