import FondsModel

/// A kind that declares every sort of agreement, and a record of it: what explains and tests the rules about them.
enum AgreementExample {
  private static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: example
    allOf: [{$ref: record}]
    properties:
      status: {enum: [draft, closed]}
      period: {$ref: "record#/$defs/month"}
      from: {$ref: "record#/$defs/day"}
      until: {$ref: "record#/$defs/day"}
      asked: {$ref: "record#/$defs/day"}
      parts: {type: array, items: {type: object, properties: {what: {type: string}, weight: {type: number}}}}
      shifts: {type: array, items: {type: object, properties: {from: {type: integer}, until: {type: integer}}}}
      rows:
        type: array
        items:
          type: object
          properties: {date: {$ref: "record#/$defs/day"}, item: {type: string}, in: {type: number}, out: {type: number}, left: {type: number}}
    unevaluatedProperties: false
    x-fonds:
      label: {en: Example of agreement, zh: 勾稽关系示例}
      type: "12"
      checks:
        - {order: [from, until]}
        - {total: parts.weight, is: 100}
        - {continuous: shifts, from: from, until: until}
        - {balance: rows, of: item, plus: [in], minus: [out], result: left}
        - {within: rows.date, period: period}
        - {unique: parts.what}
        - {ahead: [asked, from], by: 7d}

    """

  private static let text = """
    id: HR-2023-12-001
    kind: example
    title: 勾稽关系
    date: 2023-05-08
    classification: internal
    retention: 10y
    status: closed
    owner: li.na
    period: 2023-05
    from: 2023-05-08
    until: 2023-05-09
    asked: 2023-05-01
    parts:
      - {what: A, weight: 60}
      - {what: B, weight: 40}
    shifts:
      - {from: 1, until: 3}
      - {from: 3, until: 5}
    rows:
      - {date: 2023-05-08, item: 签字笔, in: 10, left: 10}
      - {date: 2023-05-09, item: 签字笔, out: 3, left: 7}

    """

  static let sound = replacing("", with: "")

  static func replacing(_ old: String, with new: String) -> Example {
    let changed = old.isEmpty ? text : text.replacing(old, with: new)
    return Example([
      .init(path: "\(Schemas.root)/kinds/example.yaml", bytes: Array(kind.utf8)),
      .init(path: "Records/HR/2023/12/HR-2023-12-001_2023-05-08_勾稽关系.yaml", bytes: Array(changed.utf8)),
    ])
  }
}
