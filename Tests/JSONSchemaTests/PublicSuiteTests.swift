import FondsTestSupport
import FondsText
import Foundation
import JSONSchema
import Testing

/// The public suite of the JSON Schema organisation: all mandatory cases of 2020-12.
@Suite("public JSON Schema test suite")
struct PublicSuiteTests {
  static let folder = ProcessInfo.processInfo.environment["FONDS_JSON_SCHEMA_SUITE"].map {
    URL(fileURLWithPath: $0, isDirectory: true)
  }

  /// The files of the suite; none without the suite, and then the test is skipped.
  static let files: [String] = jsonFiles(below: "tests/draft2020-12")

  @Test(
    .enabled(if: folder != nil, "FONDS_JSON_SCHEMA_SUITE names the folder of JSON-Schema-Test-Suite"),
    arguments: files)
  func everyCaseHasTheVerdictOfTheSuite(file: String) throws {
    let asserts = file.hasPrefix("optional/format/")
    var registry = SchemaRegistry(options: SchemaOptions(formatAssertion: asserts))
    for remote in Self.jsonFiles(below: "remotes/draft2020-12") {
      registry.add(try Self.read("remotes/draft2020-12/" + remote), uri: "http://localhost:1234/draft2020-12/" + remote)
    }
    for group in try Self.read("tests/draft2020-12/" + file).sequence ?? [] {
      let name = "\(file): \(group["description"]?.string ?? "")"
      var own = registry
      own.add(try #require(group["schema"]), uri: "https://suite.invalid/schema")
      let schema = try #require(
        own.compile(only: ["https://suite.invalid/schema"]).schema("https://suite.invalid/schema"))
      #expect(schema.errors.isEmpty, "\(name)")
      for test in group["tests"]?.sequence ?? [] {
        let data = try #require(test["data"])
        let name = "\(name): \(test["description"]?.string ?? "")"
        #expect(schema.isValid(data) == test["valid"]?.bool, "\(name)")
        #expect(schema.faults(in: data).isEmpty == test["valid"]?.bool, "\(name): faults")
      }
    }
  }

  private static func jsonFiles(below path: String) -> [String] {
    guard let root = folder?.appendingPathComponent(path, isDirectory: true),
      let names = FileManager.default.enumerator(atPath: root.path)
    else { return [] }
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
  }

  private static func read(_ path: String) throws -> Node {
    let file = try #require(folder).appendingPathComponent(path)
    return try JSONReader.read([UInt8](Data(contentsOf: file)))
  }
}
