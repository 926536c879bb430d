import Dispatch
import Foundation
import Synchronization

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

/// Does work that mostly waits for the disk on several threads, whatever the number of cores: a disk that is asked to
/// sync several files at once syncs them in one go. Throws the first error, once all threads have ended.
func concurrentlyWaiting<Input: Sendable>(
  on inputs: [Input], threads: Int = 8, _ work: @escaping @Sendable (Input) throws -> Void
) throws {
  let failure = Mutex<(any Error)?>(nil)
  let group = DispatchGroup()
  for first in 0..<min(threads, inputs.count) {
    group.enter()
    Thread.detachNewThread {
      for index in stride(from: first, to: inputs.count, by: threads) where failure.withLock({ $0 == nil }) {
        do { try work(inputs[index]) } catch { failure.withLock { $0 = $0 ?? error } }
      }
      group.leave()
    }
  }
  group.wait()
  if let error = failure.withLock({ $0 }) { throw error }
}
