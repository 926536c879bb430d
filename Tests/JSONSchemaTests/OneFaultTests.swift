import FondsTestSupport
import FondsText
import JSONSchema
import Testing

@Suite("one fault, one diagnostic")
struct OneFaultTests {
  /// A kind over a base schema, as Fonds writes them.
  private static func kind() throws -> Schema {
    let set = try schemas([
      "record.yaml": #"""
      {"$id": "record", "type": "object", "required": ["id", "title"],
       "properties": {"id": {"type": "string", "pattern": "^[A-Z]"}, "title": {"type": "string", "minLength": 1},
                      "kind": {"type": "string"}, "status": {"type": "string"}}}
      """#,
      "contract.yaml": #"""
      {"$id": "contract", "allOf": [{"$ref": "record"}],
       "properties": {"amount": {"type": "number", "minimum": 0}, "status": {"enum": ["draft", "signed"]}},
       "if": {"properties": {"status": {"const": "draft"}}}, "else": {
         "required": ["amount"], "properties": {"signed": {"type": "string", "minLength": 10}}},
       "dependentSchemas": {"paper": {"properties": {"paper": {"type": "object"}}}},
       "unevaluatedProperties": false}
      """#,
    ])
    #expect(set.errors.isEmpty)
    return try #require(set.schema("fonds:/contract"))
  }

  @Test(arguments: [
    (#"{"id": "A", "title": "x", "status": "draft"}"#, []),
    // A base field that fails is not unknown as well, nor are its neighbours.
    (#"{"id": "a", "title": "x", "status": "draft"}"#, [#"/id pattern "a""#]),
    (#"{"id": 5, "title": "x", "status": "draft"}"#, ["/id type 5"]),
    (#"{"title": "x", "status": "draft"}"#, [#" required {"title": "x", "status": "draft"}"#]),
    // Nor are the fields of `else` and of a dependent schema.
    (#"{"id": "A", "title": "x", "status": "signed", "amount": 1, "signed": "now"}"#, [#"/signed minLength "now""#]),
    (#"{"id": "A", "title": "x", "status": "draft", "paper": 1}"#, ["/paper type 1"]),
    // What only `else` knows is unknown to a draft.
    (#"{"id": "A", "title": "x", "status": "draft", "signed": "2023-01-01"}"#, [#" unevaluatedProperties "signed""#]),
    // Two causes are two faults.
    (
      #"{"id": "a", "title": "x", "status": "draft", "colour": 1}"#,
      [#"/id pattern "a""#, #" unevaluatedProperties "colour""#]
    ),
    // A wrong type says all.
    (#"{"id": "A", "title": "x", "amount": 1, "status": 7}"#, ["/status type 7"]),
  ])
  func everyCauseIsReportedOnce(text: String, expected: [String]) throws {
    #expect(try Instance(text).faults(Self.kind()) == expected)
  }

  @Test func unknownPropertyBringsTheKnownNamesOfAllBaseSchemas() throws {
    let faults = try Self.kind().faults(in: Instance(#"{"id": "A", "title": "", "status": "draft", "amuont": 1}"#).node)
    let known = faults.compactMap { fault -> [String]? in
      if case .unknownProperty("amuont", let known) = fault.detail { known } else { nil }
    }
    #expect(known.first.map(Set.init) == ["id", "title", "kind", "status", "amount", "signed", "paper"])
  }

  @Test func baseSchemaReachedTwiceReportsOnce() throws {
    let schema = try schema(
      #"""
      {"$defs": {"base": {"properties": {"a": {"maximum": 3}}, "required": ["b"]}},
       "allOf": [{"$ref": "#/$defs/base"}, {"$ref": "#/$defs/base"}], "required": ["b"]}
      """#)
    #expect(try Instance(#"{"a": 5}"#).faults(schema) == ["/a maximum 5", #" required {"a": 5}"#])
  }

  @Test func failedAnyOfIsOneFaultAndItsPropertiesAreNotUnknown() throws {
    let schema = try schema(
      #"""
      {"anyOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]},
                 {"properties": {"b": {"type": "string"}}, "required": ["b"]}], "unevaluatedProperties": false}
      """#)
    #expect(try Instance(#"{"a": 1, "b": 1}"#).faults(schema) == [#" anyOf {"a": 1, "b": 1}"#])
    // A branch that holds leaves what only the other names unknown: the verdict is the specification's.
    #expect(try Instance(#"{"a": "x", "b": 1}"#).faults(schema) == [#" unevaluatedProperties "b""#])
  }

  @Test func propertyOfAFailedBranchStaysUnknownWhereAnotherHolds() throws {
    let schema = try schema(
      #"""
      {"oneOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"required": ["c"]}],
       "unevaluatedProperties": false}
      """#)
    #expect(try Instance(#"{"a": 1, "c": 1}"#).faults(schema).count == 2)
    #expect(try !schema.isValid(Instance(#"{"a": 1, "c": 1}"#).node))
  }

  @Test func unknownPropertyIsReportedOnceByAdditionalAndUnevaluated() throws {
    let schema = try schema(
      #"""
      {"allOf": [{"additionalProperties": false}], "propertyNames": {"minLength": 3},
       "unevaluatedProperties": false}
      """#
    )
    #expect(try Instance(#"{"a": 1}"#).faults(schema).count == 1)
  }
}
