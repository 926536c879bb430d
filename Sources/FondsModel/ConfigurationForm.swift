import FondsText
import JSONSchema

/// The form that a file of `Schemas/` other than a kind must have: a JSON Schema of its own, which Fonds brings along.
struct ConfigurationForm: Sendable {
  let path: String
  /// Lists whose items must differ in a key.
  let uniqueKeys: [(list: String, key: String)]
  let schema: Schema

  init(_ name: String, unique: [(list: String, key: String)] = [], _ text: String) {
    path = "\(Schemas.root)/\(name).yaml"
    uniqueKeys = unique
    schema = builtInSchema(text, name: name)
  }

  static let fonds = ConfigurationForm(
    "fonds",
    """
    type: object
    properties:
      code: {type: string, pattern: "^[A-Z0-9]{1,10}$"}
      name: {$ref: "#/$defs/label"}
      time-zone: {type: string, minLength: 1}
      languages: {type: array, items: {enum: [zh, en]}, minItems: 1, uniqueItems: true}
      calendar:
        type: object
        properties:
          office-hours: {type: array, items: {type: string, pattern: "^([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"}, minItems: 1}
          week: {type: array, items: {enum: [mon, tue, wed, thu, fri, sat, sun]}, minItems: 1, uniqueItems: true}
          until: {type: string, format: date}
          holidays:
            type: array
            items:
              type: object
              properties:
                from: {type: string, format: date}
                until: {type: string, format: date}
                name: {$ref: "#/$defs/label"}
              required: [from]
              additionalProperties: false
          workdays: {type: array, items: {type: string, format: date}, uniqueItems: true}
        required: [until]
        additionalProperties: false
      timeliness:
        type: object
        properties:
          target: {type: integer, minimum: 0, maximum: 100}
          entered-within: {type: string, pattern: "^[1-9][0-9]{0,3}(min|h|wh|d|wd|mo|y)$"}
        minProperties: 1
        additionalProperties: false
      searches:
        type: object
        propertyNames: {pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
        additionalProperties:
          anyOf:
            - {type: string, minLength: 1}
            - type: object
              properties:
                label: {$ref: "#/$defs/label"}
                query: {type: string, minLength: 1}
              required: [query]
              additionalProperties: false
    required: [code, name, time-zone]
    additionalProperties: false
    """)

  static let organization = ConfigurationForm(
    "organization", unique: [("people", "id"), ("roles", "name")],
    """
    type: object
    properties:
      departments:
        type: array
        items:
          type: object
          properties:
            code: {type: string, pattern: "^[A-Z][A-Z0-9]{1,7}$"}
            name: {$ref: "#/$defs/label"}
            from: {type: string, format: date}
            until: {type: string, format: date}
          required: [code, name]
          additionalProperties: false
      roles:
        type: array
        items:
          type: object
          properties:
            name: {type: string, minLength: 1}
            label: {$ref: "#/$defs/label"}
            per-department: {type: boolean}
            superior: {type: string}
            deputy: {type: string}
            limit: {type: number, minimum: 0}
            signs-from: {type: string, format: date}
            keeps-rules: {type: boolean}
          required: [name]
          additionalProperties: false
      people:
        type: array
        items:
          type: object
          properties:
            id: {type: string, pattern: "^[a-z][a-z0-9]*([.-][a-z0-9]+)*$"}
            name: {type: string, minLength: 1}
            department: {type: string}
            roles:
              type: array
              items:
                anyOf:
                  - {type: string}
                  - type: object
                    properties:
                      role: {type: string}
                      from: {type: string, format: date}
                      until: {type: string, format: date}
                    required: [role]
                    additionalProperties: false
            deputy: {type: string}
            email: {anyOf: [{type: string, format: email}, {type: array, items: {type: string, format: email}}]}
            keys:
              type: array
              items:
                type: object
                properties:
                  key: {type: string}
                  from: {type: string, format: date}
                  until: {type: string, format: date}
                required: [key]
                additionalProperties: false
            from: {type: string, format: date}
            until: {type: string, format: date}
          required: [id, name]
          additionalProperties: false
    required: [departments]
    additionalProperties: false
    """)

  static let coding = ConfigurationForm(
    "coding",
    """
    type: object
    properties:
      types:
        type: object
        propertyNames: {pattern: "^[0-9]{2}$"}
        additionalProperties: {$ref: "#/$defs/label"}
        minProperties: 1
      passed-over: {type: array, items: {type: string, minLength: 1}}
    required: [types]
    additionalProperties: false
    """)
}

/// The form of a kind's `x-fonds` blocks; the rest of the file is JSON Schema and judged by its compiler.
enum KindForm {
  static let schema = builtInSchema(
    """
    type: object
    properties:
      x-fonds:
        type: object
        properties:
          label: {$ref: "#/$defs/label"}
          help: {$ref: "#/$defs/label"}
          fields: {$ref: "#/$defs/field-labels"}
          type: {type: string}
          workflow: {type: string}
          open-to: {const: circle}
          references: {type: object, additionalProperties: {$ref: "#/$defs/names"}}
          statuses: {type: object, additionalProperties: {enum: [draft, in-review, approved, rejected, withdrawn, effective, superseded, closed, archived]}}
          free: {$ref: "#/$defs/names"}
          register: {$ref: "#/$defs/names"}
          closing: {$ref: "#/$defs/names"}
          sheet: {$ref: "#/$defs/sheet"}
          carry:
            type: object
            properties:
              per: {$ref: "#/$defs/names", minItems: 1}
              lists: {type: array, items: {$ref: "#/$defs/carry"}, minItems: 1}
            required: [per, lists]
            additionalProperties: false
          delegation:
            type: object
            properties:
              delegator: {type: string}
              delegate: {type: string}
              from: {type: string}
              until: {type: string}
              roles: {type: string}
              limit: {type: string}
              revoked: {type: string}
            required: [delegator, delegate, from, until]
            additionalProperties: false
          disposal:
            type: object
            properties:
              action: {enum: [destroy, transfer]}
              lines: {type: string}
              witnesses: {type: string}
              proposer: {type: string}
              step: {type: string}
              at: {type: string}
            required: [action, lines]
            # What is destroyed is watched, at some moment, in a step of its own.
            if: {properties: {action: {const: destroy}}}
            then: {required: [witnesses, proposer, step, at]}
            additionalProperties: false
          hold:
            type: object
            properties:
              records: {type: string}
              query: {type: string}
              from: {type: string}
              until: {type: string}
              reason: {type: string}
              release: {type: string}
            required: [from, until]
            anyOf: [{required: [records]}, {required: [query]}]
            additionalProperties: false
          reclassification:
            type: object
            properties:
              record: {type: string}
              to: {type: string}
              by: {$ref: "#/$defs/names", minItems: 1}
            required: [record, to, by]
            additionalProperties: false
          amendment:
            type: object
            properties:
              record: {type: string}
              field: {type: string}
              after: {type: string}
              by: {$ref: "#/$defs/names", minItems: 1}
            required: [record, field, by]
            additionalProperties: false
          checks: {type: array, items: {$ref: "#/$defs/check"}}
          obligations: {type: array, items: {$ref: "#/$defs/obligation"}}
        required: [label]
        # A sheet says so itself.
        not: {required: [sheet, carry]}
        additionalProperties: false
    required: [$schema, $id, x-fonds]
    """ + definitions + ObligationForm.definitions, name: "kind")

  /// The form of the block beside a part's `properties`, or of a shared shape's `enum`.
  static let part = builtInSchema(
    """
    type: object
    properties:
      fields: {$ref: "#/$defs/field-labels"}
      values: {type: object, additionalProperties: {$ref: "#/$defs/label"}}
      names: {enum: [record, person, department]}
    additionalProperties: false
    """ + definitions, name: "part")

  private static let definitions = """

    $defs:
      names: {type: array, items: {type: string, minLength: 1}, uniqueItems: true}
      field-labels:
        type: object
        additionalProperties:
          anyOf:
            - {type: string, minLength: 1}
            - type: object
              properties:
                en: {type: string, minLength: 1}
                zh: {type: string, minLength: 1}
                help: {$ref: "#/$defs/label"}
                values: {type: object, additionalProperties: {$ref: "#/$defs/label"}}
              minProperties: 1
              additionalProperties: false
      sheet:
        type: object
        properties:
          rows: {type: string}
          per: {$ref: "#/$defs/names"}
          carry: {type: array, items: {$ref: "#/$defs/carry"}}
        required: [rows]
        additionalProperties: false
      carry:
        type: object
        properties:
          to: {type: string}
          from: {type: array, items: {type: string}, minItems: 1}
          where: {type: object}
          last-by: {type: string}
          keep: {$ref: "#/$defs/names"}
          origin: {type: string}
        required: [to, from]
        # An item says its place in one list.
        if: {required: [origin]}
        then: {properties: {from: {maxItems: 1}}}
        additionalProperties: false
      check:
        oneOf:
          - type: object
            properties:
              order: {type: array, items: {type: string}, minItems: 1}
            required: [order]
            additionalProperties: false
          - type: object
            properties:
              total: {anyOf: [{type: string}, {type: array, items: {type: string}, minItems: 1}]}
              is: {type: [string, number]}
            required: [total, is]
            additionalProperties: false
          - type: object
            properties:
              continuous: {type: string}
              from: {type: string}
              until: {type: string}
              starts: {type: string}
              ends: {type: string}
            required: [continuous, from, until]
            additionalProperties: false
          - type: object
            properties:
              balance: {type: string}
              of: {type: string}
              opening: {type: string}
              plus: {type: array, items: {type: string}, minItems: 1}
              minus: {type: array, items: {type: string}, minItems: 1}
              result: {type: string}
            required: [balance, result]
            additionalProperties: false
          - type: object
            properties:
              within: {type: string}
              period: {type: string}
            required: [within, period]
            additionalProperties: false
          - type: object
            properties:
              unique: {anyOf: [{type: string}, {type: array, items: {type: string}, minItems: 2}]}
            required: [unique]
            additionalProperties: false
          - type: object
            properties:
              ahead: {type: array, items: {type: string}, minItems: 2, maxItems: 2}
              by: {type: string, pattern: "^[1-9][0-9]{0,3}(d|wd|mo|y)$"}
              when: {type: object}
              unless: {type: string}
            required: [ahead, by]
            additionalProperties: false
    """
}

/// A schema that travels inside Fonds, with the shape of a bilingual label.
func builtInSchema(_ text: String, name: String) -> Schema {
  let label = """
    \(text.contains("$defs:") ? "" : "\n$defs:")
      label:
        anyOf:
          - {type: string, minLength: 1}
          - {type: object, properties: {en: {type: string}, zh: {type: string}}, minProperties: 1, additionalProperties: false}

    """
  let reading = RecordReader.read(Array((text + label).utf8))
  var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: true, refusesUnknownKeywords: true))
  registry.add(reading.root ?? Node(.mapping(Mapping())), uri: "fonds:\(name)")
  let set = registry.compile()
  guard reading.faults.isEmpty, set.errors.isEmpty, let schema = set.schema("fonds:\(name)") else {
    preconditionFailure("the built-in schema '\(name)' is broken: \(reading.faults) \(set.errors)")
  }
  return schema
}
