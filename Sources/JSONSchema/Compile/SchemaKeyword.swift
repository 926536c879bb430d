/// The keywords of JSON Schema 2020-12.
public enum SchemaKeyword: String, Sendable, CaseIterable {
  // Core.
  case schema = "$schema"
  case id = "$id"
  case anchor = "$anchor"
  case dynamicAnchor = "$dynamicAnchor"
  case vocabulary = "$vocabulary"
  case comment = "$comment"
  case defs = "$defs"
  case ref = "$ref"
  case dynamicRef = "$dynamicRef"
  // Applicators.
  case allOf, anyOf, oneOf, not
  case `if`, then, `else`, dependentSchemas
  case properties, patternProperties, additionalProperties, propertyNames
  case prefixItems, items, contains
  case unevaluatedProperties, unevaluatedItems
  // Validation.
  case type, const, `enum`
  case multipleOf, minimum, exclusiveMinimum, maximum, exclusiveMaximum
  case minLength, maxLength, pattern
  case minItems, maxItems, uniqueItems, minContains, maxContains
  case minProperties, maxProperties, required, dependentRequired
  // Format, content and meta-data.
  case format, contentEncoding, contentMediaType, contentSchema
  case title, description, `default`, deprecated, readOnly, writeOnly, examples
}
