import FondsTestSupport
import FondsText
import JSONSchema
import Testing

@Suite("the branch that was meant")
struct ClosestBranchTests {
  private func closest(_ schemaText: String, _ text: String) throws -> String {
    let faults = try schema(schemaText).faults(in: Instance(text).node)
    #expect(faults.count == 1)
    switch faults.first?.closestBranch {
    case .values(let values): return "values \(values.map { $0.string ?? $0.number?.text ?? "?" })"
    case .types(let types): return "types \(types.map(\.rawValue))"
    case .faults(let faults): return "faults \(faults.map { "\($0.path) \($0.keyword?.rawValue ?? "")" })"
    case .some(.none): return "none"
    case nil: return "nil"
    }
  }

  @Test func constantsAreGivenTogether() throws {
    #expect(
      try closest(#"{"anyOf": [{"const": "a"}, {"enum": ["b", 3, "a"]}]}"#, #""x""#) == #"values ["a", "b", "3"]"#)
  }

  @Test func typesAreGivenTogether() throws {
    #expect(try closest(#"{"oneOf": [{"type": "string"}, {"type": "null"}]}"#, "1") == #"types ["string", "null"]"#)
  }

  @Test func branchOfTheRightTypeIsMeant() throws {
    let text = #"{"anyOf": [{"type": "string"}, {"type": "object", "required": ["a", "b"]}]}"#
    #expect(try closest(text, "{}") == #"faults [" required", " required"]"#)
  }

  @Test func branchOfTheRightFixedFieldIsMeant() throws {
    let text = #"""
      {"oneOf": [{"properties": {"by": {"const": "car"}, "plate": {"minLength": 5}}, "required": ["by", "plate"]},
                 {"properties": {"by": {"const": "foot"}}}]}
      """#
    #expect(try closest(text, #"{"by": "car", "plate": "A"}"#) == #"faults ["/plate minLength"]"#)
  }

  @Test func equallyNearBranchesLeaveTheQuestionOpen() throws {
    #expect(try closest(#"{"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}"#, "{}") == "none")
  }

  @Test func severalMatchesOfOneOfHaveNoClosest() throws {
    let faults = try schema(#"{"oneOf": [true, {"minimum": 3}, {"type": "string"}]}"#).faults(in: Instance("5").node)
    guard case .branches(_, matched: [0, 1])? = faults.first?.detail else {
      Issue.record("\(faults)")
      return
    }
    #expect(faults[0].closestBranch == nil)
  }
}
