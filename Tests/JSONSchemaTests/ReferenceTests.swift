import FondsTestSupport
import FondsText
import Testing

@testable import JSONSchema

@Suite("references and documents")
struct ReferenceTests {
  /// The examples of RFC 3986, section 5.4.
  @Test(arguments: [
    ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
    ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), (";x", "http://a/b/c/;x"),
    ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
    ("../", "http://a/b/"),
    ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../g", "http://a/g"), ("../../../g", "http://a/g"),
    ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
    ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
    ("g/../h", "http://a/b/c/h"),
    ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
  ])
  func referenceIsResolvedAsTheStandardSays(reference: String, expected: String) {
    let base = URIReference("http://a/b/c/d;p?q")
    #expect(URIReference(reference).resolved(against: base).withoutFragment == expected)
  }

  @Test func bareNamesResolveWhateverTheFolder() throws {
    let set = try schemas([
      "Schemas/record.yaml": #"{"$id": "record", "required": ["id"], "$defs": {"money": {"minimum": 0}}}"#,
      "Schemas/kinds/contract.yaml":
        #"{"$id": "contract", "$ref": "record", "properties": {"amount": {"$ref": "record#/$defs/money"}}}"#,
    ])
    #expect(set.errors.isEmpty)
    let contract = try #require(set.schema("Schemas/kinds/contract.yaml"))
    #expect(try Instance(#"{"amount": -1}"#).faults(contract).count == 2)
    #expect(contract.documents.map(\.uri) == ["Schemas/kinds/contract.yaml", "Schemas/record.yaml"])
    #expect(contract.documents.map(\.id) == ["fonds:/contract", "fonds:/record"])
    #expect(set.schema("fonds:/record#/$defs/money") != nil)
    #expect(set.schema("fonds:/nothing") == nil)
  }

  @Test func onlyWhatIsAskedForIsCompiled() throws {
    var registry = SchemaRegistry()
    registry.add(try JSONReader.read(#"{"$id": "a", "$ref": "b"}"#), uri: "a.yaml", base: "fonds:/")
    registry.add(try JSONReader.read(#"{"$id": "b", "minimum": 3}"#), uri: "b.yaml", base: "fonds:/")
    registry.add(try JSONReader.read(#"{"$id": "c", "minimum": "x"}"#), uri: "c.yaml", base: "fonds:/")
    let set = registry.compile(only: ["fonds:/a"])
    #expect(set.errors.isEmpty)
    #expect(set.schema("fonds:/b") != nil)
    #expect(set.schema("fonds:/c") == nil)
  }

  @Test func metaschemaJudgesItselfAndOthers() throws {
    let set = try schemas(["x": #"{"$ref": "https://json-schema.org/draft/2020-12/schema"}"#])
    #expect(set.errors.isEmpty)
    let meta = try #require(set.schema("x"))
    #expect(meta.documents.count == 9)
    for document in meta.documents { #expect(meta.isValid(document.root), "\(document.uri)") }
    #expect(try Instance(#"{"properties": {"a": {"type": "strng"}}}"#).faults(meta).count == 1)
    #expect(try !meta.isValid(Instance(#"{"$defs": {"a": {"minLength": -1}}}"#).node))
  }

  @Test func referenceIntoAnUnknownKeywordIsCompiledWithItsParts() throws {
    let schema = try schema(
      ##"{"definitions": {"a": {"properties": {"b": {"minimum": 3}}}}, "$ref": "#/definitions/a"}"##)
    #expect(try Instance(#"{"b": 1}"#).faults(schema) == ["/b minimum 1"])
  }

  @Test func everyKeywordStandsInTheTable() {
    for keyword in SchemaKeyword.allCases { #expect(Dialect.keyword(keyword.rawValue)?.keyword == keyword) }
    #expect(Dialect.keywordNames.count == SchemaKeyword.allCases.count)
  }
}
