import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// A file of `Schemas/` with one fault: a piece of the shipped text replaced, and the bytes that shall be named.
struct BrokenFile: Sendable, CustomTestStringConvertible {
  let what: String
  let path: String
  let old: String
  let new: String
  /// The text at which the fault is reported; nil where it is the whole file's.
  let at: String?

  init(_ what: String, _ path: String, _ old: String, _ new: String, at: String?) {
    self.what = what
    self.path = "Schemas/" + path
    self.old = old
    self.new = new
    self.at = at
  }

  var testDescription: String { what }

  static let all = [
    BrokenFile("no YAML", "fonds.yaml", "code: XZ", "code: [XZ", at: nil),
    BrokenFile("tab", "fonds.yaml", "languages:", "\tlanguages:", at: "\t"),
    BrokenFile("control character", "fonds.yaml", "综合办公室", "综合\u{7}办公室", at: "\u{7}"),
    BrokenFile("missing field", "fonds.yaml", "time-zone: Asia/Shanghai\n", "", at: nil),
    BrokenFile("unknown field", "fonds.yaml", "code: XZ", "code: XZ\ncolour: red", at: "colour"),
    BrokenFile("wrong value", "fonds.yaml", "[zh, en]", "[zh, fr]", at: "fr"),
    BrokenFile("wrong pattern", "organization.yaml", "code: ADM,", "code: adm,", at: "adm"),
    BrokenFile(
      "no date", "organization.yaml", "人力资源部}, from: 2000-01-01", "人力资源部}, from: 2000-13-01", at: "2000-13-01"),
    BrokenFile("person twice", "organization.yaml", "id: zhang.wei", "id: li.na", at: "li.na|2"),
    BrokenFile("role twice", "organization.yaml", "name: secretary", "name: archivist", at: "archivist|1"),
    BrokenFile("type code", "coding.yaml", "\"12\":", "\"1a\":", at: nil),
    BrokenFile("$id of the base", "record.yaml", "$id: record", "$id: recrd", at: "recrd"),
    BrokenFile("$id", "kinds/asset.yaml", "$id: asset", "$id: assets", at: "assets"),
    BrokenFile(
      "$ref to nothing", "kinds/asset.yaml", "user: {$ref: \"record#/$defs/person\"}",
      "user: {$ref: \"record#/$defs/persn\"}", at: "\"record#/$defs/persn\""),
    BrokenFile(
      "unknown type of value", "kinds/asset.yaml", "cost: {type: number, minimum: 0}\n  user",
      "cost: {type: numbr, minimum: 0}\n  user", at: "numbr"),
    BrokenFile(
      "unknown keyword", "kinds/asset.yaml", "serial: {type: string, minLength: 1}",
      "serial: {type: string, minLenght: 1}", at: "minLenght"),
    BrokenFile(
      "wrong keyword value", "kinds/asset.yaml", "serial: {type: string, minLength: 1}",
      "serial: {type: string, minLength: -1}", at: "-1"),
    BrokenFile(
      "bad pattern", "kinds/asset.yaml", "serial: {type: string, minLength: 1}",
      "serial: {type: string, pattern: \"(\"}", at: "\"(\""),
    BrokenFile("no schema", "kinds/asset.yaml", "serial: {type: string, minLength: 1}", "serial: 5", at: "5"),
    BrokenFile(
      "unknown $schema", "kinds/asset.yaml", "$schema: https://json-schema.org/draft/2020-12/schema",
      "$schema: https://json-schema.org/draft/2019/schema", at: "https://json-schema.org/draft/2019/schema"),
    BrokenFile("type code that coding.yaml lacks", "kinds/asset.yaml", "type: \"08\"", "type: \"88\"", at: "\"88\""),
    BrokenFile("unknown x-fonds key", "kinds/asset.yaml", "  type: \"08\"", "  typ: \"08\"", at: "typ"),
    BrokenFile("anchor", "kinds/asset.yaml", "title: Asset", "title: &t Asset", at: nil),
  ]
}

@Suite("Broken files of Schemas/")
struct BrokenSchemaFileTests {
  @Test(arguments: BrokenFile.all)
  func oneFaultIsReportedOnceAtItsPlace(_ broken: BrokenFile) throws {
    var files = try ShippedSchemas.files()
    let text = String(decoding: try #require(files[broken.path]), as: UTF8.self)
    try #require(text.contains(broken.old))
    let bytes = Array(text.replacing(broken.old, with: broken.new, maxReplacements: 1).utf8)
    files[broken.path] = bytes
    let faults = Schemas(files: files).faults.filter { $0.path == broken.path }
    #expect(faults.count == 1, "\(faults)")
    let fault = try #require(faults.first)
    guard let at = broken.at else { return }
    let parts = at.split(separator: "|")
    let range = try #require(fault.range)
    #expect(String(decoding: bytes[range], as: UTF8.self) == parts[0])
  }

  @Test func aBrokenKindTakesNoOtherWithIt() throws {
    var files = try ShippedSchemas.files()
    let path = "Schemas/kinds/asset.yaml"
    files[path] = Array(String(decoding: try #require(files[path]), as: UTF8.self).replacing("08", with: "88").utf8)
    let schemas = Schemas(files: files)
    #expect(schemas.brokenKinds == ["asset"])
    #expect(schemas.kinds["policy"] != nil)
  }

  @Test func aBrokenBaseIsReportedAtTheBaseAlone() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/record.yaml"] = Array("$id: record\nproperties: 5\n".utf8)
    #expect(Set(Schemas(files: files).faults.map(\.path)).contains("Schemas/record.yaml"))
    files["Schemas/record.yaml"] = nil
    #expect(Schemas(files: files).faults.map(\.path).contains("Schemas/record.yaml"))
  }

  @Test func kindsThatReferToEachOtherInACircleAreReported() throws {
    var files = try ShippedSchemas.files()
    for (name, other) in [("aa", "bb"), ("bb", "aa")] {
      files["Schemas/kinds/\(name).yaml"] = Array(
        """
        $schema: https://json-schema.org/draft/2020-12/schema
        $id: \(name)
        allOf: [{$ref: \(other)}]
        x-fonds: {label: \(name)}

        """.utf8)
    }
    let faults = Schemas(files: files).faults
    #expect(!faults.isEmpty)
    #expect(faults.allSatisfy { ["Schemas/kinds/aa.yaml", "Schemas/kinds/bb.yaml"].contains($0.path) })
  }

  @Test func randomBytesAsASchemaAreFaultsAndNoCrash() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      var files = try ShippedSchemas.files()
      let path = try #require(files.keys.sorted().randomElement(using: &generator))
      var bytes = try #require(files[path])
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      files[path] = bytes
      let schemas = Schemas(files: files)
      for fault in schemas.faults {
        #expect(fault.range.map { $0.upperBound <= (files[fault.path]?.count ?? 0) } ?? true)
      }
    }
  }
}
