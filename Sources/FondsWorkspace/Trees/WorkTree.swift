import FondsText
import Glibc

/// The files as they are on disk.
///
/// Nothing is followed: a link, a pipe or a device below `Records/` is told apart and never opened, so that no record
/// can make a check read something else, or wait for ever.
public struct WorkTree: FileTree, Sendable {
  /// Without a slash at its end.
  public let root: String
  private let folder: OpenFolder

  init(root: String) {
    self.root = root
    folder = OpenFolder(root)
  }

  /// A folder held open: files are found in it without the way there, a hundred thousand times.
  private final class OpenFolder: Sendable {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) {
      self.path = path
      descriptor = Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// As `openat`; one that may be passed through but not read has no descriptor.
    func open(_ name: String, _ flags: Int32) -> Int32 {
      descriptor >= 0 ? openat(descriptor, name, flags) : Glibc.open(path + "/" + name, flags)
    }
  }

  public func files(below folder: String) throws -> [FileReference] {
    try files(below: folder, signed: false)
  }

  /// - Parameter signed: whether each regular file is looked at for its signature.
  func files(below folder: String, signed: Bool) throws -> [FileReference] {
    var files: [FileReference] = []
    switch Self.kind(of: root + "/" + folder) {
    // A folder that is a repository of its own is one to Git too: its files are not ours.
    case .folder where isRepository(folder): files.append(FileReference(path: folder, kind: .submodule))
    case .folder: try collect(folder, signed: signed, into: &files)
    case .file(let kind): files.append(FileReference(path: folder, kind: kind))
    case nil: break
    }
    return files
  }

  public func names(in folder: String) throws -> [String] {
    guard case .folder? = Self.kind(of: root + "/" + folder) else { return [] }
    return try entries(of: folder).filter { !$0.isFolder }.map(\.name)
  }

  /// How many files lie below a folder, folders not counted, no name of theirs looked at; nil where that can't be told.
  func fileCount(below folder: String) -> Int? {
    guard let stream = opendir(root + "/" + folder) else { return nil }
    defer { closedir(stream) }
    var count = 0
    var folders: [String] = []
    while let entry = readdir(stream) {
      switch Int(entry.pointee.d_type) {
      case Int(DT_UNKNOWN): return nil
      case Int(DT_DIR):
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name != ".", name != ".." { folders.append(name) }
      default: count += 1
      }
    }
    for name in folders {
      guard let below = fileCount(below: "\(folder)/\(name)") else { return nil }
      count += below
    }
    return count
  }

  /// The names of the folders directly in a folder.
  func folders(in folder: String) throws -> [String] {
    guard case .folder? = Self.kind(of: root + "/" + folder) else { return [] }
    return try entries(of: folder).filter(\.isFolder).map(\.name)
  }

  public func read(_ file: FileReference) throws -> FileContent {
    try readSigned(file).content
  }

  /// A file's content, and what it looked like before it was read; nil for what is no regular file.
  func readSigned(_ file: FileReference) throws -> (content: FileContent, signature: FileSignature?) {
    switch file.kind {
    case .regular: try read(file.path)
    case .symbolicLink: (.symbolicLink, nil)
    case .submodule: (.submodule, nil)
    case .special: (.special, nil)
    }
  }

  private func read(_ path: String) throws -> (FileContent, FileSignature?) {
    let descriptor = folder.open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ELOOP { return (.symbolicLink, nil) }
      throw Self.unreadable(path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { return (.special, nil) }
    let size = Int(status.st_size)
    guard size <= RecordLimit.fileSize else { return (.tooLarge(size), FileSignature(status)) }
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got < 0, errno == EINTR { continue }
        if got < 0 { failed = true }
        if got <= 0 { break }
        count += got
      }
    }
    if failed { throw Self.unreadable(path) }
    return (.bytes(bytes), FileSignature(status))
  }

  /// The file with what tells it from a later one, if that is not known.
  func signed(_ file: FileReference) -> FileReference {
    guard file.kind == .regular, file.signature == nil else { return file }
    return file.signed(Self.signature(of: root + "/" + file.path, in: AT_FDCWD))
  }

  // MARK: Folders

  private enum EntryKind {
    case folder
    case file(FileReference.Kind)
  }

  /// A class, since sorting moves it many times.
  private final class Entry {
    let name: String
    let kind: EntryKind
    let signature: FileSignature?
    var isFolder: Bool { if case .folder = kind { true } else { false } }

    init(name: String, kind: EntryKind, signature: FileSignature?) {
      (self.name, self.kind, self.signature) = (name, kind, signature)
    }

    /// The order of paths: what lies in a folder has a slash behind the folder's name.
    static func isBefore(_ left: Entry, _ right: Entry) -> Bool {
      guard left.isFolder || right.isFolder else { return left.name.isBytewiseBefore(right.name) }
      return (left.isFolder ? left.name + "/" : left.name).isBytewiseBefore(
        right.isFolder ? right.name + "/" : right.name)
    }
  }

  private func collect(_ folder: String, signed: Bool, into files: inout [FileReference]) throws {
    for entry in try entries(of: folder, signed: signed).sorted(by: Entry.isBefore) {
      let path = folder + "/" + entry.name
      switch entry.kind {
      case .folder: try collect(path, signed: signed, into: &files)
      case .file(let kind): files.append(FileReference(path: path, kind: kind, signature: entry.signature))
      }
    }
  }

  private func entries(of folder: String, signed: Bool = false) throws -> [Entry] {
    guard let stream = opendir(root + "/" + folder) else { throw Self.unreadable(folder) }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while true {
      errno = 0
      guard let entry = readdir(stream) else {
        if errno != 0 { throw Self.unreadable(folder) }
        return entries
      }
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name == "." || name == ".." { continue }
      let kind: EntryKind?
      switch Int32(entry.pointee.d_type) {
      case Int32(DT_REG): kind = .file(.regular)
      case Int32(DT_DIR): kind = .folder
      case Int32(DT_LNK): kind = .file(.symbolicLink)
      case Int32(DT_UNKNOWN): kind = Self.kind(of: root + "/" + folder + "/" + name)
      default: kind = .file(.special)
      }
      if case .folder? = kind, isRepository(folder + "/" + name) {
        entries.append(Entry(name: name, kind: .file(.submodule), signature: nil))
      } else if let kind {
        let signature: FileSignature? =
          if signed, case .file(.regular) = kind { Self.signature(of: name, in: dirfd(stream)) } else { nil }
        entries.append(Entry(name: name, kind: kind, signature: signature))
      }
    }
  }

  /// Nil for what is no regular file any more.
  private static func signature(of name: String, in folder: Int32) -> FileSignature? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG else {
      return nil
    }
    return FileSignature(status)
  }

  private func isRepository(_ folder: String) -> Bool {
    Self.kind(of: root + "/" + folder + "/.git") != nil
  }

  private static func kind(of path: String) -> EntryKind? {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .folder
    case S_IFREG: return .file(.regular)
    case S_IFLNK: return .file(.symbolicLink)
    default: return .file(.special)
    }
  }

  static func unreadable(_ path: String) -> WorkspaceError {
    .unreadable(path: path, reason: String(cString: strerror(errno)))
  }
}
