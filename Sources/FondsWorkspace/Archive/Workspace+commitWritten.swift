import FondsModel
import FondsText
import Glibc

/// A file of the work tree that a command has written, and what stood there before.
struct WrittenFile {
  /// From the root.
  let path: String
  let bytes: [UInt8]
  /// Nil for a new file.
  let old: [UInt8]?
}

extension Workspace {
  /// Writes files, all of them or none, and commits them as one change; puts them back as they were where that is refused
  /// or fails.
  ///
  /// A process that is killed in between leaves some of them written and the archive as it was.
  func commitWriting(
    _ files: [WrittenFile], message: String, identity: Identity.Overrides, now: Moment, language: Language,
    action: FileAction.Action? = nil
  ) throws -> CommitOutcome {
    try writeTogether(files)
    return try commitWritten(
      files, message: message, identity: identity, now: now, language: language, action: action)
  }

  /// Writes files of the work tree: all of them, or none where one can't be.
  func writeTogether(_ files: [WrittenFile]) throws {
    let root = try requireRoot()
    for file in files { try FileWriting.requireOwnFolders(file.path, in: root) }
    try setAside(files.filter { $0.old != nil }.map(\.path))
    let batch = try files.map { file in
      let path = try absolute(file.path)
      return FileBatch.File(path: path, bytes: file.bytes, former: file.old.map { (path, $0) })
    }
    try FileBatch(folder: derivedFolder + "/writing", files: batch).write { _, _ in }
  }

  /// Keeps the files that are about to be replaced under another name until the change is committed or taken back: on a disk
  /// that is full by then, they could not be written again.
  func setAside(_ paths: [String]) throws {
    try FileWriting.createFolder(formerFolder)
    for (index, path) in paths.enumerated() {
      try FileWriting.remove("\(formerFolder)/\(index)")
      let isKept = try link(absolute(path), "\(formerFolder)/\(index)") == 0
      former[path] = isKept ? "\(formerFolder)/\(index)" : nil
      // On another disk, or one without links, they are written again.
      guard isKept || [EXDEV, EPERM, ENOTSUP, EMLINK].contains(errno) else { throw FileWriting.unwritable(path) }
    }
  }

  private var formerFolder: String { derivedFolder + "/former" }

  private func forgetFormer() {
    // What can't be removed goes with the next change.
    for path in former.values { unlink(path) }
    former = [:]
  }

  /// Commits files that were just written; puts them back as they were where that is refused or fails.
  func commitWritten(
    _ files: [WrittenFile], message: String, identity: Identity.Overrides, now: Moment, language: Language,
    action: FileAction.Action? = nil
  ) throws -> CommitOutcome {
    defer { forgetFormer() }
    do {
      let outcome = try commit(
        paths: files.map(\.path), message: message, identity: identity, now: now, language: language, action: action)
      if case .refused = outcome { try takeBack(files) }
      return outcome
    } catch {
      try takeBack(files)
      throw error
    }
  }

  /// Puts files back as they were, unless they are committed, or somebody saved them in the meantime.
  private func takeBack(_ files: [WrittenFile]) throws {
    let (present, committed) = (try workTree(), try tree(ofCommit: repository.head()))
    for file in files {
      guard try content(of: file.path, in: present) == file.bytes,
        try content(of: file.path, in: committed) != file.bytes
      else { continue }
      if let kept = former[file.path], rename(kept, try absolute(file.path)) == 0 { continue }
      if let old = file.old {
        try FileWriting.write(old, to: absolute(file.path))
      } else {
        try FileWriting.remove(absolute(file.path))
      }
    }
  }

  /// The bytes of a file in a tree; nil where none is there.
  func content(of path: String, in tree: some FileTree) throws -> [UInt8]? {
    guard let file = try tree.files(below: path).first, case .bytes(let bytes) = try tree.read(file) else { return nil }
    return bytes
  }
}
