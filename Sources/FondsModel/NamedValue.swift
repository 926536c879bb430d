import FondsText

/// A value of a record that names something: another record, a person, a department.
public struct NamedValue: Sendable {
  public let text: String
  /// Where it stands in the file.
  public let range: Range<Int>
  public let field: NamedField
  /// The day as of which it is to be looked up: that of the row it stands in, else the record's own; nil where neither
  /// says one.
  public let day: CalendarDate?
}

/// A field of a kind that names something, or that has such a part: the way to what a record names, worked out once.
public final class NamedField: Sendable {
  /// The key within its mapping.
  let key: String
  /// The way to it, dotted, as `resolutions.owner`.
  public let path: String
  /// What its text names; nil where only its parts name something.
  public let naming: Field.Naming?
  public let label: LocalizedText
  /// The kinds that it may point to, where it names records; empty where any will do.
  public let allowedKinds: [String]
  /// Whether it may still change once the record is approved.
  public let isFree: Bool
  fileprivate let parts: [NamedField]

  private init(_ field: Field, path: String, parts: [NamedField]) {
    key = field.name
    self.path = path
    naming = field.names
    label = field.label
    allowedKinds = field.allowedKinds
    isFree = field.isFree
    self.parts = parts
  }

  /// The fields that name something, or have parts that do.
  static func all(among fields: [Field], below prefix: String = "") -> [NamedField] {
    fields.compactMap { field in
      let path = prefix + field.name
      let parts = all(among: field.children, below: path + ".")
      return field.names == nil && parts.isEmpty ? nil : NamedField(field, path: path, parts: parts)
    }
  }
}

extension Kind {
  /// The field at a dotted path, if it or a part of it names something.
  public func namedField(at path: String) -> NamedField? { namedFields.find(path) }

  /// Every value of a record of the kind that names a record, a person or a department, in the order of the file.
  public func namedValues(in root: Node) -> [NamedValue] {
    var found: [NamedValue] = []
    namedFields.collect(root, day: nil, into: &found)
    return found
  }
}

extension [NamedField] {
  fileprivate func find(_ path: String) -> NamedField? {
    for field in self {
      if field.path == path { return field }
      if path.hasPrefix(field.path + ".") { return field.parts.find(path) }
    }
    return nil
  }

  fileprivate func collect(_ node: Node, day outer: CalendarDate?, into found: inout [NamedValue]) {
    guard let mapping = node.mapping else { return }
    let day = Self.day(of: mapping) ?? outer
    let entries = mapping.entries
    for index in entries.indices {
      guard let place = firstIndex(where: { $0.key == entries[index].key }) else { continue }
      let node = entries[index].value
      if case .sequence(let items) = node.value {
        for item in items { self[place].collect(item, day: day, into: &found) }
      } else {
        self[place].collect(node, day: day, into: &found)
      }
    }
  }

  /// What a record, or a row of one, gives as its day.
  private static func day(of mapping: Mapping) -> CalendarDate? {
    for key in ["at", "date"] {
      if let text = mapping[key]?.string, text.utf8.count >= 10,
        let day = CalendarDate(String(text.utf8.prefix(10)) ?? "")
      {
        return day
      }
    }
    return nil
  }
}

extension NamedField {
  fileprivate func collect(_ node: Node, day: CalendarDate?, into found: inout [NamedValue]) {
    if naming != nil, case .string(let text) = node.value {
      found.append(NamedValue(text: text, range: node.range, field: self, day: day))
    } else if !parts.isEmpty {
      parts.collect(node, day: day, into: &found)
    }
  }
}
