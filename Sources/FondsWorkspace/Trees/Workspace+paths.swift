import FondsModel
import FondsText
import Glibc

extension Workspace {
  /// What some arguments choose; nil for everything, where there are none or the root itself is among them.
  public func selection(_ arguments: [String], mayBeGone: Bool = false) throws -> [String]? {
    let paths = try arguments.flatMap { try recordPaths($0, mayBeGone: mayBeGone) }
    return paths.isEmpty || paths.contains("") ? nil : paths
  }

  /// The paths, from the repository's root, that an argument means: a file or folder, or the files of a number. The root
  /// itself is the empty path.
  ///
  /// - Parameter mayBeGone: whether a file that was deleted may be named.
  private func recordPaths(_ argument: String, mayBeGone: Bool) throws -> [String] {
    let root = try requireRoot()
    let absolute = argument.hasPrefix("/") ? argument : surroundings.directory + "/" + argument
    var status = stat()
    if lstat(absolute, &status) != 0 {
      if let id = RecordID(argument) {
        let files = try workTreeFiles(of: id)
        guard !files.isEmpty else { throw WorkspaceError.noSuchRecord(argument, nearest: nil) }
        return files
      }
      guard mayBeGone else { throw WorkspaceError.noSuchFile(argument) }
    }
    // The folder's links are resolved, the file's own are not: a link below Records/ is judged as one.
    let folder = status.st_mode & S_IFMT == S_IFDIR ? absolute : RecordPath.folder(of: absolute)
    let name = status.st_mode & S_IFMT == S_IFDIR ? "" : "/" + RecordPath.name(of: absolute)
    guard let resolved = Self.resolved(folder), let base = Self.resolved(root) else {
      throw WorkspaceError.noSuchFile(argument)
    }
    let full = resolved + name
    if full == base { return [""] }
    guard full.hasPrefix(base + "/") else { throw WorkspaceError.outsideRecords(argument) }
    let relative = String(full.dropFirst(base.count + 1))
    guard Self.keeps(relative) else { throw WorkspaceError.outsideRecords(argument) }
    return [relative]
  }

  private static func resolved(_ path: String) -> String? {
    guard let buffer = realpath(path, nil) else { return nil }
    defer { free(buffer) }
    return String(cString: buffer)
  }
}
