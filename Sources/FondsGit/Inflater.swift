import CZlib

/// Unpacks what zlib packed, one piece after the other with one state: making a new one costs as much as a small piece.
final class Inflater {
  // zlib points from its state back to this: it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private let isReady: Bool

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    isReady = czlib_inflate_init(stream) == Z_OK
  }

  deinit {
    if isReady { inflateEnd(stream) }
    stream.deinitialize(count: 1)
    stream.deallocate()
  }

  /// Unpacks what begins at a position, allocated; nil where it is damaged or not of this size.
  func unpack(_ bytes: UnsafeRawBufferPointer, from start: Int, size: Int) -> UnsafeMutableRawBufferPointer? {
    guard isReady, start < bytes.count, let base = bytes.baseAddress, inflateReset(stream) == Z_OK else { return nil }
    // One byte more, so that zlib always has room to come to the end of the stream.
    let result = ObjectData.allocate(size + 1)
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: (base + start).assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(clamping: bytes.count - start)
    stream.pointee.next_out = result.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(clamping: size + 1)
    guard inflate(stream, Z_FINISH) == Z_STREAM_END, stream.pointee.avail_out == 1 else {
      result.deallocate()
      return nil
    }
    return UnsafeMutableRawBufferPointer(rebasing: result[..<size])
  }

  /// The first bytes of what begins here: so many, or all there are. Nil where it is damaged.
  func beginning(of bytes: UnsafeRawBufferPointer, count: Int) -> [UInt8]? {
    guard isReady, let base = bytes.baseAddress, inflateReset(stream) == Z_OK else { return nil }
    stream.pointee.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(clamping: bytes.count)
    var status = Z_OK
    let beginning = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      stream.pointee.next_out = room.baseAddress
      stream.pointee.avail_out = UInt32(clamping: count)
      status = inflate(stream, Z_SYNC_FLUSH)
      filled = count - Int(stream.pointee.avail_out)
    }
    return status == Z_OK || status == Z_STREAM_END ? beginning : nil
  }

  /// Whether bytes are left behind the end of what was unpacked last.
  var leavesBytes: Bool { stream.pointee.avail_in > 0 }
}
