import FondsText
import JSONSchema

extension SchemaLoader {
  /// Reads the schedule; nil where the office has none, or its form is broken.
  mutating func readRetention(into registry: inout SchemaRegistry) -> Node? {
    let form = ConfigurationForm.retention
    guard has(form.path) else { return nil }
    let before = faults.count
    let root = configuration(form)
    guard faults.count == before else { return nil }
    for (pointer, condition) in RetentionReader.conditions(root) {
      registry.add(condition, uri: form.path, base: Schemas.baseURI, pointer: pointer)
    }
    return root
  }

  /// The schedule, where it has no fault.
  mutating func retention(_ root: Node, _ set: SchemaSet, kindNames: Set<String>) -> RetentionSchedule? {
    let reader = RetentionReader(root: root, kinds: kinds, kindNames: kindNames)
    let found = reader.faults
    add(found)
    guard found.isEmpty, !set.errors.contains(where: { $0.location.document == RetentionSchedule.path }) else {
      return nil
    }
    return reader.schedule(set)
  }
}
