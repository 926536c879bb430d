import FondsText

// The applicators that apply schemas to the same instance. How marks of what was evaluated travel: see `Run`.

/// `allOf` (Core, section 10.2.1.1): every branch holds. Its faults are reported as they are, since nobody can
/// tell from the outside whether a field stands in the base schema or in the kind.
struct AllOf: Check {
  let origin: Origin
  let branches: [SchemaID]

  var inPlace: [SchemaID] { branches }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    var passes = true
    for branch in branches where !run.check(branch, instance, &seen) {
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}

/// `anyOf` (Core, 10.2.1.2): at least one branch holds. Where none does, that is one fault with the branches'
/// faults inside.
struct AnyOf: Check {
  let origin: Origin
  let branches: [SchemaID]

  var inPlace: [SchemaID] { branches }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    var trial = Trial(seen)
    for branch in branches {
      trial.apply(branch, instance, &run)
      // Later branches matter only for what they evaluate.
      if !trial.matched.isEmpty, !seen.isWanted { return true }
    }
    seen.formUnion(trial.marks)
    return !trial.matched.isEmpty || run.fail(origin, instance, .branches(trial.faults, matched: []))
  }
}

/// `oneOf` (Core, 10.2.1.3): exactly one branch holds. Two that hold are as bad as none, but that is another
/// fault: it has nothing to list.
struct OneOf: Check {
  let origin: Origin
  let branches: [SchemaID]

  var inPlace: [SchemaID] { branches }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    var trial = Trial(seen)
    for branch in branches {
      trial.apply(branch, instance, &run)
      if trial.matched.count > 1, !run.collects { return false }
    }
    seen.formUnion(trial.marks)
    return trial.matched.count == 1
      || run.fail(origin, instance, .branches(trial.faults, matched: trial.matched))
  }
}

/// Branches that are tried one after the other.
private struct Trial {
  /// The branches that hold, by their place.
  private(set) var matched: [Int] = []
  /// The faults of each branch that was tried, empty for one that holds.
  private(set) var faults: [[SchemaFault]] = []
  private var tried = 0
  private var marksOfMatched: Evaluated
  private var marksOfFailed: Evaluated

  init(_ seen: Evaluated) {
    marksOfMatched = Evaluated(isWanted: seen.isWanted)
    marksOfFailed = marksOfMatched
  }

  /// What counts as evaluated: by the branches that hold; where all fail, by all, since one fault is then enough.
  var marks: Evaluated { matched.isEmpty ? marksOfFailed : marksOfMatched }

  mutating func apply(_ branch: SchemaID, _ instance: Node, _ run: inout Run) {
    var own = Evaluated(isWanted: marksOfMatched.isWanted)
    if run.collects {
      let (passes, found) = run.attempt(branch, instance, &own)
      faults.append(passes ? [] : FaultSieve.sift(found))
      note(passes, own)
    } else {
      note(run.check(branch, instance, &own), own)
    }
    tried += 1
  }

  private mutating func note(_ passes: Bool, _ own: Evaluated) {
    if passes {
      matched.append(tried)
      marksOfMatched.formUnion(own)
    } else {
      marksOfFailed.formUnion(own)
    }
  }
}

/// `not` (Core, 10.2.1.4): the schema does not hold. What the schema evaluated on the way does not count (11.3).
struct Not: Check {
  let origin: Origin
  let schema: SchemaID

  var inPlace: [SchemaID] { [schema] }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    var unwanted = Evaluated(isWanted: false)
    return !run.holds(schema, instance, &unwanted) || run.fail(origin, instance, .notAllowed)
  }
}

/// `if`, `then`, `else` (Core, 10.2.2). The condition itself is never a fault; what `then` or `else` find is reported
/// as if it stood in the schema itself.
struct Condition: Check {
  let origin: Origin
  let condition: SchemaID
  let then: SchemaID?
  let otherwise: SchemaID?

  var inPlace: [SchemaID] { [condition] + [then, otherwise].compactMap(\.self) }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    // A condition alone still tells what it evaluates.
    if then == nil, otherwise == nil, !seen.isWanted { return true }
    var own = Evaluated(isWanted: seen.isWanted)
    let holds = run.holds(condition, instance, &own)
    if holds { seen.formUnion(own) }
    guard let next = holds ? then : otherwise else { return true }
    return run.check(next, instance, &seen)
  }
}

/// `dependentSchemas` (Core, 10.2.2.4): the presence of a property brings in a schema for the whole mapping.
struct DependentSchemas: Check {
  let origin: Origin
  let schemas: [(name: String, schema: SchemaID)]

  var inPlace: [SchemaID] { schemas.map(\.schema) }

  func passes(_ instance: Node, _ run: inout Run, _ seen: inout Evaluated) -> Bool {
    guard case .mapping(let mapping) = instance.value else { return true }
    var passes = true
    for (name, schema) in schemas where mapping.hasExactKey(name) {
      guard !run.check(schema, instance, &seen) else { continue }
      if !run.collects { return false }
      passes = false
    }
    return passes
  }
}
