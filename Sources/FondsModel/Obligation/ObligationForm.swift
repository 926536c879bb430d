/// The form of an obligation, in a kind's `x-fonds.obligations`, and the shapes that duties share with it.
enum ObligationForm {
  static let definitions = """

      obligation:
        type: object
        properties:
          name: {$ref: "#/$defs/obligation-name"}
          label: {$ref: "#/$defs/label"}
          each: {type: string, minLength: 1}
          where: {type: object}
          when: {type: object}
          from: {$ref: "#/$defs/choice"}
          until: {$ref: "#/$defs/choice"}
          due: {$ref: "#/$defs/choice"}
          within:
            anyOf:
              - {$ref: "#/$defs/limit"}
              - type: array
                minItems: 1
                items:
                  type: object
                  properties: {when: {type: object}, limit: {$ref: "#/$defs/limit"}}
                  required: [limit]
                  additionalProperties: false
          every: {$ref: "#/$defs/recurrence"}
          role: {type: string, minLength: 1}
          person: {$ref: "#/$defs/choice"}
          detail: {$ref: "#/$defs/choice"}
          done: {$ref: "#/$defs/choice"}
          met: {type: object}
          escalate: {$ref: "#/$defs/escalation"}
          remind: {$ref: "#/$defs/limit"}
          reports: {type: array, items: {type: string, minLength: 1}, uniqueItems: true}
          target: {$ref: "#/$defs/target"}
        required: [name, label]
        additionalProperties: false
        oneOf:
          - {required: [due], properties: {from: false, within: false, every: false, until: false}}
          - {required: [from, within], properties: {due: false, every: false, until: false}}
          - {required: [from, every], properties: {due: false, within: {type: string, pattern: "^[1-9]"}}}
    \(shared)
    """

  /// What obligations and duties have in common.
  static let shared = """

      obligation-name: {type: string, pattern: "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"}
      choice: {anyOf: [{type: string, minLength: 1}, {type: array, items: {type: string, minLength: 1}, minItems: 1, uniqueItems: true}]}
      limit: {type: string, pattern: "^-?[1-9][0-9]{0,3}(min|h|wh|d|wd|mo|y)$"}
      recurrence: {type: string, pattern: "^([1-9][0-9]{0,3}(d|mo|y)|(daily|workday)( ([01][0-9]|2[0-3]):[0-5][0-9])?|weekly( (mon|tue|wed|thu|fri|sat|sun))+|monthly( ([1-9]|[12][0-9]|3[01]))+|yearly( (0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))+)$"}
      target: {type: integer, minimum: 0, maximum: 100}
      escalation:
        type: object
        properties: {after: {$ref: "#/$defs/limit"}, to: {type: string, minLength: 1}}
        required: [after, to]
        additionalProperties: false
    """
}
