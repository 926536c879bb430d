/// A growing run of bytes that is reused from record to record.
///
/// Segmenting writes two bytes for each one it reads; appending to an `Array` byte by byte costs three times
/// as much as storing through a pointer behind one check of the room per token.
final class TokenBuffer {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private(set) var capacity: Int
  var count = 0

  init(capacity: Int = 4096) {
    base = .allocate(capacity: capacity)
    self.capacity = capacity
  }

  deinit {
    base.deallocate()
  }

  var bytes: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: base, count: count)
  }

  /// Makes room for `more` further bytes.
  @inline(__always)
  func reserve(_ more: Int) {
    if count + more > capacity { grow(more) }
  }

  /// Appends one byte; the room for it is reserved.
  @inline(__always)
  func push(_ byte: UInt8) {
    base[count] = byte
    count += 1
  }

  /// Appends bytes from elsewhere; the room for them is reserved.
  @inline(__always)
  func push(from source: UnsafePointer<UInt8>, count length: Int) {
    for offset in 0..<length { base[count + offset] = source[offset] }
    count += length
  }

  /// Appends an array.
  func append(_ bytes: [UInt8]) {
    reserve(bytes.count)
    bytes.withUnsafeBufferPointer {
      if let source = $0.baseAddress { push(from: source, count: $0.count) }
    }
  }

  @inline(never)
  private func grow(_ more: Int) {
    let larger = max(capacity * 2, count + more)
    let fresh = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    fresh.update(from: base, count: count)
    base.deallocate()
    base = fresh
    capacity = larger
  }
}
