import CLibgit2
import Glibc

/// The objects that lie each in a file of its own, `objects/ab/cdef…`: packed by zlib, `<type> <size>`, a NUL, the content.
///
/// A power failure may leave such a file cut short, and libgit2 1.5.1 never returns from reading one (its issue 7342, mended
/// in 2026). So nothing is left to its own reading of them: see `LooseObjectGuard`.
final class LooseObjects {
  private let folders: [String]
  private let inflater = Inflater()

  /// The longest beginning that an object may have: `commit`, and a size of 64 bits.
  private static let longestHeader = 32
  /// zlib makes at most 1032 bytes of one: what claims more is damaged, and gets no memory.
  private static let greatestRatio = 1032
  /// Larger objects are no records; libgit2 reads them.
  private static let largestObject = 1 << 30

  /// - Parameter folders: `…/.git/objects/` and those that are borrowed from, with a final slash.
  init(in folders: [String]) {
    self.folders = folders
  }

  /// Reads an object; nil where there is no such file, or libgit2 has to be asked. Throws `.damagedObject`.
  func read(_ oid: OID) throws(GitError) -> ObjectData? {
    for folder in folders {
      let path = LooseObjects.path(of: oid, in: folder)
      guard let file = LooseObjects.content(of: path) else { continue }
      defer { file.deallocate() }
      let bytes = UnsafeRawBufferPointer(file)
      guard let header = header(of: bytes) else { throw .damagedObject(call: "inflate", file: path) }
      if header.size > LooseObjects.largestObject { return nil }
      guard let object = object(bytes, header) else { throw .damagedObject(call: "inflate", file: path) }
      return object
    }
    return nil
  }

  /// The objects whose names begin with these hexadecimal digits, at least two.
  func names(beginning digits: String) -> [OID] {
    let (start, rest) = (digits.prefix(2), digits.dropFirst(2))
    return folders.flatMap { folder in
      fileNames(in: folder + start).filter { $0.hasPrefix(rest) }.compactMap { OID(start + $0) }
    }
  }

  /// Takes away the repository's own file of an object that is about to be written, where it is damaged: libgit2 takes any
  /// file of that name for the object.
  func removeDamaged(_ oid: OID) {
    guard let folder = folders.first else { return }
    do {
      guard let object = try LooseObjects(in: [folder]).read(oid), try object.name() != oid else { return }
    } catch {
      // Damaged, that is.
    }
    // Where this fails the object stays as it is, and reading it says so.
    unlink(LooseObjects.path(of: oid, in: folder))
  }

  private static func path(of oid: OID, in folder: String) -> String {
    let digits = oid.description
    return folder + digits.prefix(2) + "/" + digits.dropFirst(2)
  }

  private struct Header {
    let type: git_object_t
    let size: Int
    /// Its own length, the NUL included.
    let length: Int
  }

  private func header(of file: UnsafeRawBufferPointer) -> Header? {
    guard let text = inflater.beginning(of: file, count: LooseObjects.longestHeader),
      let end = text.firstIndex(of: 0), let space = text[..<end].firstIndex(of: UInt8(ascii: " ")),
      let size = Int(String(decoding: text[(space + 1)..<end], as: UTF8.self)), size >= 0,
      size / LooseObjects.greatestRatio <= file.count
    else { return nil }
    let type = git_object_string2type(String(decoding: text[..<space], as: UTF8.self))
    return git_object_typeisloose(type) == 1 ? Header(type: type, size: size, length: end + 1) : nil
  }

  private func object(_ file: UnsafeRawBufferPointer, _ header: Header) -> ObjectData? {
    guard let bytes = inflater.unpack(file, from: 0, size: header.length + header.size) else { return nil }
    guard !inflater.leavesBytes, let base = bytes.baseAddress else {
      bytes.deallocate()
      return nil
    }
    memmove(base, base + header.length, header.size)
    return ObjectData(owning: UnsafeMutableRawBufferPointer(rebasing: bytes[..<header.size]), type: header.type)
  }

  /// A file's bytes, allocated; nil for one that is not there. What else stands in the way libgit2 will say.
  private static func content(of path: String) -> UnsafeMutableRawBufferPointer? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= largestObject else {
      return nil
    }
    let bytes = ObjectData.allocate(Int(status.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = Glibc.read(descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        bytes.deallocate()
        return nil
      }
      filled += count
    }
    return bytes
  }
}
