/// Which folders of the index are exactly which trees: what Git notes when it writes or reads a commit.
struct CachedTree {
  struct Folder {
    /// Without a slash; a part of the index.
    let name: UnsafeRawBufferPointer
    /// The tree and how many files are in it and below; nil where something was staged since.
    let tree: (oid: OID, count: Int)?
    /// The place behind the last folder below this one.
    fileprivate(set) var end: Int
  }

  /// Each folder stands before those in it, the root first.
  private(set) var folders: [Folder] = []

  /// Nil for what can't be that.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var reader = ByteReader(bytes)
    // Of the folders that are open: where they stand, and how many are still to come in them.
    var open: [(place: Int, missing: Int)] = []
    repeat {
      guard let name = reader.text(until: 0), let count = reader.number(until: UInt8(ascii: " ")),
        let children = reader.number(until: UInt8(ascii: "\n")), children >= 0, children < bytes.count
      else { return nil }
      var tree: (OID, Int)?
      if count >= 0 {
        guard let oid = reader.oid() else { return nil }
        tree = (oid, count)
      }
      open.append((folders.count, children))
      folders.append(Folder(name: name, tree: tree, end: folders.count + 1))
      while let last = open.last, last.missing == 0 {
        folders[last.place].end = folders.count
        open.removeLast()
        if !open.isEmpty { open[open.count - 1].missing -= 1 }
      }
    } while !open.isEmpty
  }

  /// The folder of a name in another one.
  func child(_ name: UnsafeRawBufferPointer, of parent: Int) -> Int? {
    var place = parent + 1
    while place < folders[parent].end {
      if folders[place].name.elementsEqual(name) { return place }
      place = folders[place].end
    }
    return nil
  }
}

extension ByteReader {
  /// The bytes before the next one of this value, which is passed over; nil where there is none.
  fileprivate mutating func text(until end: UInt8) -> UnsafeRawBufferPointer? {
    var ahead = self
    while let byte = ahead.next() {
      guard byte == end else { continue }
      defer { self = ahead }
      return take(ahead.position - position - 1)
    }
    return nil
  }

  /// A number in decimal digits before the next byte of this value.
  fileprivate mutating func number(until end: UInt8) -> Int? {
    text(until: end).flatMap { Int(String(decoding: $0, as: UTF8.self)) }
  }
}
