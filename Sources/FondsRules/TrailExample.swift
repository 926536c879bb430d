import FondsModel

/// A workflow, a kind that goes by it and a record on its way: what explains and tests the rules about trails.
enum TrailExample {
  private static let workflow = """
    name: {en: Example of a workflow, zh: 流程示例}
    steps:
      - {name: department-head, role: department-head}
      - name: finance
        role: finance-reviewer
        requires: {properties: {attachments: {minItems: 1}}, required: [attachments]}
      - {name: ceo, role: ceo}
    done: approved

    """

  private static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: example
    allOf: [{$ref: record}]
    properties: {status: {enum: [draft, in-review, approved, rejected, withdrawn]}}
    unevaluatedProperties: false
    x-fonds:
      label: {en: Example of a trail, zh: 办理过程示例}
      type: "09"
      workflow: example

    """

  private static let text = """
    id: SEC-2023-09-001
    kind: example
    title: 购置打印机
    date: 2023-05-08
    classification: internal
    retention: 10y
    status: in-review
    owner: lin.yue
    attachments: [{name: 报价.pdf}]
    trail:
      - {step: department-head, by: wang.fang, decision: approve, at: "2023-05-08T10:00:00+08:00"}
      - {step: finance, by: qian.feng, decision: approve, at: "2023-05-09T10:00:00+08:00"}

    """

  static let sound = replacing("", with: "")

  /// The record before its last step.
  static let begun = replacing(
    "  - {step: finance, by: qian.feng, decision: approve, at: \"2023-05-09T10:00:00+08:00\"}\n", with: "")

  static func replacing(_ old: String, with new: String) -> Example {
    let changed = old.isEmpty ? text : text.replacing(old, with: new)
    return Example([
      .init(path: "\(Schemas.root)/workflows/example.yaml", bytes: Array(workflow.utf8)),
      .init(path: "\(Schemas.root)/kinds/example.yaml", bytes: Array(kind.utf8)),
      .init(path: "Records/SEC/2023/09/SEC-2023-09-001_2023-05-08_购置打印机.yaml", bytes: Array(changed.utf8)),
    ])
  }
}
