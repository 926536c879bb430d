import FondsText

/// One evaluation of one instance.
///
/// The same checks serve two ends: without `collects` a run stops at the first fault and builds nothing; with it, it
/// goes on and reports all. The verdict is the same.
///
/// **One fault, one diagnostic.** A subschema that fails gives, by the specification, no annotations, so whatever it
/// named would count as unevaluated as well. A collecting run lets it mark what it named all the same: where it
/// failed, its parent has failed too, so marks can silence a second report but never turn the verdict. Branches of
/// `anyOf` and `oneOf` may fail while their parent passes, so theirs count only if all have failed; a failed `if`, and
/// anything below `not`, never marks.
struct Run {
  let program: Program
  private let steps: UnsafePointer<Program.Step>
  private let depthLimit: Int
  private let hasDynamicReferences: Bool
  private(set) var collects: Bool
  private(set) var faults: [SchemaFault] = []
  /// Kept up only by a run that collects.
  private var path: [InstancePath.Token] = []
  /// The resources that were entered on the way here, outermost first.
  private(set) var scope: [Int] = []
  /// The schemas that are being applied to the present instance, one within the other.
  private var depth = 0
  /// Set when schemas turned out to refer to themselves without end. The instance then counts as invalid.
  private(set) var endless: SchemaFault?

  /// Made by `Program.run`, which keeps the steps alive.
  init(_ program: Program, steps: UnsafePointer<Program.Step>, collects: Bool) {
    self.program = program
    self.steps = steps
    depthLimit = program.depthLimit
    hasDynamicReferences = program.hasDynamicReferences
    self.collects = collects
  }

  // MARK: Descending

  /// Applies a schema to the same instance.
  mutating func check(_ id: SchemaID, _ instance: Node, _ seen: inout Evaluated) -> Bool {
    // With dynamic references it counts which resources the way leads through.
    let id = hasDynamicReferences ? id : steps[id].target
    switch steps[id].body {
    case .always, .absent: return true
    case .never: return failNever(id, instance)
    case .checks: break
    }
    // Once a loop is found nothing more is tried: with several branches in it there would be no end of trying.
    guard endless == nil, depth < depthLimit else { return failEndless(id, instance) }
    depth += 1
    defer { depth -= 1 }
    guard hasDynamicReferences, scope.last != steps[id].resource else { return checkAll(id, instance, &seen) }
    scope.append(steps[id].resource)
    defer { scope.removeLast() }
    return checkAll(id, instance, &seen)
  }

  /// Runs a schema with marks of its own where one of its keywords will ask for them.
  private mutating func checkAll(_ id: SchemaID, _ instance: Node, _ seen: inout Evaluated) -> Bool {
    guard steps[id].tracks else { return checkEach(id, instance, &seen) }
    // An `unevaluated…` keyword sees what its own schema evaluated, not what that schema's neighbours did.
    var own = Evaluated(isWanted: true)
    defer { seen.formUnion(own) }
    return checkEach(id, instance, &own)
  }

  private mutating func checkEach(_ id: SchemaID, _ instance: Node, _ seen: inout Evaluated) -> Bool {
    var passes = true
    let checks = steps[id].checks
    for index in 0..<steps[id].checkCount {
      let hasPassed = checks[index]._withUnsafeGuaranteedRef { $0.passes(instance, &self, &seen) }
      if hasPassed { continue }
      if !collects { return false }
      passes = false
    }
    return passes
  }

  /// Whether nothing at all meets a schema.
  func isNever(_ id: SchemaID) -> Bool { steps[id].body == .never }

  /// Applies a schema to a part of the instance.
  mutating func check(
    _ id: SchemaID, _ part: Node, at token: @autoclosure () -> InstancePath.Token
  ) -> Bool {
    guard collects else { return onPart { $0.check(id, part) } }
    path.append(token())
    defer { path.removeLast() }
    return onPart { $0.check(id, part) }
  }

  /// Runs something on a part of the instance, where the nesting of schemas begins anew.
  @inline(__always)
  mutating func onPart<Result>(_ body: (inout Run) -> Result) -> Result {
    let outer = depth
    depth = 0
    defer { depth = outer }
    return body(&self)
  }

  @inline(__always)
  private mutating func check(_ id: SchemaID, _ part: Node) -> Bool {
    var unwanted = Evaluated(isWanted: false)
    return check(id, part, &unwanted)
  }

  /// Applies a schema whose faults are nobody's: a condition.
  mutating func holds(_ id: SchemaID, _ instance: Node, _ seen: inout Evaluated) -> Bool {
    let outer = collects
    collects = false
    defer { collects = outer }
    return check(id, instance, &seen)
  }

  /// Applies a schema and hands its faults to the caller in place of reporting them.
  mutating func attempt(
    _ id: SchemaID, _ instance: Node, _ seen: inout Evaluated
  ) -> (passes: Bool, faults: [SchemaFault]) {
    let outer = faults
    faults = []
    let passes = check(id, instance, &seen)
    defer { faults = outer }
    return (passes, faults)
  }

  // MARK: Reporting

  /// Reports a fault where the run collects. Returns false, the verdict.
  @inline(__always)
  mutating func fail(
    _ origin: Origin, _ instance: Node, _ detail: @autoclosure () -> SchemaFault.Detail, range: Range<Int>? = nil
  ) -> Bool {
    guard collects else { return false }
    append(origin.keyword, origin.location, instance, detail(), range)
    return false
  }

  private mutating func failNever(_ id: SchemaID, _ instance: Node) -> Bool {
    guard collects else { return false }
    append(nil, program.schemas[id].location, instance, .notAllowed, nil)
    return false
  }

  private mutating func failEndless(_ id: SchemaID, _ instance: Node) -> Bool {
    if endless == nil {
      endless = SchemaFault(
        keyword: nil, detail: .endlessReference, instance: instance, range: instance.range,
        path: InstancePath(tokens: path), schema: program.schemas[id].location)
    }
    return false
  }

  private mutating func append(
    _ keyword: SchemaKeyword?, _ location: SchemaLocation, _ instance: Node, _ detail: SchemaFault.Detail,
    _ range: Range<Int>?
  ) {
    faults.append(
      SchemaFault(
        keyword: keyword, detail: detail, instance: instance, range: range ?? instance.range,
        path: InstancePath(tokens: path), schema: location))
  }
}
