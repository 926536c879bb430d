import FondsGit
import FondsModel
import FondsText

/// What `fonds renumber` did.
public struct Renumbering: Sendable {
  public let old: RecordID
  public let new: RecordID
  public let oldPath: String
  public let newPath: String
  /// Records in which references were rewritten.
  public let rewritten: [String]
  /// Records that refer to the old number and were left, since the number still is another record's.
  public let left: [String]
}

extension Workspace {
  /// Gives an unpublished record the next number, and rewrites what refers to it.
  ///
  /// Where several files carry the number (two clones took it at the same time), the one that is not public gives way;
  /// where all of them are, the file has to be named.
  /// - Parameter name: a number, a file's name or its path.
  public func renumber(_ name: String) throws -> Renumbering {
    let root = try requireRoot()
    return try withLock {
      let (path, old) = try recordToRenumber(name)
      let new = try nextNumber(in: old.series)
      var editor = try self.editor(of: path)
      try edit(&editor, path) { editor throws(RecordEditor.Failure) in
        try editor.set([.key("id")], to: Node(.string(new.text)))
      }
      let rest = RecordPath.name(of: path).dropFirst(old.text.count)
      let newPath = "\(new.series.folder)/\(new.text)\(rest)"
      let referring = try records(referringTo: old).filter { $0 != path }
      // What referred to the number in public means the record that had it there.
      let published = try tree(ofCommit: try publishedTip())
      let rewritable = try referring.filter { try !refers($0, to: old, in: published) }
      try FileWriting.requireOwnFolders(newPath, in: root)
      try FileWriting.write(editor.bytes, to: root + "/" + newPath, mayReplace: false)
      for file in rewritable { try rewriteReferences(in: file, from: old, to: new) }
      // Last: until here a crash leaves the record under both numbers, and nothing lost.
      try FileWriting.remove(root + "/" + path)
      return Renumbering(
        old: old, new: new, oldPath: path, newPath: newPath, rewritten: rewritable,
        left: referring.filter { !rewritable.contains($0) })
    }
  }

  private func recordToRenumber(_ name: String) throws -> (path: String, id: RecordID) {
    guard let number = RecordID(prefixOf: RecordPath.name(of: name)) else { throw WorkspaceError.malformedNumber(name) }
    let files = try workTreeFiles(of: number)
    guard let last = files.last else { throw WorkspaceError.noSuchRecord(number.text, nearest: nil) }
    if files.count == 1 {
      // A number that was public but is so no more is another record's: whoever took it has to give it back.
      let published = try tree(ofCommit: try publishedTip())
      guard try NumberTable(of: [number.series], in: published).files(of: number).isEmpty else {
        throw WorkspaceError.numberPublished(number.text)
      }
      return (last, number)
    }
    // One of several files under a number has to give way, even where all of them are public.
    let chosen = RecordID(name) == nil ? try named(name, among: files) : try unpublished(number, among: files)
    return (chosen, number)
  }

  private func named(_ name: String, among files: [String]) throws -> String {
    guard let file = files.first(where: { RecordPath.name(of: $0) == RecordPath.name(of: name) }) else {
      throw WorkspaceError.noSuchFile(name)
    }
    return file
  }

  /// The file that gives way: one that the upstream does not have; before a merge is committed, one that HEAD does not
  /// have; among equals the one that the check reports.
  private func unpublished(_ number: RecordID, among files: [String]) throws -> String {
    let head = try tree(ofCommit: try repository.head())
    let new = try files.filter { try head.file($0) == nil }
    guard let upstream = try repository.upstream()?.target else { return new.last ?? files.last ?? number.text }
    let published = try tree(ofCommit: upstream)
    guard let chosen = try files.last(where: { try published.file($0) == nil }) else {
      throw WorkspaceError.ambiguousNumber(number.text, paths: files)
    }
    return chosen
  }

  // MARK: References

  /// The records of the work tree in which a number stands as a value, other than as their own.
  func records(referringTo number: RecordID) throws -> [String] {
    let tree = try workTree()
    let files = try tree.files(below: RecordPath.root).filter {
      $0.kind == .regular && $0.path.hasSuffix(RecordPath.ending)
    }
    let wanted = Array(number.text.utf8)
    let found = concurrentMap(files) { file in
      Result { () throws -> String? in
        // What can't be read as a record refers to nothing that could be rewritten.
        guard case .bytes(let bytes) = try tree.read(file), bytes.firstRange(of: wanted) != nil,
          let root = RecordReader.read(bytes).root, !root.places(of: number.text).isEmpty
        else { return nil }
        return file.path
      }
    }
    return try found.compactMap { try $0.get() }
  }

  private func refers(_ path: String, to number: RecordID, in tree: CommittedTree) throws -> Bool {
    guard let file = try tree.file(path), case .bytes(let bytes) = try tree.read(file) else { return false }
    return RecordReader.read(bytes).root?.places(of: number.text).isEmpty == false
  }

  private func rewriteReferences(in path: String, from old: RecordID, to new: RecordID) throws {
    var editor = try self.editor(of: path)
    for place in editor.root.places(of: old.text) {
      try edit(&editor, path) { editor throws(RecordEditor.Failure) in
        try editor.set(place, to: Node(.string(new.text)))
      }
    }
    try FileWriting.write(editor.bytes, to: try requireRoot() + "/" + path)
  }

  func editor(of path: String) throws -> RecordEditor {
    guard case .bytes(let bytes) = try workTree().read(FileReference(path: path, kind: .regular)) else {
      throw WorkspaceError.uneditable(path: path)
    }
    do { return try RecordEditor(bytes) } catch { throw WorkspaceError.uneditable(path: path) }
  }

  private func edit(
    _ editor: inout RecordEditor, _ path: String, _ change: (inout RecordEditor) throws(RecordEditor.Failure) -> Void
  ) throws {
    do { try change(&editor) } catch { throw WorkspaceError.uneditable(path: path) }
  }
}

extension Node {
  /// The paths to the values that are a text, the record's own number left out.
  func places(of text: String, at path: [RecordEditor.Step] = []) -> [[RecordEditor.Step]] {
    switch value {
    case .string(let own): own == text && path != [.key("id")] ? [path] : []
    case .sequence(let items):
      items.enumerated().flatMap { $0.element.places(of: text, at: path + [.index($0.offset)]) }
    case .mapping(let mapping):
      mapping.entries.flatMap { $0.value.places(of: text, at: path + [.key($0.key)]) }
    default: []
    }
  }
}
