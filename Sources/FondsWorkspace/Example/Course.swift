import FondsModel
import FondsText

/// How a record went along its workflow: after each entry of its trail the word of status that it had come to, and what
/// of it that entry brought.
///
/// Nothing but the workflow and the kind's schema says so.
struct Course: Sendable {
  /// The words after no entry, after one, and so on to the last.
  let words: [String]
  /// What steps brought, and after how many entries it was there: fields, and parts of the items of lists.
  private let parts: [Part: Int]

  /// A field, or one that all items of a list may have.
  fileprivate struct Part: Hashable {
    let field: String
    var child: String?
  }

  /// Nil for a record that goes by no workflow.
  init?(of root: Node, kind: Kind, schemas: Schemas) {
    guard let workflow = schemas.workflow(of: kind), workflow.judges(root), let trail = TrailEntry.trail(of: root)
    else { return nil }
    var parts = Self.parts(broughtBy: trail, of: root, kind: kind, workflow)
    var words: [String] = []
    for count in 0...trail.count {
      let begun = root.with("trail", root["trail"]?.first(count))
      var later = Set(parts.filter { $0.value > count }.keys)
      let early = begun.without(later)
      guard let progress = Progress(of: early, kind: kind, schemas: schemas, organization: schemas.organization)
      else { return nil }
      let word = Self.word(of: early, after: progress, kind: kind, isLast: count == trail.count)
      words.append(word)
      // What the word demands was there, whatever the step that brings it.
      func faults() -> Int { kind.schema.faults(in: begun.without(later).with("status", Node(.string(word)))).count }
      var least = faults()
      for part in parts.keys.sorted() where least > 0 && later.contains(part) {
        later.remove(part)
        let left = faults()
        if left < least { (least, parts[part]) = (left, count) } else { later.insert(part) }
      }
    }
    self.words = words
    self.parts = parts
  }

  /// Whether a field came with a step.
  func brings(_ field: String) -> Bool { parts[Part(field: field)] != nil }

  /// The fields that came with steps.
  var fields: [String] { parts.keys.filter { $0.child == nil }.map(\.field).sorted() }

  /// Where a record has what came later than with a number of entries.
  func paths(after count: Int, in root: Node) -> [[RecordEditor.Step]] {
    parts.filter { $0.value > count }.keys.sorted().flatMap { part -> [[RecordEditor.Step]] in
      guard let child = part.child else { return root[part.field] == nil ? [] : [[.key(part.field)]] }
      return (root[part.field]?.sequence ?? []).enumerated().filter { $0.element[child] != nil }
        .map { [.key(part.field), .index($0.offset), .key(child)] }
    }
  }

  /// What came with the entry that completed the first of the steps that bring it; where none did, with the first entry of
  /// such a step.
  private static func parts(
    broughtBy trail: [TrailEntry], of root: Node, kind: Kind, _ workflow: Workflow
  ) -> [Part: Int] {
    let steps = Set(trail.map(\.step)).compactMap { name in workflow.index(of: name).map { workflow.steps[$0] } }
    let filled = Set(steps.flatMap(\.fills))
    // What may still change after approval can be there from a step on that demands it, or from one that fills it.
    let fields = kind.fields.filter { root[$0.name] != nil && ($0.isFree || filled.contains($0.name)) }
    let brought = Dictionary(
      uniqueKeysWithValues: steps.map { step -> (String, [Part]) in
        let faults = step.evidence?.faults(in: root).count ?? 0
        func demands(_ part: Part) -> Bool {
          step.evidence.map { $0.faults(in: root.without([part])).count > faults } ?? false
        }
        let parts = fields.flatMap { field -> [Part] in
          let whole = Part(field: field.name)
          let children = root[field.name]?.sequence == nil ? [] : field.children.filter { !$0.isRequired }
          // What stands behind a part that is demanded came with it.
          return (step.fills.contains(field.name) || demands(whole) ? [whole] : [])
            + children.map { Part(field: field.name, child: $0.name) }.drop { !demands($0) }
        }
        return (step.name, parts)
      })
    var parts: [Part: Int] = [:]
    let completing = trail.indices.filter { trail[$0].decision.isCompleting }
    let others = trail.indices.filter { !trail[$0].decision.isCompleting }
    for index in completing + others {
      for part in brought[trail[index].step] ?? [] where parts[part] == nil { parts[part] = index + 1 }
    }
    return parts
  }

  /// The likeliest word that the schema accepts; at the end the record's own, if it is among them.
  private static func word(of early: Node, after progress: Progress, kind: Kind, isLast: Bool) -> String {
    let own = early["status"]?.string
    let reached = progress.reachedStatuses(of: kind)
    if isLast, let own, reached.contains(own) { return own }
    let known = reached + progress.statuses(of: kind).filter { !reached.contains($0) }
    return known.first { kind.schema.isValid(early.with("status", Node(.string($0)))) } ?? known.first ?? own ?? ""
  }
}

extension Course.Part: Comparable {
  static func < (left: Self, right: Self) -> Bool {
    (left.field, left.child ?? "") < (right.field, right.child ?? "")
  }
}

extension Node {
  fileprivate func without(_ parts: some Sequence<Course.Part>) -> Node {
    parts.reduce(self) { root, part in
      guard let child = part.child else { return root.with(part.field, nil) }
      guard let list = root[part.field], let items = list.sequence else { return root }
      return root.with(
        part.field, Node(.sequence(items.map { $0.with(child, nil) }), range: list.range, style: list.style))
    }
  }

  /// A list's first items; nil for none.
  fileprivate func first(_ count: Int) -> Node? {
    guard let items = sequence, count > 0 else { return nil }
    return Node(.sequence(Array(items.prefix(count))), range: range, style: style)
  }
}
