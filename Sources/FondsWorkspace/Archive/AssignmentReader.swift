import FondsModel
import FondsText

/// Reads `field=value` as it is typed: a field by its name or its label, a part of one by a dotted path, and the value
/// by the field's type.
struct AssignmentReader {
  let form: CellForm
  /// The kind whose fields they are, for what is said of a name that is none of them.
  let kind: String
  let fields: [Field]

  /// Sets a value in a mapping, or takes it away where the text is empty. Parts and items of lists that are not there
  /// yet are made on the way.
  ///
  /// - Parameter path: such as `title`, `经办人`, `paper.box`, `resolutions.1.what`; items count from 1.
  /// - Returns: the name of the field that is set, or of which a part is.
  @discardableResult
  func set(_ path: String, to text: String, in root: inout Node) throws -> String {
    let target = try target(path)
    let value = try value(text, target)
    root = try root.setting(target.steps[...], to: value) { index, count in
      WorkspaceError.noSuchItem(path, number: index + 1, next: count + 1)
    }
    guard case .key(let field)? = target.steps.first else { throw WorkspaceError.badAssignment(path) }
    return field
  }

  /// Whether a path begins with one of the fields.
  func knows(_ path: String) throws -> Bool {
    let first = path.split(separator: ".", omittingEmptySubsequences: false).first.map(String.init) ?? ""
    return try named(path, among: fields, of: path) != nil || named(first, among: fields, of: path) != nil
  }

  // MARK: Paths

  private struct Target {
    let path: String
    var steps: [RecordEditor.Step]
    var field: Field
    /// Whether an item of the field's list is meant.
    var isItem = false
  }

  private func target(_ path: String) throws -> Target {
    // A label may have a point in it.
    if let field = try named(path, among: fields, of: path) {
      return Target(path: path, steps: [.key(field.name)], field: field)
    }
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    var target: Target?
    for (index, part) in parts.enumerated() {
      guard var current = target else {
        let field = try known(part, among: fields, of: path, before: parts[..<index])
        target = Target(path: path, steps: [.key(field.name)], field: field)
        continue
      }
      if current.field.isList, !current.isItem {
        guard let number = Int(part), number >= 1 else {
          throw WorkspaceError.partNeeded(path, example: Self.example(current.field, behind: parts[..<index]))
        }
        current.steps.append(.index(number - 1))
        current.isItem = true
      } else {
        let field = try known(part, among: current.field.children, of: path, before: parts[..<index])
        current = Target(path: path, steps: current.steps + [.key(field.name)], field: field)
      }
      target = current
    }
    guard let target else { throw WorkspaceError.badAssignment(path) }
    return target
  }

  private func known(
    _ name: String, among fields: [Field], of path: String, before: ArraySlice<String>
  ) throws -> Field {
    if let field = try named(name, among: fields, of: path) { return field }
    let nearest =
      nearestName(to: name, among: fields.map(\.name))
      ?? nearestName(to: name, among: fields.flatMap { [$0.label.zh, $0.label.en] })
    throw WorkspaceError.noSuchField(
      path, kind: kind, nearest: nearest.map { (before + [$0]).joined(separator: ".") })
  }

  private func named(_ name: String, among fields: [Field], of path: String) throws -> Field? {
    if let field = fields.first(where: { $0.name == name }) { return field }
    let found = fields.filter { $0.label.isNamed(name) }
    guard found.count < 2 else { throw WorkspaceError.ambiguousField(path, found.map(\.name)) }
    return found.first
  }

  /// How a part of a field, or an item of it, is written.
  private static func example(_ field: Field, behind path: some Sequence<String>) -> String {
    let parts = [field.isList ? "1" : nil, field.children.first?.name].compactMap(\.self)
    return (path + parts).joined(separator: ".") + "=…"
  }

  // MARK: Values

  /// The value that a text means; nil for an empty one.
  private func value(_ text: String, _ target: Target) throws -> Node? {
    let takesList = target.field.isList && !target.isItem
    let hasParts = CellForm.form(of: target.field) == .parts
    if takesList ? text.hasPrefix("[") : hasParts && text.hasPrefix("{") {
      let reading = RecordReader.read(Array("value: \(text)\n".utf8))
      guard reading.faults.isEmpty, let mapping = reading.root?.mapping, mapping.entries.count == 1,
        let node = mapping["value"]
      else { throw WorkspaceError.badAssignment("\(target.path)=\(text)") }
      return try typed(node, target)
    }
    guard !hasParts else {
      let path = target.path.split(separator: ".").map(String.init)
      let field = target.isItem ? target.field.item : target.field
      throw WorkspaceError.partNeeded(target.path, example: Self.example(field, behind: path))
    }
    guard takesList else { return try scalar(text, target) }
    let items = text.split { ",，、;；\n".contains($0) }
    return Node(.sequence(try items.compactMap { try scalar(String($0), target) }))
  }

  /// A value in brackets, with its names and words understood as they are outside of them.
  private func typed(_ node: Node, _ target: Target) throws -> Node? {
    switch node.value {
    case .null: return nil
    case .sequence(let items):
      var item = target
      item.isItem = true
      return Node(.sequence(try items.compactMap { try typed($0, item) }))
    case .mapping(let mapping):
      let entries = try mapping.entries.compactMap { entry -> Mapping.Entry? in
        let path = "\(target.path).\(entry.key)"
        let field = try known(entry.key, among: target.field.children, of: path, before: [target.path])
        return try typed(entry.value, Target(path: path, steps: [], field: field)).map {
          Mapping.Entry(key: field.name, value: $0)
        }
      }
      return Node(.mapping(Mapping(entries)))
    case .string(let text): return try scalar(text, target)
    case .number(let number): return try scalar(number.text, target)
    case .bool(let flag): return try scalar(flag ? "true" : "false", target)
    }
  }

  private func scalar(_ text: String, _ target: Target) throws -> Node? {
    let field = target.field.item
    do {
      return try form.value(of: text, as: field)
    } catch {
      if case .notListed = error, let value = Self.value(remarkedOn: text, of: field) { return Node(.string(value)) }
      throw WorkspaceError.wrongValue(target.path, value: text, reason: error.message)
    }
  }

  /// The listed value whose label is a word with a remark in brackets behind it: `巡查（每日 9:00）`.
  private static func value(remarkedOn word: String, of field: Field) -> String? {
    func bare(_ label: String) -> String {
      String(label.prefix { !"（(".contains($0) }.reversed().drop(while: \.isWhitespace).reversed())
    }
    let found = field.values.filter { value in
      let label = field.label(ofValue: value)
      return LocalizedText(en: bare(label.en), zh: bare(label.zh)).isNamed(word)
    }
    return found.count == 1 ? found.first : nil
  }
}

extension Node {
  /// The tree with a value at a path, or without it where the value is nil.
  ///
  /// - Parameter beyond: the error for an item that lies behind the next one of its list.
  fileprivate func setting(
    _ path: ArraySlice<RecordEditor.Step>, to value: Node?, beyond: (_ index: Int, _ count: Int) -> WorkspaceError
  ) throws -> Node {
    guard let step = path.first else { return value ?? Node(.null) }
    let rest = path.dropFirst()
    switch step {
    case .key(let key):
      var entries = mapping?.entries ?? []
      let index = entries.firstIndex { $0.key == key }
      if rest.isEmpty, value == nil {
        entries.removeAll { $0.key == key }
      } else {
        let old = index.map { entries[$0].value } ?? Node(.null)
        let entry = Mapping.Entry(key: key, value: try old.setting(rest, to: value, beyond: beyond))
        if let index { entries[index] = entry } else { entries.append(entry) }
      }
      return Node(.mapping(Mapping(entries)))
    case .index(let index):
      var items = sequence ?? []
      guard index <= items.count else { throw beyond(index, items.count) }
      if index == items.count { items.append(Node(.null)) }
      items[index] = try items[index].setting(rest, to: value, beyond: beyond)
      return Node(.sequence(items))
    }
  }
}

extension Node {
  /// A record's mapping, or a row, with the keys of each mapping in the order of its fields, and the defaults of the
  /// schema for what mappings within it leave open.
  func arranged(by fields: [Field], isWithin: Bool = false) -> Node {
    guard let mapping else { return self }
    var entries: [Mapping.Entry] = []
    for field in fields {
      guard let value = mapping[field.name] ?? (isWithin ? field.defaultValue : nil) else { continue }
      let parts = value.sequence.map { items in
        Node(
          .sequence(items.map { $0.arranged(by: field.children, isWithin: true) }), range: value.range,
          style: value.style)
      }
      entries.append(.init(key: field.name, value: parts ?? value.arranged(by: field.children, isWithin: true)))
    }
    let known = Set(fields.map(\.name))
    return Node(
      .mapping(Mapping(entries + mapping.entries.filter { !known.contains($0.key) })), range: range, style: style)
  }
}
