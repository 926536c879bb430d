import FondsModel
import FondsRules
import FondsTestSupport
import FondsText

/// A record of a kind without a workflow, with an approval that can be signed.
enum SignedRecord {
  static let id = "HR-2023-12-001"
  static let path = "Records/HR/2023/12/HR-2023-12-001_2023-05-08_审批.yaml"
  static let moment = "2023-05-08T10:22:00+08:00"

  private static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: errand
    allOf: [{$ref: record}]
    properties: {status: {enum: [draft, approved]}, amount: {type: number}}
    unevaluatedProperties: false
    x-fonds: {label: {en: Errand of test, zh: 测试审批单}, type: "12"}

    """

  /// The same along a workflow whose second step fills in the amount.
  private static let filledKind =
    kind.replacing("$id: errand", with: "$id: filled").replacing("Errand of test, zh: 测试审批单", with: "Filled, zh: 续填单")
    .replacing("[draft, approved]", with: "[draft, in-review, approved]")
    .replacing("type: \"12\"}", with: "type: \"12\", workflow: filled}")

  private static let workflow = """
    name: {en: Filled, zh: 续填}
    steps:
      - {name: head, role: department-head}
      - {name: quotes, role: purchaser, fills: [amount]}
      - {name: ceo, role: ceo}
    done: approved

    """

  static func text(content: String = "amount: 100\n", trail: String) -> String {
    """
    id: \(id)
    kind: errand
    title: 审批
    date: 2023-05-08
    classification: internal
    retention: 10y
    status: approved
    owner: li.na

    """ + content + "trail: " + trail
  }

  /// What an approval of the whole record covers, its owner and other free fields not.
  static func digest(of text: String) throws -> String {
    let root = RecordReader.read(Array(text.utf8)).root ?? Node(.null)
    return CoveredContent(of: root, without: try schemas([]).kinds["errand"]?.freeFields ?? []).digest
  }

  /// What is wrong with the record and with the organisation it is judged by.
  ///
  /// - Parameter people: lines of `keys` by the id of a person.
  static func judge(_ text: String, people: [(id: String, keys: String)]) throws -> [Diagnostic] {
    let checker = Checker(schemas: try schemas(people))
    let file = RecordFile(path: path, content: .text(RecordReader.read(Array(text.utf8))))
    return checker.checkSchemas() + checker.check(RecordContext(file, schemas: checker.schemas))
  }

  /// The shipped rules without their seventy kinds.
  private static func schemas(_ people: [(id: String, keys: String)]) throws -> Schemas {
    let path = "Schemas/organization.yaml"
    var organization = String(decoding: try ShippedSchemas.files()[path] ?? [], as: UTF8.self)
    for (id, keys) in people {
      organization = organization.replacing("- {id: \(id),", with: "- {id: \(id), keys: [\(keys)],")
    }
    return try ShippedSchemas.withoutKinds(adding: [
      path: Array(organization.utf8), Schemas.path(ofKind: "errand"): Array(kind.utf8),
      Schemas.path(ofKind: "filled"): Array(filledKind.utf8), Workflow.path(of: "filled"): Array(workflow.utf8),
    ])
  }
}

extension [Diagnostic] {
  var codes: [String] { map(\.code) }
}
