import FondsModel
import FondsText

/// What `fonds fmt` found, or did.
public struct FormReport: Sendable {
  /// How many records were looked at.
  public var checked = 0
  /// Records that were not in canonical form, in path order.
  public var changed: [String] = []
  /// Records that were left as they are.
  public var refused: [(path: String, reason: CanonicalForm.Refusal)] = []
}

extension Workspace {
  /// Brings records of the work tree into canonical form, or only looks which are not.
  ///
  /// - Parameters:
  ///   - paths: from the root; nil for all records.
  ///   - mayWrite: where false, nothing is written.
  public func form(paths: [String]?, mayWrite: Bool, progress: Progress? = nil) throws -> FormReport {
    let root = try requireRoot()
    let tree = try workTree()
    let schemas = try self.schemas(of: tree)
    let orders = schemas.kinds.mapValues { FieldOrder($0.fields) }
    let files = try recordFiles(paths, in: tree, schemas)
    let judge = { @Sendable (file: FileReference) throws -> FormOutcome in
      guard case .bytes(let bytes) = try tree.read(file) else { return .refused(.faulty) }
      do throws(CanonicalForm.Refusal) {
        let result = try CanonicalForm.bytes(of: bytes) { $0["kind"]?.string.flatMap { orders[$0] } ?? FieldOrder() }
        return result == bytes ? .canonical : .changed(from: bytes, to: result)
      } catch {
        return .refused(error)
      }
    }
    guard mayWrite else { return try report(files, judge, progress) { _ in } }
    return try withLock {
      try report(files, judge, progress) { changed in
        let changed = changed.map { (path: root + "/" + $0.path, old: $0.old, new: $0.new) }
        if changed.count == 1 {
          try FileWriting.write(changed[0].new, to: changed[0].path)
        } else if !changed.isEmpty {
          let batch = changed.map { FileBatch.File(path: $0.path, bytes: $0.new, former: ($0.path, $0.old)) }
          try FileBatch(folder: derivedFolder + "/fmt", files: batch).write { _, _ in }
        }
      }
    }
  }

  private typealias Change = (path: String, old: [UInt8], new: [UInt8])

  private func report(
    _ files: [FileReference], _ judge: @escaping @Sendable (FileReference) throws -> FormOutcome,
    _ progress: Progress?, write: ([Change]) throws -> Void
  ) throws -> FormReport {
    var report = FormReport()
    // In portions, so that memory does not grow with the archive.
    let portion = 4096
    for start in stride(from: 0, to: files.count, by: portion) {
      let part = Array(files[start..<min(start + portion, files.count)])
      var changed: [Change] = []
      for (file, outcome) in zip(part, concurrentMap(part) { file in Result { try judge(file) } }) {
        switch try outcome.get() {
        case .canonical: break
        case .changed(let old, let new): changed.append((file.path, old, new))
        case .refused(let reason): report.refused.append((file.path, reason))
        }
      }
      try write(changed)
      report.changed += changed.map(\.path)
      report.checked += part.count
      progress?(report.checked, files.count)
    }
    return report
  }

  private func recordFiles(_ paths: [String]?, in tree: WorkTree, _ schemas: Schemas) throws -> [FileReference] {
    func isRecord(_ file: FileReference) -> Bool {
      file.kind == .regular && file.path.hasSuffix(RecordPath.ending) && !file.path.isUnaddressable
        && !schemas.coding.passesOver(RecordPath.name(of: file.path))
    }
    var found: [String: FileReference] = [:]
    for path in paths ?? [RecordPath.root] {
      let files = try tree.files(below: path)
      let isOneOther = files.count == 1 && files[0].path == path && !isRecord(files[0])
      guard RecordPath.lies(path, in: RecordPath.root), !isOneOther else { throw WorkspaceError.notARecord(path) }
      for file in files where isRecord(file) { found[file.path] = file }
    }
    return found.values.sorted { $0.path.isBytewiseBefore($1.path) }
  }
}

private enum FormOutcome: Sendable {
  case canonical
  case changed(from: [UInt8], to: [UInt8])
  case refused(CanonicalForm.Refusal)
}
