import FondsText

/// A value of a record that names something: another record, a person, a department.
public struct NamedValue: Sendable {
  public let text: String
  /// Where it stands in the file.
  public let range: Range<Int>
  /// The way to it, dotted, as `resolutions.owner`.
  public let path: String
  public let field: Field
  /// The day as of which it is to be looked up: that of the row it stands in, else the record's own; nil where neither
  /// says one.
  public let day: CalendarDate?
}

extension [Field] {
  /// Every value of a record that names a record, a person or a department.
  public func namedValues(in root: Node, _ naming: Field.Naming) -> [NamedValue] {
    var found: [NamedValue] = []
    collect(root, naming, path: "", day: Self.day(of: root), into: &found)
    return found
  }

  private func collect(
    _ node: Node, _ naming: Field.Naming, path: String, day: CalendarDate?, into found: inout [NamedValue]
  ) {
    guard let mapping = node.mapping else { return }
    for entry in mapping.entries {
      guard let field = first(where: { $0.name == entry.key }) else { continue }
      let path = path.isEmpty ? field.name : "\(path).\(field.name)"
      for value in entry.value.sequence ?? [entry.value] {
        if field.names == naming, let text = value.string {
          found.append(NamedValue(text: text, range: value.range, path: path, field: field, day: day))
        }
        guard !field.children.isEmpty else { continue }
        field.children.collect(value, naming, path: path, day: Self.day(of: value) ?? day, into: &found)
      }
    }
  }

  /// What a record, or a row of one, gives as its day.
  private static func day(of node: Node) -> CalendarDate? {
    for key in ["at", "date"] {
      if let text = node[key]?.string, let day = CalendarDate(String(text.prefix(10))) { return day }
    }
    return nil
  }
}
