/// Finds references that lead back to their own beginning without moving on in the instance: `a` refers to `b`, `b` to
/// `a`. Such a schema could be evaluated for ever, so it is refused.
///
/// Dynamic references are left out, since only an evaluation knows where they lead; there the depth is bounded.
struct ReferenceLoops {
  private(set) var errors: [SchemaError] = []

  private enum Mark { case new, open, done }

  /// Walks depth first; a schema that is met while it is still open closes a loop.
  init(_ schemas: [CompiledSchema]) {
    var marks = [Mark](repeating: .new, count: schemas.count)
    for start in schemas.indices where marks[start] == .new {
      // A stack of its own: schemas may be chained more deeply than the thread's stack allows.
      var stack: [(schema: SchemaID, next: Int)] = [(start, 0)]
      marks[start] = .open
      while let (schema, next) = stack.last {
        let targets = schemas[schema].inPlace
        guard next < targets.count else {
          marks[schema] = .done
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let target = targets[next]
        switch marks[target] {
        case .new:
          marks[target] = .open
          stack.append((target, 0))
        case .open:
          let loop = stack.drop { $0.schema != target }.map { schemas[$0.schema].location }
          errors.append(
            SchemaError(kind: .referenceLoop(loop.map { $0.document + "#" + $0.pointer }), location: loop[0]))
        case .done:
          break
        }
      }
    }
  }
}
