import Glibc

/// What tells, without reading a file, that it is still the one that was read: what Git's index goes by, too.
///
/// It speaks of the file as it is on disk. Git's index would speak of what the file is to Git, after filters and line
/// endings are taken out, and a check is of the file.
struct FileSignature: Sendable, Hashable {
  /// In bytes.
  let size: Int64
  /// When the content and when anything of the file was changed last, in nanoseconds since 1970.
  let modified: Int64
  let changed: Int64
  let inode: UInt64

  init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    (self.size, self.modified, self.changed, self.inode) = (size, modified, changed, inode)
  }

  init(_ status: stat) {
    self.init(
      size: Int64(status.st_size), modified: status.st_mtim.nanoseconds, changed: status.st_ctim.nanoseconds,
      inode: UInt64(status.st_ino))
  }

  /// The coarsest step in which a disk counts time: within it a file can change twice and look the same.
  private static let coarsest: Int64 = 2_000_000_000

  /// Whether any change from a moment on would show.
  func isSettled(at moment: Int64) -> Bool {
    max(modified, changed) < moment - Self.coarsest
  }

  func write(to writer: inout ByteWriter) {
    for number in [size, modified, changed] { writer.number(Int(number)) }
    writer.number(Int(bitPattern: UInt(inode)))
  }

  init?(_ reader: inout ByteReader) {
    guard let size = reader.number(), let modified = reader.number(), let changed = reader.number(),
      let inode = reader.number()
    else { return nil }
    self.init(
      size: Int64(size), modified: Int64(modified), changed: Int64(changed), inode: UInt64(UInt(bitPattern: inode)))
  }

  /// The clock by which files are dated, in nanoseconds since 1970.
  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.nanoseconds
  }
}

extension timespec {
  fileprivate var nanoseconds: Int64 { Int64(tv_sec) &* 1_000_000_000 &+ Int64(tv_nsec) }
}
