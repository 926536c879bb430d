import FondsIndex
import FondsModel
import FondsText

/// What a record has to do with holds.
public enum HoldAccount: Sendable {
  /// It is a hold: the numbers of the present records that it covers.
  case hold(HoldBook.Entry, covers: [String])
  /// It is another record: the holds in force that cover it.
  case held(by: [HoldBook.Entry])
}

/// A hold that was released.
public struct HoldRelease: Sendable {
  public let path: String
  public let outcome: CommitOutcome
}

extension Workspace {
  /// The holds in force on a day, by the records and rules of that day.
  ///
  /// - Parameter all: those that ended, or do not hold yet, as well.
  public func holds(
    at day: String? = nil, all: Bool = false, now: Moment, progress: ((Int, Int) -> Void)? = nil
  ) throws -> (day: CalendarDate, entries: [HoldBook.Entry]) {
    let past = try past(day, now: now, progress: progress)
    let book = try holds(in: past.tree, schemas: try schemas(of: past.tree))
    return (past.day, all ? book.entries : book.inForce(on: past.day).entries)
  }

  /// Which records a hold covers, or which holds cover a record.
  public func holdAccount(of text: String, now: Moment, progress: ((Int, Int) -> Void)? = nil) throws -> HoldAccount {
    guard let id = RecordID(text) else { throw WorkspaceError.malformedNumber(text) }
    let past = try past(nil, now: now, progress: progress)
    let schemas = try schemas(of: past.tree)
    let (path, root) = try record(id, in: past.tree)
    let own = HoldBook([(path, root)], schemas: schemas)
    guard let entry = own.entries.first else {
      let book = try holds(in: past.tree, schemas: schemas).inForce(on: past.day)
      return .held(by: book.holds(on: root, at: path))
    }
    let files = try recordFiles(in: past.tree, schemas.coding)
    let covered = try reading(files, in: past.tree) { content, path -> String? in
      guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root,
        !own.holds(on: root, at: path).isEmpty
      else { return nil }
      return root["id"]?.string
    }
    return .hold(entry, covers: covered.compactMap(\.self))
  }

  /// Releases a hold: writes the day, the reason and the status, and commits that record alone.
  ///
  /// Throws ``WorkspaceError/notAHold(_:)``, ``WorkspaceError/notHolding(_:)``, ``WorkspaceError/uncommittedChanges(id:)``.
  public func releaseHold(
    _ text: String, reason: String, identity: Identity.Overrides, now: Moment, language: Language
  ) throws -> HoldRelease {
    guard let id = RecordID(text) else { throw WorkspaceError.malformedNumber(text) }
    return try withLock {
      let tree = try workTree()
      let (path, root) = try record(id, in: tree)
      let schemas = try schemas(of: tree)
      guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }), let hold = kind.hold(in: root),
        let release = kind.release
      else { throw WorkspaceError.notAHold(id.text) }
      let today = try clock().zone.day(of: now)
      guard hold.isInForce(on: today), hold.until == nil else { throw WorkspaceError.notHolding(id.text) }
      if try !git.workTreeChanges(paths: [path]).isEmpty { throw WorkspaceError.uncommittedChanges(id: id.text) }
      var editor = try editor(of: path)
      let old = editor.bytes
      let order = kind.fields.map(\.name)
      do {
        try editor.set([.key(release.day)], to: Node(.string(today.description)), order: order)
        try editor.set([.key(release.reason)], to: Node(.string(reason)), order: order)
        if let word = kind.status(meaning: .closed) {
          try editor.set([.key("status")], to: Node(.string(word)), order: order)
        }
      } catch {
        throw WorkspaceError.uneditable(path: path)
      }
      try setAside([path])
      try FileWriting.write(editor.bytes, to: absolute(path))
      let outcome = try commitWritten(
        [WrittenFile(path: path, bytes: editor.bytes, old: old)], message: "\(id.text): hold released",
        identity: identity, now: now, language: language)
      return HoldRelease(path: path, outcome: outcome)
    }
  }
}
