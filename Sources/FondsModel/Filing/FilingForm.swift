import FondsText

extension ConfigurationForm {
  /// How the office files: a file that it may do without.
  static let filing = ConfigurationForm(
    "filing", unique: [("categories", "code")],
    """
    type: object
    properties:
      role: {type: string, minLength: 1}
      # The item comes last: it is what counts on within a series.
      number: {type: string, pattern: '^([^{}\\s]|\\{(fonds|category|year|period|department)\\})*\\{item\\}$'}
      digits: {type: integer, minimum: 1, maximum: 8}
      category: {$ref: "#/$defs/category"}
      categories:
        type: array
        items:
          type: object
          properties:
            code: {$ref: "#/$defs/category"}
            label: {$ref: "#/$defs/label"}
            kinds: {type: array, items: {type: string, minLength: 1}, minItems: 1, uniqueItems: true}
          required: [code, kinds]
          additionalProperties: false
    additionalProperties: false
    $defs:
      category: {type: string, pattern: "^[A-Z][A-Z0-9]{0,7}$"}
    """)
}
