import FondsModel
import FondsText

/// What an office's folder tells Visual Studio Code, and what understands its settings.
///
/// The settings are the office's own from then on: they are committed, and never overwritten. The schemas they name are
/// computed from `Schemas/`, so they are not committed (``folder`` ignores itself): each clone writes its own, when the folder
/// is opened.
enum EditorSettings {
  /// Where the computed schemas lie.
  static let folder = ".vscode/fonds"
  static let settingsPath = ".vscode/settings.json"

  static func schemaPath(ofType code: String) -> String { "\(folder)/type-\(code).json" }

  /// The files of a new repository, by path.
  static func files(types: [String]) -> [(path: String, bytes: [UInt8])] {
    func json(_ node: Node) -> [UInt8] { Array((JSONText.pretty(node) + "\n").utf8) }
    let ignored = """
      # 由 Schemas/ 生成，不入库：fonds kinds --editor / Computed from Schemas/ by fonds kinds --editor, never committed
      *
      !.gitignore

      """
    return [
      (settingsPath, json(settings(types: types))), (".vscode/tasks.json", json(tasks)),
      (".vscode/extensions.json", json(object(("recommendations", list(["redhat.vscode-yaml"]))))),
      ("\(folder)/.gitignore", Array(ignored.utf8)),
    ]
  }

  private static func settings(types: [String]) -> Node {
    let schemas = types.map { code in
      ("./" + schemaPath(ofType: code), text("\(RecordPath.root)/*/*/\(code)/*\(RecordPath.ending)"))
    }
    return object(
      ("files.encoding", text("utf8")), ("files.autoGuessEncoding", bool(false)), ("files.eol", text("\n")),
      ("files.insertFinalNewline", bool(true)),
      // Only what lies here: no editor asks a network which schema a record might have.
      ("yaml.schemaStore.enable", bool(false)), ("yaml.schemas", object(schemas)), ("yaml.validate", bool(true)),
      ("yaml.hover", bool(true)), ("yaml.completion", bool(true)),
      // It would break and join lines of records, which are kept byte for byte.
      ("yaml.format.enable", bool(false)),
      (
        "[yaml]",
        object(
          ("editor.tabSize", .init(.number(Number(2)))), ("editor.insertSpaces", bool(true)),
          ("editor.detectIndentation", bool(false)), ("editor.formatOnSave", bool(false)),
          ("editor.wordWrap", text("on")))
      ))
  }

  /// A line of `fonds check --format concise`, in either language.
  static let problemPattern = #"^(.+?):(\d+):(\d+): (error|warning|info)\[([A-Z]{3}\d{3})\]: (.+)$"#

  private static var tasks: Node {
    let groups = ["file", "line", "column", "severity", "code", "message"].enumerated().map { index, name in
      (name, Node(.number(Number(index + 1))))
    }
    let matcher = object(
      ("owner", text("fonds")), ("source", text("fonds")), ("fileLocation", list(["relative", "${workspaceFolder}"])),
      ("pattern", object([("regexp", text(problemPattern))] + groups)))
    let check = object(
      ("label", text("fonds check")), ("type", text("process")), ("command", text("fonds")),
      ("args", list(["check", "--format", "concise"])),
      ("group", object(("kind", text("build")), ("isDefault", bool(true)))), ("problemMatcher", matcher))
    let refresh = object(
      ("label", text("fonds kinds --editor")), ("type", text("process")), ("command", text("fonds")),
      ("args", list(["kinds", "--editor"])), ("runOptions", object(("runOn", text("folderOpen")))),
      ("presentation", object(("reveal", text("silent")), ("panel", text("shared")))),
      ("problemMatcher", Node(.sequence([]))))
    return object(("version", text("2.0.0")), ("tasks", Node(.sequence([check, refresh]))))
  }

  private static func text(_ text: String) -> Node { Node(.string(text)) }
  private static func bool(_ value: Bool) -> Node { Node(.bool(value)) }
  private static func list(_ texts: [String]) -> Node { Node(.sequence(texts.map(text))) }
  private static func object(_ entries: (String, Node)...) -> Node { object(entries) }
  private static func object(_ entries: [(String, Node)]) -> Node {
    Node(.mapping(Mapping(entries.map { Mapping.Entry(key: $0.0, value: $0.1) })))
  }
}

extension Workspace {
  /// Brings the schemas that editors use up to date with the rules here; writes only what differs.
  ///
  /// Returns the paths written, from the root. Throws ``WorkspaceError/brokenRules`` while the rules have faults.
  public func updateEditorSchemas() throws -> [String] {
    let schemas = try currentSchemas()
    // Without a kind that is being mended its records would look wrong in every editor.
    guard schemas.faults.isEmpty else { throw WorkspaceError.brokenRules }
    return try writeEditorSchemas(schemas)
  }

  @discardableResult
  func writeEditorSchemas(_ schemas: Schemas) throws -> [String] {
    let root = try requireRoot()
    let stale = try staleEditorSchemas(schemas)
    for (path, bytes) in stale {
      try FileWriting.requireOwnFolders(path, in: root)
      try FileWriting.write(bytes, to: "\(root)/\(path)")
    }
    return stale.map(\.path)
  }

  /// The schemas for editors that are missing or say something else than the rules do.
  func staleEditorSchemas(_ schemas: Schemas) throws -> [(path: String, bytes: [UInt8])] {
    let tree = try workTree()
    let present = try tree.files(below: EditorSettings.folder)
    return try schemas.coding.types.compactMap { type in
      guard let text = schemas.folderJSON(ofType: type.code) else { return nil }
      let path = EditorSettings.schemaPath(ofType: type.code)
      let bytes = Array(text.utf8)
      if let file = present.first(where: { $0.path == path }), case .bytes(let found) = try tree.read(file),
        found == bytes
      {
        return nil
      }
      return (path, bytes)
    }
  }

  /// What editors are set up with; nothing where the office does not use the schemas.
  func examineEditor(_ schemas: Schemas) throws -> [Finding] {
    let tree = try workTree()
    guard let file = try tree.files(below: EditorSettings.settingsPath).first,
      case .bytes(let bytes) = try tree.read(file)
    else { return [] }
    // Settings may hold comments, which no JSON reader takes; the name of a schema's file is in them or not.
    let settings = String(decoding: bytes, as: UTF8.self)
    guard settings.contains(EditorSettings.folder + "/") else { return [] }
    let unnamed = schemas.coding.types.map(\.code).filter { !settings.contains(EditorSettings.schemaPath(ofType: $0)) }
    var findings = unnamed.map { Finding(.advice, .unnamedEditorSchema(type: $0)) }
    if try !staleEditorSchemas(schemas).isEmpty { findings.append(Finding(.advice, .staleEditorSchemas)) }
    return findings.isEmpty ? [Finding(.good, .editorSchemas)] : findings
  }
}
