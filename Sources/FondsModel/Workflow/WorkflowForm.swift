import FondsText
import JSONSchema

/// The form that a file of `Schemas/workflows/` must have.
enum WorkflowForm {
  static let schema = builtInSchema(
    """
    type: object
    properties:
      name: {$ref: "#/$defs/label"}
      help: {$ref: "#/$defs/label"}
      since: {type: string, format: date}
      requester: {$ref: "#/$defs/names"}
      from: {type: string, minLength: 1}
      steps: {type: array, minItems: 1, items: {$ref: "#/$defs/step"}}
      green-channel:
        type: object
        properties:
          when: {type: object}
          to: {type: string, minLength: 1}
          skips: {$ref: "#/$defs/names"}
          make-up-within: {$ref: "#/$defs/limit"}
        required: [when, make-up-within]
        additionalProperties: false
      done: {type: string, minLength: 1}
      target: {type: integer, minimum: 0, maximum: 100}
    required: [name, steps, done]
    additionalProperties: false

    $defs:
      names: {type: array, items: {type: string, minLength: 1}, uniqueItems: true}
      some: {anyOf: [{type: string, minLength: 1}, {type: array, items: {type: string, minLength: 1}, minItems: 1, uniqueItems: true}]}
      limit: {type: string, pattern: "^[1-9][0-9]{0,3}(min|h|wh|d|wd|mo|y)$"}
      step:
        type: object
        properties:
          name: {type: string, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
          label: {$ref: "#/$defs/label"}
          role: {$ref: "#/$defs/some"}
          person: {type: string, minLength: 1}
          readers: {type: string, minLength: 1}
          holds: {$ref: "#/$defs/some"}
          need: {anyOf: [{enum: [one, all]}, {type: integer, minimum: 1, maximum: 99}]}
          self-allowed: {type: boolean}
          amount: {type: string, minLength: 1}
          after: {$ref: "#/$defs/names"}
          when: {type: object}
          optional: {type: boolean}
          decision:
            anyOf:
              - {enum: [approve, received, read, done]}
              - {type: array, items: {enum: [approve, reject, return, received, read, done]}, minItems: 1, uniqueItems: true}
          requires: {type: object}
          fills: {$ref: "#/$defs/names"}
          status: {type: string, minLength: 1}
          within:
            anyOf:
              - {$ref: "#/$defs/limit"}
              - type: array
                minItems: 1
                items:
                  type: object
                  properties:
                    when: {type: object}
                    limit: {$ref: "#/$defs/limit"}
                  required: [limit]
                  additionalProperties: false
          # 固定的日子或钟点：次日九点、每月 25 日 / A fixed point: nine o'clock, the 25th
          by: {type: string, pattern: "^((daily|workday)( ([01][0-9]|2[0-3]):[0-5][0-9])?|weekly( (mon|tue|wed|thu|fri|sat|sun))+|monthly( ([1-9]|[12][0-9]|3[01]))+|yearly( (0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))+)$"}
          from: {type: string, minLength: 1}
          escalate:
            type: object
            properties:
              after: {$ref: "#/$defs/limit"}
              to: {type: string, minLength: 1}
            required: [after, to]
            additionalProperties: false
        required: [name]
        # 时限和固定的日子只写一样 / A limit or a fixed point, not both
        dependentSchemas: {by: {properties: {within: false}}}
        # 要求岗位的是字段里写的人 / A role is asked of whom a field names
        dependentRequired: {holds: [person]}
        # 谁来办：三者之一 / Who takes it: one of the three
        oneOf: [{required: [role]}, {required: [person]}, {required: [readers]}]
        additionalProperties: false
    """, name: "workflow")
}
