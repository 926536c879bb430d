import FondsModel

extension Workspace {
  /// Writes each kind's schema as one standalone JSON file that other tools and editors read offline.
  ///
  /// - Parameter folder: absolute. Returns the paths written.
  public func exportSchemas(to folder: String) throws -> [String] {
    let schemas = try currentSchemas()
    return try schemas.kinds.keys.sorted().compactMap { name in
      guard let text = schemas.standaloneJSON(ofKind: name) else { return nil }
      let path = "\(folder)/\(name).json"
      try FileWriting.write(Array(text.utf8), to: path)
      return path
    }
  }

  /// The rules that are in force here: the work tree's, or HEAD's in a bare repository.
  ///
  /// - Parameter kinds: the kinds that are needed; nil for all.
  public func currentSchemas(kinds: Set<String>? = nil) throws -> Schemas {
    try root == nil
      ? schemas(of: tree(ofCommit: repository.head()), kinds: kinds) : schemas(of: workTree(), kinds: kinds)
  }
}
