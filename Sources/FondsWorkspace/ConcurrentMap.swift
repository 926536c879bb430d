import Dispatch

/// The results of a pure function over many values, computed on all cores, in order.
func concurrentMap<Input: Sendable, Output: Sendable>(
  _ inputs: [Input], _ transform: @Sendable (Input) -> Output
) -> [Output] {
  guard inputs.count > 1 else { return inputs.map(transform) }
  return [Output](unsafeUninitializedCapacity: inputs.count) { buffer, count in
    // Each iteration writes its own place and no other, which the compiler can't see.
    nonisolated(unsafe) let results = buffer
    DispatchQueue.concurrentPerform(iterations: inputs.count) { index in
      (results.baseAddress.map { $0 + index })?.initialize(to: transform(inputs[index]))
    }
    count = inputs.count
  }
}
