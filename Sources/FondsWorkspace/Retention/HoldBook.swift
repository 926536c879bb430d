import FondsIndex
import FondsModel
import FondsText

/// The holds of an archive, and which records they cover: decided on what a record says, no index needed.
public struct HoldBook: Sendable {
  /// A hold with what it looks for.
  public struct Entry: Sendable {
    public let hold: Hold
    /// Where the hold's record stands.
    public let path: String
    /// Whether lists do not show what it is about.
    public let isConcealed: Bool
    let query: SearchQuery?
    /// Whether its search can't be read. Until somebody mends it, nobody knows what it covers, so it covers everything.
    public let isUnreadable: Bool
  }

  public let entries: [Entry]

  /// - Parameter records: records of kinds that hold others, with their paths.
  public init(_ records: [(path: String, root: Node)], schemas: Schemas) {
    entries = records.compactMap { path, root in
      guard let kind = root["kind"]?.string.flatMap({ schemas.kinds[$0] }), let hold = kind.hold(in: root) else {
        return nil
      }
      let isConcealed = schemas.disclosure(of: root, kind: kind).isConcealed
      guard let text = hold.query else {
        return Entry(hold: hold, path: path, isConcealed: isConcealed, query: nil, isUnreadable: false)
      }
      let vocabulary = SchemaVocabulary(schemas: schemas) { _ in false }
      do throws(any Error) {
        let query = try SearchQuery(text, vocabulary: vocabulary)
        return Entry(hold: hold, path: path, isConcealed: isConcealed, query: query, isUnreadable: false)
      } catch {
        return Entry(hold: hold, path: path, isConcealed: isConcealed, query: nil, isUnreadable: true)
      }
    }.sorted { $0.hold.number.isBytewiseBefore($1.hold.number) }
  }

  private init(entries: [Entry]) { self.entries = entries }

  /// Those that hold on a day.
  public func inForce(on day: CalendarDate) -> HoldBook {
    HoldBook(entries: entries.filter { $0.hold.isInForce(on: day) })
  }

  /// The holds that cover a record; any one keeps it.
  ///
  public func holds(on record: Node, at path: String) -> [Entry] {
    guard !entries.isEmpty else { return [] }
    let number = record["id"]?.string
    // Cut into words only where a hold looks for some.
    lazy var words = RecordWords(IndexedRecord(node: record, text: "", path: path))
    return entries.filter { entry in
      number.map(entry.hold.records.contains) == true || entry.isUnreadable || entry.query?.matches(words) == true
    }
  }
}

extension Workspace {
  /// The holds of a tree, in force or not.
  public func holds(in tree: some FileTree, schemas: Schemas) throws -> HoldBook {
    let kinds = schemas.kinds.values.filter(\.holds)
    let files = try recordFiles(ofKinds: kinds, in: tree, schemas.coding)
    return try holds(among: files, in: tree, schemas: schemas)
  }

  func holds(among files: [FileReference], in tree: some FileTree, schemas: Schemas) throws -> HoldBook {
    let roots = try reading(files, in: tree) { content, path -> (String, Node)? in
      guard case .bytes(let bytes) = content, let root = RecordReader.read(bytes).root,
        root["kind"]?.string.flatMap({ schemas.kinds[$0] })?.holds == true
      else { return nil }
      return (path, root)
    }
    return HoldBook(roots.compactMap(\.self), schemas: schemas)
  }
}
