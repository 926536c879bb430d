import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// A small office with one kind of paper, for tests of workflows.
struct WorkflowOffice {
  let schemas: Schemas
  let kind: Kind
  let workflow: Workflow

  static let organization = """
    departments:
      - {code: HR, name: Personnel}
      - {code: FIN, name: Finance}
    roles:
      - {name: head, per-department: true, superior: leader}
      - {name: clerk, limit: 500, superior: chief}
      - {name: chief}
      - {name: finance}
      - {name: leader, superior: ceo}
      - {name: ceo, deputy: leader}
      - {name: witness}
    people:
      - {id: hr.head, name: A, department: HR, roles: [head]}
      - {id: fin.head, name: B, department: FIN, roles: [head, finance]}
      - {id: fin.two, name: C, department: FIN, roles: [finance, witness]}
      - {id: leader.one, name: D, department: HR, roles: [leader]}
      - {id: ceo.one, name: E, department: HR, roles: [ceo], deputy: fin.two}
      - {id: clerk.one, name: F, department: HR, roles: [clerk, witness]}
      - {id: chief.one, name: G, department: HR, roles: [chief, {role: witness, from: 2023-06-01, until: 2023-06-30}]}
      - {id: gone, name: H, department: HR, roles: [head], until: 2023-04-30}

    """

  private static let kindText = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: paper
    allOf: [{$ref: record}]
    properties:
      status: {enum: [draft, in-review, approved, effective, paid, rejected, withdrawn, superseded, closed, archived]}
      asks: {$ref: "record#/$defs/person"}
      amount: {type: number}
      quotes: {type: array, items: {type: string}}
      readers: {type: array, items: {type: object, properties: {who: {$ref: "record#/$defs/person"}}}}
      reported: {$ref: "record#/$defs/moment"}
      accepts: {$ref: "record#/$defs/person"}
    unevaluatedProperties: false
    x-fonds: {label: {en: Paper of a test, zh: 测试文件}, type: "09", workflow: paper, statuses: {paid: closed}}

    """

  /// - Parameter steps: the file of the workflow, from `steps:` on.
  init(_ steps: String) throws {
    let text = "name: {en: Paper, zh: 文件}\nrequester: [asks, owner]\n" + steps
    schemas = Schemas(files: [
      "Schemas/fonds.yaml": Array("code: XZ\nname: X\ntime-zone: Asia/Shanghai\n".utf8),
      "Schemas/coding.yaml": Array("types: {\"09\": Request}\n".utf8),
      "Schemas/organization.yaml": Array(Self.organization.utf8),
      "Schemas/record.yaml": try ShippedSchemas.files()["Schemas/record.yaml"] ?? [],
      "Schemas/kinds/paper.yaml": Array(Self.kindText.utf8),
      "Schemas/workflows/paper.yaml": Array(text.utf8),
    ])
    try #require(schemas.faults.isEmpty, "\(schemas.faults.map { "\($0.path): \($0.problem)" })")
    kind = try #require(schemas.kinds["paper"])
    workflow = try #require(schemas.workflows["paper"])
  }

  /// A paper of the office with further fields and its trail: `step by decision day-of-May[ field=value …]`.
  func record(_ fields: String = "", _ trail: [String] = [], status: String = "in-review") throws -> Node {
    var text = """
      id: HR-2023-09-001
      kind: paper
      title: 文件
      date: 2023-05-01
      classification: internal
      retention: 10y
      status: \(status)
      owner: clerk.one
      \(fields)

      """
    if !trail.isEmpty { text += "trail:\n" }
    for line in trail {
      let words = line.split(separator: " ").map(String.init)
      let day = words[3].count == 1 ? "0" + words[3] : words[3]
      let at = day.contains("T") ? day : "2023-05-\(day)T09:00:00+08:00"
      let rest = words.dropFirst(4).map { ", " + $0.replacing("=", with: ": ") }.joined()
      text += "  - {step: \(words[0]), by: \(words[1]), decision: \(words[2]), at: \"\(at)\"\(rest)}\n"
    }
    return try #require(RecordReader.read(Array(text.utf8)).root)
  }

  func progress(_ fields: String = "", _ trail: [String] = []) throws -> Progress {
    try progress(of: record(fields, trail))
  }

  func progress(of record: Node) throws -> Progress {
    try #require(Progress(of: record, kind: kind, schemas: schemas, organization: schemas.organization))
  }
}
