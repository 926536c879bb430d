import FondsModel
import FondsText

/// A record that was marked as superseded, since its successor is in force.
public struct SupersededMark: Sendable {
  /// The file of the older record.
  public let path: String
  public let old: RecordID
  public let new: RecordID
}

extension Workspace {
  /// Marks what settled records supersede: `superseded-by` with the successor's number, and the status.
  ///
  /// The decision is the successor's, which names its predecessor and is in force; the mark only says the same on the other
  /// side. A record that names another successor already is left as it is: which of the two is right, a person decides.
  /// - Parameter paths: the files of the successors, from the root.
  func markSuperseded(by paths: [String], _ schemas: Schemas) throws -> [SupersededMark] {
    let tree = try workTree()
    return try paths.compactMap { path in
      guard case .bytes(let bytes)? = try tree.files(below: path).first.map({ try tree.read($0) }),
        let root = RecordReader.read(bytes).root, let new = root["id"]?.string.flatMap({ RecordID($0) }),
        let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }),
        root["status"]?.string.flatMap({ kind.meaning(ofStatus: $0) })?.isSettled == true,
        let old = root["supersedes"]?.string.flatMap({ RecordID($0) }), old != new,
        let oldPath = try workTreeFiles(of: old).first
      else { return nil }
      return try mark(oldPath, old, supersededBy: new, schemas)
        ? SupersededMark(path: oldPath, old: old, new: new) : nil
    }
  }

  /// Returns whether the file had to be changed.
  private func mark(_ path: String, _ old: RecordID, supersededBy new: RecordID, _ schemas: Schemas) throws -> Bool {
    // What can't be read is told of where it stands.
    guard case .bytes(let bytes) = try workTree().read(FileReference(path: path, kind: .regular)),
      RecordReader.read(bytes).root != nil
    else { return false }
    var editor = try self.editor(of: path)
    let root = editor.root
    guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }), root["id"]?.string == old.text else {
      return false
    }
    if let other = root["superseded-by"]?.string, other != new.text { return false }
    let before = editor.bytes
    let order = kind.fields.map(\.name)
    let status = root["status"]?.string.flatMap { kind.meaning(ofStatus: $0) }
    do {
      try editor.set([.key("superseded-by")], to: Node(.string(new.text)), order: order)
      if let status, !status.isOver, let word = kind.status(meaning: .superseded) {
        try editor.set([.key("status")], to: Node(.string(word)), order: order)
      }
    } catch {
      throw WorkspaceError.uneditable(path: path)
    }
    guard editor.bytes != before else { return false }
    try FileWriting.write(editor.bytes, to: try requireRoot() + "/" + path)
    return true
  }
}
