import FondsGit
import Glibc

/// Writes numbers, texts and raw bytes one after another, for files that only this program reads.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func append(_ raw: some Sequence<UInt8>) { bytes.append(contentsOf: raw) }

  /// Seven bits a byte, the lowest first; most numbers are small.
  mutating func number(_ value: Int) {
    var rest = UInt(bitPattern: value)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// A number that always takes eight bytes.
  mutating func fixed(_ value: Int) {
    withUnsafeBytes(of: Int64(value).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func range(_ range: Range<Int>) {
    number(range.lowerBound)
    number(range.upperBound)
  }

  mutating func text(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      number(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  /// What `write` writes, with its length before it.
  mutating func sized(_ write: (inout ByteWriter) -> Void) {
    let start = bytes.count
    fixed(0)
    write(&self)
    withUnsafeBytes(of: Int64(bytes.count - start - 8).littleEndian) {
      bytes.replaceSubrange(start..<start + 8, with: $0)
    }
  }
}

/// Reads what a ``ByteWriter`` wrote. Each of its answers is nil where the bytes end before.
struct ByteReader {
  private let bytes: [UInt8]
  private(set) var place: Int

  init(_ bytes: [UInt8], at place: Int = 0) {
    (self.bytes, self.place) = (bytes, place)
  }

  mutating func number() -> Int? {
    var value: UInt = 0
    var shift: UInt = 0
    while place >= 0, place < bytes.count, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return Int(bitPattern: value) }
      shift += 7
    }
    return nil
  }

  mutating func fixed() -> Int? {
    guard place >= 0, place <= bytes.count - 8 else { return nil }
    defer { place += 8 }
    return bytes.withUnsafeBytes { Int(Int64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Int64.self))) }
  }

  mutating func range() -> Range<Int>? {
    guard let start = number(), let end = number(), 0 <= start, start <= end else { return nil }
    return start..<end
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, count <= bytes.count - place else { return false }
    place += count
    return true
  }

  mutating func raw(_ count: Int) -> ArraySlice<UInt8>? {
    let start = place
    return skip(count) ? bytes[start..<place] : nil
  }

  mutating func text() -> String? {
    guard let count = number(), let raw = raw(count) else { return nil }
    return String(decoding: raw, as: UTF8.self)
  }

  mutating func skipText() -> Bool { number().map { skip($0) } ?? false }

  mutating func oid() -> OID? { raw(OID.byteCount).flatMap { OID(bytes: $0) } }

  /// How the text that comes next stands to another, by their bytes: less than, equal to or greater than zero.
  mutating func compareText(with other: String) -> Int? {
    guard let count = number(), count >= 0, count <= bytes.count - place else { return nil }
    defer { place += count }
    var other = other
    return bytes.withUnsafeBytes { all in
      other.withUTF8 { other in
        // Neither address is used where there are no bytes.
        guard let own = all.baseAddress, let base = other.baseAddress else { return count - other.count }
        let order = memcmp(own + place, base, min(count, other.count))
        return order != 0 ? Int(order) : count - other.count
      }
    }
  }
}
