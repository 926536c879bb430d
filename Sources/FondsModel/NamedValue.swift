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
  fileprivate let parts: NamedFields

  fileprivate init(_ field: Field, path: String, parts: NamedFields) {
    key = field.name
    self.path = path
    naming = field.names
    label = field.label
    allowedKinds = field.allowedKinds
    isFree = field.isFree
    self.parts = parts
  }
}

/// Those of some fields that name something, or have parts that do.
final class NamedFields: Sendable {
  private let fields: [NamedField]
  /// A bit for the length and the first letter of each key: most keys of a record are none of these.
  private let marks: UInt64

  init(among fields: [Field], below prefix: String = "") {
    self.fields = fields.compactMap { field in
      let path = prefix + field.name
      let parts = NamedFields(among: field.children, below: path + ".")
      return field.names == nil && parts.isEmpty ? nil : NamedField(field, path: path, parts: parts)
    }
    marks = self.fields.reduce(0) { $0 | Self.mark(of: $1.key) }
  }

  private static func mark(of key: String) -> UInt64 {
    1 << UInt64((key.utf8.count &* 31 &+ Int(key.utf8.first ?? 0)) & 63)
  }

  var isEmpty: Bool { fields.isEmpty }

  private func field(_ key: String) -> NamedField? {
    marks & Self.mark(of: key) == 0 ? nil : fields.first { $0.key == key }
  }

  fileprivate func find(_ path: String) -> NamedField? {
    for field in fields {
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
      guard let field = field(entries[index].key) else { continue }
      let node = entries[index].value
      if case .sequence(let items) = node.value {
        for item in items { field.collect(item, day: day, into: &found) }
      } else {
        field.collect(node, day: day, into: &found)
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

extension NamedField {
  fileprivate func collect(_ node: Node, day: CalendarDate?, into found: inout [NamedValue]) {
    if naming != nil, case .string(let text) = node.value {
      found.append(NamedValue(text: text, range: node.range, field: self, day: day))
    } else if !parts.isEmpty {
      parts.collect(node, day: day, into: &found)
    }
  }
}
