import CLibgit2

#if canImport(Glibc)
  import CMalloc
#endif

/// Reads a repository's packed objects, for walks over a whole history.
///
/// libgit2 keeps no more than 16 MiB of the objects that others are stored as differences from, which is not enough for
/// the folders of a large archive: each tree is then put together from its whole chain again, four times as slow as Git.
/// This one keeps the objects it made last, and lets go of what it has mapped.
///
/// Nothing is hashed: it is for objects that this machine has verified before, and for what can be made anew, as the index.
/// What it can't read (loose objects, damaged packs, packs of another version) it leaves to libgit2, which says what is
/// wrong with it.
public final class PackReader {
  private let packs: [PackFile]
  private var cache: ObjectCache<Place>
  private var inflater: Inflater
  private var reads = 0
  private var cacheBytes: Int
  /// The objects that will be asked for, in this order, and where they begin: looking them up again would touch all of the
  /// tables of contents. Of the places, see ``storageOrder(of:)``.
  private var planned: [(oid: OID, place: UInt64)] = []
  private var nextPlanned = 0

  /// Where an object begins.
  private struct Place: Hashable {
    let pack: Int
    let offset: UInt64
  }

  /// An object stored as a difference: where that begins and how long it is when unpacked.
  private struct Link {
    let place: Place
    let start: Int
    let size: Int
  }

  /// Chains in sound packs are 50 long, at most 4095.
  private static let longestChain = 4096
  /// Larger objects are no records; libgit2 reads them piece by piece.
  private static let largestObject = 64 << 20
  /// After so many objects the mapped pages are let go: 16 pages each at most.
  private static let readsPerRelease = 2000

  /// - Parameter cacheBytes: how many bytes of objects to keep, roughly.
  public init(of repository: Repository, cacheBytes: Int = 32 << 20) {
    packs = repository.packPaths.compactMap(PackFile.init)
    self.cacheBytes = cacheBytes
    cache = ObjectCache(byteLimit: cacheBytes)
    inflater = Inflater()
  }

  /// Lets go of the objects it made, and of what it has mapped: what comes next are others.
  ///
  /// - Parameter cacheBytes: how many bytes of objects to keep from now on, roughly; nil for as many as before.
  public func forget(cacheBytes: Int? = nil) {
    self.cacheBytes = cacheBytes ?? self.cacheBytes
    cache = ObjectCache(byteLimit: self.cacheBytes)
    for pack in packs { pack.release() }
    #if canImport(Glibc)
      // Ten thousands of objects have left gaps, which malloc would keep.
      malloc_trim(0)
    #endif
  }

  /// A blob's content; nil where libgit2 has to be asked.
  public func blob(_ oid: OID) -> [UInt8]? {
    object(oid, type: GIT_OBJECT_BLOB)?.withBytes { Array($0) }
  }

  /// An object of this type; nil where libgit2 has to be asked.
  func object(_ oid: OID, type: git_object_t) -> ObjectData? {
    guard let place = place(of: oid) else { return nil }
    reads += 1
    if reads.isMultiple(of: PackReader.readsPerRelease) { for pack in packs { pack.release() } }
    let object = self.object(at: place)
    return object?.type == type ? object : nil
  }

  private func place(of oid: OID) -> Place? {
    if nextPlanned < planned.count, planned[nextPlanned].oid == oid {
      let place = planned[nextPlanned].place
      nextPlanned += 1
      if nextPlanned == planned.count { (planned, nextPlanned) = ([], 0) }
      return Place(pack: Int(place >> 48), offset: place & PackReader.offsets)
    }
    for (number, pack) in packs.enumerated() {
      if let offset = pack.index.offset(of: oid) { return Place(pack: number, offset: offset) }
    }
    return nil
  }

  /// 64 TiB a pack.
  private static let offsets: UInt64 = 0xFFFF_FFFF_FFFF

  /// The order in which objects are read fastest: pack by pack from the first byte to the last, the loose ones in the end.
  ///
  /// In a pack an object that is stored as a difference stands behind what it differs from, so that this is still at hand;
  /// in any other order long chains of differences are followed again and again. A pack whose table of contents can't be
  /// read counts as loose objects: only the order suffers.
  ///
  /// Reading them in this order, next, takes no further look into the tables of contents.
  /// - Returns: the places in `oids`, each once.
  public func storageOrder(of oids: [OID]) -> [Int] {
    let keys = oids.map { oid -> UInt64 in
      // 65 535 packs: more are not told apart from loose objects.
      guard let place = place(of: oid), place.pack < 0xFFFF else { return .max }
      return UInt64(place.pack) << 48 | place.offset & PackReader.offsets
    }
    let order = oids.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
    planned = order.lazy.filter { keys[$0] != .max }.map { (oids[$0], keys[$0]) }
    nextPlanned = 0
    return order
  }

  private func object(at place: Place) -> ObjectData? {
    var chain: [Link] = []
    guard var object = chainEnd(from: place, &chain) else { return nil }
    for link in chain.reversed() {
      let pack = packs[link.place.pack]
      guard let delta = inflater.unpack(pack.bytes, from: link.start, size: link.size) else { return nil }
      defer { delta.deallocate() }
      guard
        let bytes = object.withBytes({ Delta.apply(UnsafeRawBufferPointer(delta), to: $0, limit: Self.largestObject) })
      else { return nil }
      object = ObjectData(owning: bytes, type: object.type)
      cache.insert(object, for: link.place)
    }
    return object
  }

  /// The first object on the way that is known, or stored whole; `chain` takes the differences that lead to it.
  private func chainEnd(from place: Place, _ chain: inout [Link]) -> ObjectData? {
    var place = place
    while chain.count < PackReader.longestChain {
      if let known = cache[place] { return known }
      let pack = packs[place.pack]
      guard let entry = pack.entry(at: place.offset), entry.size <= PackReader.largestObject else { return nil }
      if let base = entry.base {
        chain.append(Link(place: place, start: entry.start, size: entry.size))
        place = Place(pack: place.pack, offset: base)
        continue
      }
      guard let bytes = inflater.unpack(pack.bytes, from: entry.start, size: entry.size) else { return nil }
      let object = ObjectData(owning: bytes, type: entry.type)
      cache.insert(object, for: place)
      return object
    }
    return nil
  }
}
