/// Kinds that an office wrote for itself: each is one file more, and nothing else.
public enum OwnKinds {
  /// Policies without a workflow: whoever writes one may settle it.
  public static let policy = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: policy
    title: Policy
    allOf: [{$ref: record}]
    properties: {status: {$ref: "record#/$defs/statuses"}}
    unevaluatedProperties: false
    x-fonds: {label: {en: Policy, zh: 制度}, type: "01"}

    """

  /// A list with parts of the shared shape, and a sum of money.
  public static let errand = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: errand
    title: Errand
    allOf: [{$ref: record}]
    properties:
      status: {enum: [draft, approved, closed, archived]}
      retention: {default: 30y}
      cost: {$ref: "record#/$defs/money"}
      currency: {$ref: "record#/$defs/currency"}
      resolutions: {type: array, items: {$ref: "record#/$defs/resolution"}}
    if: {$ref: "record#/$defs/unless-draft"}
    then: {required: [cost]}
    unevaluatedProperties: false
    x-fonds:
      label: {en: Errand, zh: 跑腿单}
      help: {en: Who went where for what., zh: 谁去哪里办什么。}
      type: "09"
      fields:
        cost: {en: Cost, zh: 费用, help: {en: What it cost, zh: 花了多少钱}}
        currency: {en: Currency, zh: 币种, help: {en: Of what is paid, zh: 付的是哪种钱}}
        resolutions: {en: To do, zh: 要办的事, help: {en: One line each, zh: 一事一行}}
      register: [id, date, title, cost, owner]

    """

  /// A sheet with a running balance that has no draft: in use from the first day.
  public static let stock = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: stock
    title: Stock
    allOf: [{$ref: record}]
    properties:
      status: {enum: [open, closed, archived], default: open}
      period: {$ref: "record#/$defs/month"}
      store: {$ref: "record#/$defs/text"}
      opening:
        type: array
        items:
          type: object
          properties:
            item: {$ref: "record#/$defs/text"}
            left: {$ref: "record#/$defs/quantity"}
          required: [item, left]
          additionalProperties: false
          x-fonds: {fields: {item: {en: Item, zh: 物品}, left: {en: Left, zh: 结存}}}
      rows:
        type: array
        items:
          type: object
          properties:
            date: {$ref: "record#/$defs/day"}
            item: {$ref: "record#/$defs/text"}
            received: {$ref: "record#/$defs/quantity"}
            issued: {$ref: "record#/$defs/quantity"}
            left: {$ref: "record#/$defs/quantity"}
            by: {$ref: "record#/$defs/person"}
            source: {$ref: "record#/$defs/number"}
            note: {$ref: "record#/$defs/text"}
          required: [date, item, left, by]
          additionalProperties: false
          x-fonds:
            fields:
              date: {en: Date, zh: 日期}
              item: {en: Item, zh: 物品}
              received: {en: Received, zh: 入库}
              issued: {en: Issued, zh: 发出}
              left: {en: Left, zh: 结存}
              by: {en: By, zh: 经手人}
              source: {en: Source, zh: 依据}
              note: {en: Note, zh: 说明}
    required: [period]
    unevaluatedProperties: false
    x-fonds:
      label: {en: Stock, zh: 库存表}
      help: {en: What came and went., zh: 进出登记。}
      type: "08"
      fields:
        period: {en: Month, zh: 月份}
        store: {en: Store, zh: 库房}
        opening: {en: Opening, zh: 期初}
        rows: {en: Rows, zh: 明细}
        status: {values: {open: {en: Open, zh: 登记中}}}
      statuses: {open: effective}
      free: [opening, rows]
      sheet:
        rows: rows
        per: [store]
        carry: [{to: opening, from: [opening, rows], last-by: item, keep: [item, left]}]
      checks:
        - {balance: rows, of: item, opening: opening, plus: [received], minus: [issued], result: left}
        - {within: rows.date, period: period}

    """

  /// A sheet of moments with matters left open, which needs more than is known before it is in use.
  public static let watch = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: watch
    title: Watch
    allOf: [{$ref: record}]
    properties:
      status: {enum: [draft, open, closed, archived]}
      period: {$ref: "record#/$defs/month"}
      post: {$ref: "record#/$defs/text"}
      chief: {$ref: "record#/$defs/person"}
      opening: {type: array, items: {$ref: "#/$defs/entry"}}
      rows: {type: array, items: {$ref: "#/$defs/entry"}}
    $defs:
      entry:
        type: object
        properties:
          at: {$ref: "record#/$defs/moment"}
          what: {$ref: "record#/$defs/text"}
          by: {$ref: "record#/$defs/person"}
          open: {type: boolean}
        required: [at, what, by]
        additionalProperties: false
        x-fonds:
          fields:
            at: {en: At, zh: 时间}
            what: {en: What, zh: 情况}
            by: {en: By, zh: 值班员}
            open: {en: Open, zh: 未办结}
    if: {$ref: "record#/$defs/unless-draft"}
    then: {required: [period, post, chief, rows]}
    unevaluatedProperties: false
    x-fonds:
      label: {en: Watch, zh: 值守表}
      help: {en: What happened., zh: 发生了什么。}
      type: "11"
      fields:
        period: {en: Month, zh: 月份}
        post: {en: Post, zh: 岗位}
        chief: {en: Chief, zh: 带班}
        opening: {en: Brought forward, zh: 上月结转}
        rows: {en: Entries, zh: 记录}
        status: {values: {open: {en: Open, zh: 记录中}}}
      statuses: {open: effective}
      free: [opening, rows]
      sheet:
        rows: rows
        per: [post]
        carry: [{to: opening, from: [opening, rows], where: {properties: {open: {const: true}}, required: [open]}}]
      checks: [{within: rows.at, period: period}]

    """
}

extension OfficeRepository {
  /// An office that knows policies and kinds of its own, no others: its rules are read in a moment.
  public convenience init(ownKinds: [String: String]) throws {
    try self.init(schemas: false)
    for (path, bytes) in try ShippedSchemas.frame() { try write(path, bytes) }
    for (name, text) in ownKinds.merging(["policy": OwnKinds.policy], uniquingKeysWith: { own, _ in own }) {
      try write("Schemas/kinds/\(name).yaml", text)
    }
    try commit("rules")
  }
}
