/// Reads what OpenSSH packs into bytes (RFC 4251, section 5). Every read is nil where the bytes end too soon.
struct SSHWire {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func uint32() -> UInt32? {
    bytes(4)?.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// Bytes behind their count.
  mutating func string() -> [UInt8]? {
    uint32().flatMap { bytes(Int($0)) }
  }

  mutating func text() -> String? {
    string().map { String(decoding: $0, as: UTF8.self) }
  }

  /// A positive whole number in as many bytes as asked for.
  mutating func magnitude(in size: Int) -> [UInt8]? {
    guard let bytes = string(), bytes.first.map({ $0 < 0x80 }) ?? true else { return nil }
    let digits = bytes.drop { $0 == 0 }
    guard digits.count <= size else { return nil }
    return Array(repeating: 0, count: size - digits.count) + digits
  }

  static func packed(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt32(bytes.count)
    return [UInt8(count >> 24), UInt8(count >> 16 & 0xFF), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)] + bytes
  }
}
