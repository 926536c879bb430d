import FondsModel
import Synchronization

/// The rules that were loaded last. One process judges several trees with the same rules: a commit the work tree and what
/// is to be committed, a fix its rounds; compiling seventy kinds costs more than comparing their bytes.
enum SchemaCache {
  private struct Entry: Sendable {
    let files: [String: [UInt8]]
    let schemas: Schemas
  }

  private static let last = Mutex<Entry?>(nil)

  static func schemas(files: [String: [UInt8]], kinds: Set<String>?) -> Schemas {
    if let entry = last.withLock({ $0 }), entry.files == files { return entry.schemas }
    let schemas = Schemas(files: files, kinds: kinds)
    // The rules as a whole are asked for again; a hook's few kinds are not.
    if kinds == nil { last.withLock { $0 = Entry(files: files, schemas: schemas) } }
    return schemas
  }
}
