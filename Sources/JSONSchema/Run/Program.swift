import FondsText

/// All compiled schemas. Immutable, shared by every run on every thread.
///
/// A run does nothing but walk from schema to schema, and all threads walk the same ones. Did it hold each of them as
/// Swift objects are held, the threads would spend their time on the reference counts that they share: two would be
/// no faster than one. So the schemas are laid out once in memory of their own, and a run reads them there.
final class Program: @unchecked Sendable {
  /// A schema as a run sees it: no references, so copying it counts nothing.
  struct Step {
    /// The schema that judges: another one where all that stands here is a reference to it.
    let target: SchemaID
    let body: CompiledSchema.Body
    let tracks: Bool
    let resource: Int
    let checkCount: Int
    /// The memory is the program's; it is never written again, which is what makes `@unchecked Sendable` true.
    let checks: UnsafeMutablePointer<Unmanaged<Judge>>
  }

  /// What was compiled, for everything that is not a run.
  let schemas: [CompiledSchema]
  /// One for each schema. Valid while the program lives: used only within `run`.
  private let steps: UnsafeMutablePointer<Step>
  let index: SchemaIndex
  /// For each resource its dynamic anchors.
  let dynamicAnchors: [[String: SchemaID]]
  /// Whether a run has to note the resources that it passes through.
  let hasDynamicReferences: Bool
  /// How deeply schemas may nest at one and the same place of an instance. No sound schema comes near; a dynamic
  /// reference that leads back to itself would otherwise never end.
  let depthLimit: Int

  init(schemas: [CompiledSchema], index: SchemaIndex) {
    self.schemas = schemas
    self.index = index
    dynamicAnchors = index.resources.map(\.dynamicAnchors)
    hasDynamicReferences = schemas.contains { $0.checks.contains { $0 is DynamicReference } }
    depthLimit = min(schemas.count + 64, 1024)
    steps = .allocate(capacity: schemas.count)
    for (id, schema) in schemas.enumerated() {
      let checks = UnsafeMutablePointer<Unmanaged<Judge>>.allocate(capacity: schema.checks.count)
      for (index, check) in schema.checks.enumerated() { (checks + index).initialize(to: .passRetained(Judge(check))) }
      (steps + id).initialize(
        to: Step(
          target: Self.target(of: id, among: schemas), body: schema.body, tracks: schema.tracks,
          resource: schema.resource, checkCount: schema.checks.count,
          checks: checks))
    }
  }

  /// Where a schema that is nothing but a reference leads, through others like it. One that leads to itself stays, for
  /// the run to complain of.
  private static func target(of id: SchemaID, among schemas: [CompiledSchema]) -> SchemaID {
    var visited: Set<SchemaID> = [id]
    var target = id
    while schemas[target].checks.count == 1, let reference = schemas[target].checks[0] as? Reference {
      guard visited.insert(reference.target).inserted else { return id }
      target = reference.target
    }
    return target
  }

  deinit {
    for id in schemas.indices {
      for index in 0..<steps[id].checkCount { steps[id].checks[index].release() }
      steps[id].checks.deallocate()
    }
    steps.deinitialize(count: schemas.count)
    steps.deallocate()
  }

  /// Applies a schema to an instance from its root and hands the finished run to the caller.
  func run<Result>(
    _ id: SchemaID, _ instance: Node, collects: Bool, _ finish: (_ passes: Bool, Run) -> Result
  ) -> Result {
    withExtendedLifetime(self) {
      var run = Run(self, steps: UnsafePointer(steps), collects: collects)
      var seen = Evaluated(isWanted: false)
      let passes = run.check(id, instance, &seen)
      return finish(passes, run)
    }
  }

  /// The properties that a schema names, itself or by the schemas that it applies in place, in their order.
  func propertyNames(of schema: SchemaID) -> [String] {
    var names: [String] = []
    var known: Set<String> = []
    var visited: Set<SchemaID> = []
    var pending = [schema]
    while let id = pending.popLast() {
      guard visited.insert(id).inserted else { continue }
      for check in schemas[id].checks {
        names += check.propertyNames.filter { known.insert($0).inserted }
        pending += check.inPlace
      }
    }
    return names
  }
}
