import FondsModel
import FondsRules

extension Workspace {
  /// The files below `Records/` that records may lie in.
  func recordFiles(in tree: some FileTree, _ coding: Coding) throws -> [FileReference] {
    try tree.files(below: RecordPath.root).filter { file in
      guard file.kind == .regular, !file.path.isUnaddressable else { return false }
      let name = RecordPath.name(of: file.path)
      return RecordFile.isReadable(name: name) && !coding.passesOver(name)
    }
  }

  /// The files that may be records of some kinds: a kind's records stand in the folders of its type.
  func recordFiles(ofKinds kinds: [Kind], in tree: some FileTree, _ coding: Coding) throws -> [FileReference] {
    guard !kinds.isEmpty else { return [] }
    let types = Set(kinds.compactMap(\.type))
    let isAnywhere = kinds.contains { $0.type == nil }
    return try recordFiles(in: tree, coding).filter { file in
      isAnywhere || types.contains(RecordPath.name(of: RecordPath.folder(of: file.path)))
    }
  }

  /// What a pure function makes of each of some files, in order. They are read and forgotten in portions, so that memory
  /// holds what is made of the files and not the files.
  func reading<Tree: FileTree, Output: Sendable>(
    _ files: [FileReference], in tree: Tree, _ transform: @Sendable (FileContent, _ path: String) -> Output
  ) throws -> [Output] {
    var outputs: [Output] = []
    for start in stride(from: 0, to: files.count, by: 512) {
      let part = Array(files[start..<min(start + 512, files.count)])
      // libgit2 is for one thread; a disk, and reading YAML, are for all.
      if let tree = tree as? WorkTree {
        let found = concurrentMap(part) { file in Result { transform(try tree.read(file), file.path) } }
        outputs += try found.map { try $0.get() }
      } else {
        let contents = try part.map { ($0.path, try tree.read($0)) }
        outputs += concurrentMap(contents) { transform($0.1, $0.0) }
      }
    }
    return outputs
  }
}
