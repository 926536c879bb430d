import FondsText

extension Schemas {
  /// The files of `Schemas/` for some kinds alone: a hook needs one or two of the office's many, and every commit waits
  /// for what it reads.
  ///
  /// - Parameters:
  ///   - kinds: as they are asked for in `init(files:kinds:)`.
  ///   - paths: every file below `Schemas/`.
  ///   - read: the content of one of them; nil for what is no regular file.
  /// - Returns: the files by path. Those of other kinds and workflows are there, for their names, and empty.
  public static func files(
    neededFor kinds: Set<String>, of paths: Set<String>, read: (String) throws -> [UInt8]?
  ) rethrows -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    for path in paths {
      let isChosen = [SchemaLoader.kindFolder, Workflow.folder].contains(RecordPath.folder(of: path))
      files[path] = isChosen ? [] : try read(path)
    }
    var pending = kinds
    var known: Set<String> = []
    while let name = pending.popFirst() {
      let path = Self.path(ofKind: name)
      guard known.insert(name).inserted, paths.contains(path) else { continue }
      files[path] = try read(path)
      guard let root = files[path].flatMap({ RecordReader.read($0).root }) else { continue }
      // A kind may build on another.
      pending.formUnion(SchemaLoader.referred(by: root))
      if let workflow = root["x-fonds"]?["workflow"]?.string, case let path = Workflow.path(of: workflow),
        paths.contains(path)
      {
        files[path] = try read(path)
      }
    }
    return files
  }
}
