import FondsTestSupport
import FondsText
import JSONSchema
import Testing

@Suite("broken schemas")
struct BrokenSchemaTests {
  @Test(arguments: [
    (#"{"type": "strng"}"#, #"#/type unknownType("strng", nearest: Optional("string"))"#, #""strng""#),
    (#"{"type": ["string", 5]}"#, #"#/type/1 wrongValue(keyword: "type", expected: types)"#, "5"),
    (#"{"minimum": "5"}"#, #"#/minimum wrongValue(keyword: "minimum", expected: number)"#, #""5""#),
    (#"{"minLength": -1}"#, #"#/minLength wrongValue(keyword: "minLength", expected: count)"#, "-1"),
    (#"{"multipleOf": 0}"#, #"#/multipleOf wrongValue(keyword: "multipleOf", expected: positiveNumber)"#, "0"),
    (#"{"required": "a"}"#, #"#/required wrongValue(keyword: "required", expected: uniqueStrings)"#, #""a""#),
    (#"{"required": ["a", "b", "a"]}"#, #"#/required duplicateValue("a")"#, #""a""#),
    (
      #"{"dependentRequired": {"a": "b"}}"#,
      #"#/dependentRequired/a wrongValue(keyword: "dependentRequired", expected: mappingOfUniqueStrings)"#, #""b""#
    ),
    (#"{"properties": {"a": 5}}"#, "#/properties/a notASchema", "5"),
    (#"{"properties": [5]}"#, #"#/properties wrongValue(keyword: "properties", expected: mappingOfSchemas)"#, "[5]"),
    (#"{"items": [{}]}"#, "#/items notASchema", "[{}]"),
    (#"{"allOf": []}"#, #"#/allOf wrongValue(keyword: "allOf", expected: schemas)"#, "[]"),
    (#"{"enum": "a"}"#, #"#/enum wrongValue(keyword: "enum", expected: list)"#, #""a""#),
    (#"{"uniqueItems": "yes"}"#, #"#/uniqueItems wrongValue(keyword: "uniqueItems", expected: boolean)"#, #""yes""#),
    (#"{"title": 5}"#, #"#/title wrongValue(keyword: "title", expected: string)"#, "5"),
    (#"{"$anchor": "a b"}"#, #"#/$anchor wrongValue(keyword: "$anchor", expected: anchorName)"#, #""a b""#),
    (#"{"$id": "a#b"}"#, #"#/$id invalidID("a#b")"#, #""a#b""#),
    (
      ##"{"$ref": "#/$defs/mony", "$defs": {"money": {}}}"##,
      ##"#/$ref unresolvedReference("#/$defs/mony", nearest: Optional("#/$defs/money"))"##, ##""#/$defs/mony""##
    ),
    (
      ##"{"$dynamicRef": "#nod", "$defs": {"a": {"$dynamicAnchor": "node"}}}"##,
      ##"#/$dynamicRef unresolvedReference("#nod", nearest: Optional("#node"))"##, ##""#nod""##
    ),
    (
      #"{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}"#, #"#/$defs/b/$anchor duplicateAnchor("x")"#, #""x""#
    ),
    (
      #"{"$schema": "http://json-schema.org/draft-07/schema#"}"#,
      ##"#/$schema unknownMetaschema("http://json-schema.org/draft-07/schema#")"##,
      ##""http://json-schema.org/draft-07/schema#""##
    ),
    (
      #"{"pattern": "("}"#,
      #"#/pattern invalidPattern("(", JSONSchema.PatternError(reason: unclosedGroup, offset: 0))"#,
      #""(""#
    ),
  ])
  func faultOfASchemaIsFoundWithItsPlace(text: String, error: String, slice: String) throws {
    let errors = try schemas(["x": text]).errors
    #expect(errors.map { "#" + $0.location.pointer + " \($0.kind)" }.map(Self.unqualified) == [Self.unqualified(error)])
    let range = try #require(errors.first?.location.range)
    #expect(try Instance(text).slice(range) == slice)
  }

  /// Nested values print with the names of their types, which are of no interest here.
  private static func unqualified(_ text: String) -> String {
    var text = text
    for name in ["JSONSchema.SchemaError.Expectation.", "JSONSchema.PatternError.Reason.", "JSONSchema."] {
      text = text.split(separator: name, omittingEmptySubsequences: false).joined()
    }
    return text
  }

  @Test func allFaultsAreReportedInOrder() throws {
    let errors = try schemas(["x": #"{"type": 1, "properties": {"a": {"minimum": []}, "b": {"pattern": "["}}}"#]).errors
    #expect(errors.map(\.location.pointer) == ["/type", "/properties/a/minimum", "/properties/b/pattern"])
  }

  @Test func brokenPatternOfPropertiesPointsAtTheKey() throws {
    let text = #"{"patternProperties": {"(": {}}, "additionalProperties": false}"#
    let errors = try schemas(["x": text]).errors
    #expect(errors.count == 1)
    #expect(try errors.map { try Instance(text).slice($0.location.range) } == [#""(""#])
  }

  @Test func unknownKeywordIsRefusedOnRequest() throws {
    let text = #"{"minimun": 1, "x-fonds": {"minimun": 2}, "own": 1, "properties": {"minimun": {}}}"#
    #expect(try schemas(["x": text]).errors.isEmpty)
    let strict = SchemaOptions(refusesUnknownKeywords: true, ignoredKeywords: ["own"])
    #expect(
      try schemas(["x": text], options: strict).errors.map(\.kind) == [.unknownKeyword("minimun", nearest: "minimum")])
  }

  @Test func duplicateIDNamesTheFirst() throws {
    let errors = try schemas(["a.yaml": #"{"$id": "k"}"#, "b.yaml": #"{"$id": "k"}"#]).errors
    #expect(errors.map(\.kind) == [.duplicateID("fonds:/k", first: "a.yaml")])
    #expect(errors.first?.location.document == "b.yaml")
  }

  @Test func unknownNameSuggestsTheNearest() throws {
    let errors = try schemas(["a.yaml": #"{"$id": "record"}"#, "b.yaml": #"{"$id": "k", "$ref": "recrod"}"#]).errors
    #expect(errors.map(\.kind) == [.unresolvedReference("recrod", nearest: "record")])
  }

  @Test(arguments: [
    ##"{"$ref": "#"}"##,
    ##"{"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"allOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"}"##,
    ##"{"not": {"if": {"$ref": "#"}}}"##,
    ##"{"dependentSchemas": {"a": {"$ref": "#"}}}"##,
  ])
  func endlessReferenceIsAnErrorAndDoesNotCrash(text: String) throws {
    let set = try schemas(["x": text])
    #expect(set.errors.count == 1)
    guard case .referenceLoop? = set.errors.first?.kind else {
      Issue.record("\(set.errors)")
      return
    }
    _ = try set.schema("x")?.isValid(Instance(#"{"a": 1}"#).node)
    _ = try set.schema("x")?.faults(in: Instance(#"{"a": 1}"#).node)
  }

  @Test func endlessDynamicReferenceIsFoundWhenItRuns() throws {
    // Two endless branches at each step: trying them all would take for ever.
    let text = ##"{"$dynamicAnchor": "n", "anyOf": [{"$dynamicRef": "#n"}, {"$dynamicRef": "#n"}]}"##
    let schema = try #require(try schemas(["x": text]).schema("x"))
    let node = try Instance("1").node
    #expect(!schema.isValid(node))
    guard case .endlessReference? = schema.faults(in: node).first?.detail else {
      Issue.record("no fault")
      return
    }
  }

  @Test func recursionOverTheInstanceIsNoLoop() throws {
    let schema = try schema(
      ##"{"type": "object", "properties": {"next": {"$ref": "#"}}, "additionalProperties": false}"##
    )
    let deep = String(repeating: #"{"next": "#, count: 60) + "{}" + String(repeating: "}", count: 60)
    #expect(try schema.isValid(Instance(deep).node))
    let list = try JSONSchemaTests.schema(##"{"contains": {"$ref": "#"}}"##)
    let deepList = String(repeating: "[", count: 64) + "1" + String(repeating: "]", count: 64)
    #expect(try list.isValid(Instance(deepList).node))
  }

  @Test func soundSchemasRunBesideBrokenOnes() throws {
    let set = try schemas(["a": #"{"$id": "a", "minimum": 3}"#, "b": #"{"$id": "b", "minimum": "3"}"#])
    #expect(set.errors.count == 1)
    #expect(set.schema("fonds:/a")?.errors.isEmpty == true)
    #expect(set.schema("fonds:/b")?.errors.count == 1)
    #expect(try set.schema("fonds:/a")?.isValid(Instance("2").node) == false)
  }
}
