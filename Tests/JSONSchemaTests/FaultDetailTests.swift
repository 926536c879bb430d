import FondsTestSupport
import FondsText
import JSONSchema
import Testing

@Suite("faults say where and what")
struct FaultDetailTests {
  @Test(arguments: [
    (#"{"properties": {"a": {"items": {"type": "integer"}}}}"#, #"{"a": [1, "x"]}"#, #"/a/1 type "x""#),
    (#"{"required": ["b"]}"#, #" {"a": 1} "#, #" required {"a": 1}"#),
    (
      #"{"properties": {"a": true}, "additionalProperties": false}"#, #"{"a": 1, "b": 2}"#,
      #" additionalProperties "b""#
    ),
    (#"{"prefixItems": [true], "items": false}"#, "[1, 22]", " items 22"),
    (#"{"prefixItems": [true], "unevaluatedItems": false}"#, "[1, 22]", " unevaluatedItems 22"),
    (#"{"uniqueItems": true}"#, "[1, 2, 1.0]", " uniqueItems 1.0"),
    (#"{"propertyNames": {"pattern": "^a"}}"#, #"{"ab": 1, "ba": 2}"#, #" propertyNames "ba""#),
    (#"{"properties": {"a/b~c": {"minimum": 3}}}"#, #"{"a/b~c": 2}"#, "/a~1b~0c minimum 2"),
    (#"{"properties": {"a": false}}"#, #"{"a": 2}"#, "/a false 2"),
    (#"{"dependentRequired": {"a": ["b"]}}"#, #"{"a": 2}"#, #" dependentRequired {"a": 2}"#),
    (#"{"not": {"type": "string"}}"#, #""x""#, #" not "x""#),
    (#"{"contains": {"type": "string"}, "minContains": 2}"#, #"["x"]"#, #" contains ["x"]"#),
    (#"{"properties": {"合同": {"maxLength": 2}}}"#, #"{"合同": "一二三"}"#, #"/合同 maxLength "一二三""#),
    (#"{"patternProperties": {"^x": {"multipleOf": 2}}}"#, #"{"xy": 3}"#, "/xy multipleOf 3"),
  ])
  func faultPointsAtTheSmallestRange(schemaText: String, text: String, expected: String) throws {
    #expect(try Instance(text).faults(schema(schemaText)) == [expected])
  }

  @Test func faultNamesTheKeywordInItsDocument() throws {
    let text = #"{"$id": "base", "properties": {"a": {"maxLength": 2}}}"#
    let set = try schemas(["base.yaml": text, "kind.yaml": #"{"$id": "kind", "$ref": "base"}"#])
    let kind = try #require(set.schema("fonds:/kind"))
    let fault = try #require(kind.faults(in: Instance(#"{"a": "long"}"#).node).first)
    #expect(fault.schema.document == "base.yaml")
    #expect(fault.schema.pointer == "/properties/a/maxLength")
    #expect(try Instance(text).slice(fault.schema.range) == "2")
    guard case .wrongCount(limit: 2, actual: 4) = fault.detail else {
      Issue.record("\(fault.detail)")
      return
    }
  }

  @Test func fragmentOfAFileKeepsItsPlaceInTheFile() throws {
    var registry = SchemaRegistry()
    let when = try JSONReader.read(#"{"properties": {"amount": {"minimum": 5}}, "required": ["amount"]}"#)
    registry.add(when, uri: "workflows/buy.yaml", base: "fonds:/", pointer: "/steps/2/when")
    registry.add(try JSONReader.read("{}"), uri: "workflows/buy.yaml", base: "fonds:/", pointer: "/steps/3/when")
    let set = registry.compile()
    #expect(set.errors.isEmpty)
    let schema = try #require(set.schema("workflows/buy.yaml", pointer: "/steps/2/when"))
    let fault = try #require(schema.faults(in: Instance(#"{"amount": 4}"#).node).first)
    #expect(fault.schema.pointer == "/steps/2/when/properties/amount/minimum")
  }

  @Test func countsOfDetailsAreExact() throws {
    let details = try schema(
      #"{"minItems": 3, "contains": {"const": 1}, "maxContains": 1, "uniqueItems": true}"#
    ).faults(in: Instance("[1, 1]").node).map { "\($0.detail)" }
    #expect(
      details == [
        "wrongCount(limit: 3, actual: 2)", "wrongMatches(actual: 2, minimum: 1, maximum: Optional(1))",
        "repeatedItem(1, first: 0)",
      ])
  }

  @Test func largeCollectionsAreTrackedBeyondOneWord() throws {
    let names = (0..<200).map { "p\($0)" }
    let properties = names.map { "\"\($0)\": {}" }.joined(separator: ",")
    let schema = try schema(#"{"allOf": [{"properties": {\#(properties)}}], "unevaluatedProperties": false}"#)
    let entries = names.map { "\"\($0)\": 1" }.joined(separator: ",")
    #expect(try Instance("{\(entries)}").faults(schema).isEmpty)
    #expect(try Instance("{\(entries), \"q\": 1}").faults(schema) == [#" unevaluatedProperties "q""#])
  }

  @Test func uniqueItemsOfALongListIsQuick() throws {
    let schema = try schema(#"{"uniqueItems": true}"#)
    let items = (0..<50_000).map { "{\"a\": \($0), \"b\": 1}" }.joined(separator: ",")
    #expect(try Instance("[\(items)]").faults(schema).isEmpty)
    #expect(try Instance("[\(items), {\"b\": 1.0, \"a\": 7}]").faults(schema) == [#" uniqueItems {"b": 1.0, "a": 7}"#])
  }

  @Test func canonicallyEquivalentNamesAreDifferent() throws {
    let schema = try schema("{\"properties\": {\"\u{E9}\": {\"type\": \"string\"}}, \"additionalProperties\": false}")
    #expect(try schema.isValid(Instance("{\"\u{E9}\": \"x\"}").node))
    #expect(try !schema.isValid(Instance("{\"e\u{301}\": \"x\"}").node))
    let const = try JSONSchemaTests.schema("{\"const\": {\"\u{E9}\": 1}}")
    #expect(try !const.isValid(Instance("{\"e\u{301}\": 1}").node))
  }
}
