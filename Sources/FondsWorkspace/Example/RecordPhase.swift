import FondsModel
import FondsText

/// A record as it ended one stretch of its life: the last with what it is now, those before with what the changes told
/// beside it say that it was.
struct RecordPhase: Sendable {
  let editor: RecordEditor
  let kind: Kind
  let stages: Stages

  init(_ editor: RecordEditor, kind: Kind, schemas: Schemas) {
    self.editor = editor
    self.kind = kind
    stages = Stages(
      of: editor.root, kind: kind, common: Set(schemas.commonFields),
      course: Course(of: editor.root, kind: kind, schemas: schemas))
  }

  var root: Node { editor.root }
  var status: String { root["status"]?.string ?? "" }
  var trail: [Node] { root["trail"]?.sequence ?? [] }

  /// The phase before a change.
  func before(_ change: PastChange, schemas: Schemas) throws -> RecordPhase {
    var editor = editor
    let order = kind.fields.map(\.name)
    for (path, value) in change.before {
      guard let value else { continue }
      try editor.set(path, to: value, order: order)
    }
    // What is said beside a value is said of that one.
    try editor.remove(change.before.compactMap { $0.value == nil ? nil : editor.comment(behind: $0.path) })
    try editor.remove(change.before.filter { $0.value == nil }.map(\.path))
    return RecordPhase(editor, kind: kind, schemas: schemas)
  }

  // MARK: What came one by one

  /// One thing that was written down on its day: an item of a list that grew, or a mapping that says when it was.
  struct Row {
    let path: [RecordEditor.Step]
    let item: Node
    let field: Field
    /// Its day or time.
    let when: Node
    /// The time of day, where it stands apart from the day.
    let time: String?
    /// The person it names.
    let by: String?
  }

  /// What has a time in `at` is told once it was. A `date` alone may be a plan: then it is one of the rows only where the
  /// list is the sheet's, or may grow after approval, or where nobody approves the record.
  var rows: [Row] {
    kind.fields.filter { $0.name != "trail" && !isPart(ofStep: $0) }.flatMap { field -> [Row] in
      let grows = field.isFree || field.name == kind.sheet?.rows || trail.isEmpty
      guard let key = field.child("at") != nil ? "at" : field.isList && grows ? "date" : nil,
        let value = root[field.name]
      else { return [] }
      let person = field.children.first { $0.names == .person && !$0.isList }?.name
      func row(_ item: Node, _ path: [RecordEditor.Step]) -> Row? {
        item[key].map {
          Row(
            path: path, item: item, field: field, when: $0, time: item["time"]?.string,
            by: person.flatMap { item[$0]?.string })
        }
      }
      let here: [RecordEditor.Step] = [.key(field.name)]
      guard let items = value.sequence else { return [row(value, here)].compactMap(\.self) }
      return items.enumerated().compactMap { row($0.element, here + [.index($0.offset)]) }
    }
  }

  /// Whether a field came as a whole with a step, whatever time it names.
  private func isPart(ofStep field: Field) -> Bool {
    !field.isList && stages.course?.brings(field.name) ?? false
  }

  /// The times that may come later than the items, brought by a step, in which they stand.
  var times: [(path: [RecordEditor.Step], value: Node)] {
    var times: [(path: [RecordEditor.Step], value: Node)] = []
    for list in kind.fields where list.isList && stages.course?.brings(list.name) ?? false {
      let names = list.children.filter { $0.format == "date-time" && !$0.isRequired }.map(\.name)
      for (index, item) in (root[list.name]?.sequence ?? []).enumerated() {
        for name in names {
          if let value = item[name] { times.append(([.key(list.name), .index(index), .key(name)], value)) }
        }
      }
    }
    return times
  }

  /// A thing to do that was done on some day.
  struct Task {
    let path: [RecordEditor.Step]
    let item: Node
    let done: Node
    /// What its state was before.
    let open: Node?
  }

  var tasks: [Task] {
    kind.fields.flatMap { list -> [Task] in
      guard list.isList, list.child("done")?.format == "date", let state = list.child("state") else { return [] }
      let open = state.defaultValue ?? state.values.first.map { Node(.string($0)) }
      return (root[list.name]?.sequence ?? []).enumerated().compactMap { index, item in
        item["done"].map { Task(path: [.key(list.name), .index(index)], item: item, done: $0, open: open) }
      }
    }
  }

  // MARK: Numbers of other records

  /// A place where the record names another.
  struct Reference {
    let id: RecordID
    /// What has to go where the other does not exist yet: the number, or what can't be without it.
    let path: [RecordEditor.Step]
  }

  var references: [Reference] {
    references(in: root, kind.fields, at: [])
  }

  private func references(in node: Node, _ fields: [Field], at path: [RecordEditor.Step]) -> [Reference] {
    (node.mapping?.entries ?? []).flatMap { entry -> [Reference] in
      guard let field = fields.first(where: { $0.name == entry.key }) else { return [] }
      let here = path + [.key(entry.key)]
      if field.names == .record {
        if let id = entry.value.string.flatMap({ RecordID($0) }) {
          return [Reference(id: id, path: field.isRequired && !path.isEmpty ? path : here)]
        }
        return (entry.value.sequence ?? []).enumerated().compactMap { index, item in
          item.string.flatMap { RecordID($0) }.map { Reference(id: $0, path: here + [.index(index)]) }
        }
      }
      if let items = entry.value.sequence {
        return items.enumerated().flatMap { references(in: $0.element, field.children, at: here + [.index($0.offset)]) }
      }
      return references(in: entry.value, field.children, at: here)
    }
  }
}
