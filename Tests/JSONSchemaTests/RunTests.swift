import FondsTestSupport
import FondsText
import JSONSchema
import Testing

@Suite("exact numbers and many threads")
struct RunTests {
  @Test(arguments: [
    (#"{"multipleOf": 0.01}"#, "19.99", true), (#"{"multipleOf": 0.01}"#, "19.999", false),
    (#"{"multipleOf": 0.0001}"#, "0.0075", true), (#"{"multipleOf": 0.123456789}"#, "1e308", false),
    (#"{"multipleOf": 0.5}"#, "1e308", true), (#"{"const": 110105199001011234}"#, "110105199001011235", false),
    (#"{"const": 110105199001011234}"#, "110105199001011234.0", true),
    (#"{"maximum": 0.3}"#, "0.30000000000000000001", false),
    (#"{"exclusiveMinimum": 999999999999999999}"#, "1000000000000000000", true), (#"{"type": "integer"}"#, "1e3", true),
    (#"{"type": "integer"}"#, "1.5", false), (#"{"enum": [100]}"#, "1e2", true), (#"{"minimum": -2}"#, "-2.0", true),
  ])
  func numbersAreExact(schemaText: String, text: String, isValid: Bool) throws {
    #expect(try schema(schemaText).isValid(Instance(text).node) == isValid)
  }

  @Test func oneSchemaRunsOnManyThreads() async throws {
    let schema = try schema(
      #"""
      {"$defs": {"base": {"properties": {"id": {"pattern": "^[A-Z]{2,4}-[0-9]+$"}}, "required": ["id"]}},
       "allOf": [{"$ref": "#/$defs/base"}], "properties": {"n": {"multipleOf": 3}}, "unevaluatedProperties": false}
      """#)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for worker in 0..<8 {
        group.addTask {
          (0..<2_000).count { index in
            let isSound = (index + worker) % 2 == 0
            let node = Node(
              .mapping(
                Mapping([
                  .init(key: "id", value: Node(.string("HR-\(index)"))),
                  .init(key: "n", value: Node(.number(Number(isSound ? 3 * index : 3 * index + 1)))),
                ])))
            return schema.isValid(node) != isSound || schema.faults(in: node).count != (isSound ? 0 : 1)
          }
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }
}
