import FondsGit
import FondsModel
import FondsText

/// The template of a new records repository, as it travels inside the program.
enum Template {
  static let attributes = """
    # 档案按字节保存，不做任何换行转换 / Records are kept byte for byte: no conversion of line endings
    /Records/** -text
    /Schemas/** -text

    """

  static let ignored = """
    # 系统和编辑器留下的文件 / What systems and editors leave behind
    .DS_Store
    Thumbs.db
    desktop.ini
    ~$*
    .~lock.*
    *~
    .*.swp
    .fonds-*.tmp

    """

  /// The files as they are shipped, by path.
  static var shipped: [(path: String, bytes: [UInt8])] {
    let beside = [(path: ".gitattributes", text: attributes), (path: ".gitignore", text: ignored)]
    return (TemplateFiles.all + beside).map { (path: $0.path, bytes: Array($0.text.utf8)) }
      + EditorSettings.files(types: schemas.coding.types.map(\.code))
  }

  /// The rules as they are shipped, with the people of the example's office.
  static var schemas: Schemas {
    Schemas(files: Dictionary(TemplateFiles.all.map { ($0.path, Array($0.text.utf8)) }) { first, _ in first })
  }

  /// The files of a new repository, by path.
  ///
  /// - Parameters:
  ///   - administrator: who sets it up, the one person the new organisation has.
  ///   - today: the day after which the office owes what comes round.
  static func files(administrator: Signature, today: CalendarDate) throws -> [(path: String, bytes: [UInt8])] {
    try shipped.map { path, bytes in
      switch path {
      case "\(Schemas.root)/organization.yaml": (path, try organization(bytes, administrator))
      case Duty.path: (path, try duties(bytes, from: today))
      default: (path, bytes)
      }
    }
  }

  /// The duties without the days of the example's year.
  private static func duties(_ bytes: [UInt8], from today: CalendarDate) throws -> [UInt8] {
    var editor = try RecordEditor(bytes)
    for (index, duty) in (editor.root["duties"]?.sequence ?? []).enumerated() {
      let item: [RecordEditor.Step] = [.key("duties"), .index(index)]
      guard let every = duty["every"]?.string.flatMap({ Recurrence($0) }),
        let from = duty["from"]?.string.flatMap({ CalendarDate($0) })
      else { continue }
      // What was due this morning nobody could have done.
      let begin = every.beginning(from: from, notBefore: today.adding(days: 1))
      try editor.set(item + [.key("from")], to: Node(.string(begin.description)))
      if duty["until"] != nil { try editor.remove(item + [.key("until")]) }
    }
    return editor.bytes
  }

  private static func organization(_ bytes: [UInt8], _ administrator: Signature) throws -> [UInt8] {
    func text(_ key: String, _ value: String) -> Mapping.Entry { .init(key: key, value: Node(.string(value))) }
    let person = Mapping([
      text("id", personID(administrator)), text("name", administrator.name), text("department", "ADM"),
      .init(key: "roles", value: Node(.sequence([Node(.string("administrator"))]))),
      text("email", administrator.email),
    ])
    var editor = try RecordEditor(bytes)
    try editor.set([.key("people")], to: Node(.sequence([Node(.mapping(person))])))
    return editor.bytes
  }

  /// An id in the form `li.na`: made of the address, since a name may be written in any script.
  private static func personID(_ signature: Signature) -> String {
    let local = signature.email.split(separator: "@").first.map(String.init) ?? ""
    let parts = local.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let id = parts.drop { $0.first?.isLetter != true }.joined(separator: ".")
    return id.isEmpty ? "administrator" : id
  }
}
