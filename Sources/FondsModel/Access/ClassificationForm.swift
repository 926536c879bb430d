import FondsText

extension ConfigurationForm {
  /// The levels of secrecy: a file that an office may do without.
  static let classification = ConfigurationForm(
    "classification", unique: [("levels", "name")],
    """
    type: object
    properties:
      levels:
        type: array
        minItems: 1
        items:
          type: object
          properties:
            name: {type: string, minLength: 1}
            label: {$ref: "#/$defs/label"}
            open: {type: boolean}
            longest: {type: string, pattern: "^[1-9][0-9]?y$"}
            readers: {type: array, items: {type: string, minLength: 1}, uniqueItems: true}
            sealed: {type: boolean}
          required: [name, label]
          # What anybody may read is no secret: it has no term, no readers of its own and nothing to seal.
          if: {properties: {open: {const: true}}, required: [open]}
          then: {properties: {longest: false, readers: false, sealed: {const: false}}}
          additionalProperties: false
      review:
        type: object
        properties:
          every: {$ref: "#/$defs/recurrence"}
          within: {allOf: [{$ref: "#/$defs/limit"}, {pattern: "^[1-9]"}]}
          role: {type: string, minLength: 1}
          remind: {$ref: "#/$defs/limit"}
        required: [every, role]
        additionalProperties: false
    required: [levels]
    additionalProperties: false
    $defs:
    """ + ObligationForm.shared)
}

/// Finds what an office can get wrong in the levels beyond their form: other words than records use, roles that it does
/// not have.
struct ClassificationFaults {
  /// The file, whose form has been judged.
  let root: Node
  /// The words that `record.yaml` lists; empty where it lists none.
  let words: [String]
  let organization: Organization

  var all: [SchemaFileFault] {
    let levels = root["levels"]?.sequence ?? []
    let names = levels.compactMap { $0["name"]?.string }
    let foreign = levels.compactMap { level -> SchemaFileFault? in
      guard !words.isEmpty, let node = level["name"], let name = node.string, !words.contains(name) else { return nil }
      return fault(node, .noSuchLevel(name, nearest: nearestName(to: name, among: words)))
    }
    // A misspelt word is one fault, not two.
    let missing =
      foreign.isEmpty ? words.filter { !names.contains($0) }.map { fault(root["levels"], .levelMissing($0)) } : []
    let readers = levels.flatMap { $0["readers"]?.sequence ?? [] }
    return foreign + missing + (readers + [root["review"]?["role"]].compactMap(\.self)).compactMap(role)
  }

  /// An office that lists no roles may call them what it likes.
  private func role(_ node: Node) -> SchemaFileFault? {
    let roles = organization.roles.map(\.name)
    guard !roles.isEmpty, let name = node.string, !roles.contains(name) else { return nil }
    return fault(node, .noSuchRole(name, nearest: nearestName(to: name, among: roles)))
  }

  private func fault(_ node: Node?, _ problem: SchemaFileFault.Problem) -> SchemaFileFault {
    SchemaFileFault(path: Classification.path, range: node?.range, problem: problem)
  }
}
