import Crypto
import FondsGit
import FondsModel
import FondsRules

/// The records that an earlier check of the files on disk found sound, so that none is read or judged twice.
///
/// A record is known by its path and its content's name in Git; that the file has not changed, by its signature. Only
/// verdicts on a record by itself are kept: how it stands to others is judged each time, from what is kept of its entry.
struct CleanRecords: Sendable {
  /// A record that was found sound.
  struct Item: Sendable {
    let path: String
    let signature: FileSignature
    let blob: OID
    /// Its place among the others and what it says of them.
    let entry: RecordEntry
  }

  /// Where the items are, in path order.
  private let bytes: [UInt8]
  private let offsets: [Int]

  /// When the check began: of a file that was written later it is not sure that it was judged.
  private let began: Int64

  init(_ bytes: [UInt8] = [], offsets: [Int] = [], began: Int64) {
    (self.bytes, self.offsets, self.began) = (bytes, offsets, began)
  }

  /// Whether a file can be remembered as it was read.
  func isSettled(_ signature: FileSignature) -> Bool { signature.isSettled(at: began) }

  var count: Int { offsets.count }

  /// What is known of a file; nil where nothing is, or its content may be another now.
  func item(of file: FileReference, schemas: Schemas) -> Item? {
    guard let item = item(at: file.path, schemas: schemas) else { return nil }
    if let blob = file.blob { return item.blob == blob ? item : nil }
    return item.signature == file.signature ? item : nil
  }

  /// What is known of a file that looks changed, by its content.
  func item(of file: FileReference, _ signature: FileSignature, blob: OID, schemas: Schemas) -> Item? {
    guard let item = item(at: file.path, schemas: schemas), item.blob == blob else { return nil }
    return Item(path: item.path, signature: signature, blob: blob, entry: item.entry)
  }

  private func item(at path: String, schemas: Schemas) -> Item? {
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      var reader = ByteReader(bytes, at: offsets[middle])
      guard let order = reader.compareText(with: path) else { return nil }
      if order == 0 { return Item(path: path, &reader, schemas: schemas) }
      if order < 0 { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}

// MARK: - As bytes

extension CleanRecords {
  /// Collects what is found sound, in path order.
  struct Collector: Sendable {
    private(set) var count = 0
    private var writer = ByteWriter()

    mutating func add(_ item: Item) {
      item.write(to: &writer)
      count += 1
    }

    /// How many there are, and one after another, each path first: in parts, for they are many megabytes.
    var encoded: [[UInt8]] {
      var start = ByteWriter()
      start.fixed(count)
      return [start.bytes, writer.bytes]
    }
  }

  /// Nil where these are no items.
  init?(encoded bytes: [UInt8], from start: Int, began: Int64) {
    var reader = ByteReader(bytes, at: start)
    guard let count = reader.fixed(), count <= bytes.count else { return nil }
    var offsets: [Int] = []
    offsets.reserveCapacity(count)
    for _ in 0..<count {
      offsets.append(reader.place)
      guard reader.skipText(), let length = reader.fixed(), reader.skip(length) else { return nil }
    }
    self.init(bytes, offsets: offsets, began: began)
  }
}

extension CleanRecords.Item {
  fileprivate func write(to writer: inout ByteWriter) {
    writer.text(path)
    writer.sized { writer in
      signature.write(to: &writer)
      blob.withBytes { writer.append($0) }
      writer.text(entry.id.text)
      writer.range(entry.range)
      writer.text(entry.kind ?? "")
      writer.text(entry.status?.rawValue ?? "")
      writer.number(entry.references.count)
      for reference in entry.references {
        writer.text(reference.target.text)
        writer.range(reference.range)
        writer.text(reference.field.path)
      }
    }
  }

  fileprivate init?(path: String, _ reader: inout ByteReader, schemas: Schemas) {
    guard reader.fixed() != nil, let signature = FileSignature(&reader), let blob = reader.oid(),
      let id = reader.text().flatMap({ RecordID($0) }), let range = reader.range(), let kindName = reader.text(),
      let status = reader.text(), let count = reader.number()
    else { return nil }
    let kind = schemas.kinds[kindName]
    var references: [RecordEntry.Reference] = []
    for _ in 0..<count {
      guard let target = reader.text().flatMap({ RecordID($0) }), let range = reader.range(),
        let field = reader.text().flatMap({ kind?.namedField(at: $0) })
      else { return nil }
      references.append(.init(target: target, range: range, field: field))
    }
    self.path = path
    self.signature = signature
    self.blob = blob
    entry = RecordEntry(
      path: path, id: id, range: range, kind: kind, status: RecordStatus(rawValue: status), references: references)
  }
}

extension OID {
  /// The name that Git gives a content, by the processor's own SHA-1. libgit2's looks for forged collisions as well, which
  /// takes three times as long; what is remembered by it is only what this machine has judged itself.
  static func ofContent(_ bytes: [UInt8]) -> OID? {
    var hash = Insecure.SHA1()
    hash.update(data: Array("blob \(bytes.count)\0".utf8))
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    return hash.finalize().withUnsafeBytes { OID(bytes: $0) }
  }
}
