import FondsText

/// Reads JSON text into nodes that know their bytes, so that tests of the schema engine need no YAML.
public struct JSONReader {
  /// Text that is no JSON; the byte where it stops being so.
  public struct Failure: Error {
    public let offset: Int
  }

  private let bytes: [UInt8]
  private var place = 0

  /// Reads one value.
  public static func read(_ text: String) throws -> Node {
    try read(Array(text.utf8))
  }

  public static func read(_ bytes: [UInt8]) throws -> Node {
    var reader = JSONReader(bytes)
    let node = try reader.value()
    reader.skipSpace()
    guard reader.place == bytes.count else { throw reader.failure }
    return node
  }

  private init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  private var failure: Failure { Failure(offset: place) }

  private var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpace() {
    while let byte = peek, " \t\r\n".utf8.contains(byte) { place += 1 }
  }

  private mutating func skip(_ text: StaticString) -> Bool {
    let wanted = text.withUTF8Buffer(Array.init)
    guard bytes[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  private mutating func expect(_ text: StaticString) throws {
    skipSpace()
    guard skip(text) else { throw failure }
  }

  private mutating func value() throws -> Node {
    skipSpace()
    let start = place
    switch peek {
    case UInt8(ascii: "{"):
      let mapping = try mapping()
      return Node(.mapping(mapping), range: start..<place, style: .flow)
    case UInt8(ascii: "["):
      let items = try sequence()
      return Node(.sequence(items), range: start..<place, style: .flow)
    case UInt8(ascii: "\""):
      let text = try string()
      return Node(.string(text), range: start..<place, style: .doubleQuoted)
    default:
      let value = try scalar()
      return Node(value, range: start..<place)
    }
  }

  private mutating func mapping() throws -> Mapping {
    var entries: [Mapping.Entry] = []
    try expect("{")
    skipSpace()
    if skip("}") { return Mapping() }
    while true {
      skipSpace()
      let start = place
      let key = try string()
      let keyRange = start..<place
      try expect(":")
      entries.append(Mapping.Entry(key: key, keyRange: keyRange, value: try value()))
      skipSpace()
      if skip("}") { return Mapping(entries) }
      try expect(",")
    }
  }

  private mutating func sequence() throws -> [Node] {
    var items: [Node] = []
    try expect("[")
    skipSpace()
    if skip("]") { return items }
    while true {
      items.append(try value())
      skipSpace()
      if skip("]") { return items }
      try expect(",")
    }
  }

  private mutating func scalar() throws -> Node.Value {
    if skip("null") { return .null }
    if skip("true") { return .bool(true) }
    if skip("false") { return .bool(false) }
    let start = place
    while let byte = peek, "+-.eE0123456789".utf8.contains(byte) { place += 1 }
    guard let number = Number(String(decoding: bytes[start..<place], as: UTF8.self)) else { throw failure }
    return .number(number)
  }

  private mutating func string() throws -> String {
    try expect("\"")
    var text: [UInt8] = []
    while let byte = peek {
      place += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else { throw failure }
        return string
      case UInt8(ascii: "\\"): text += String(try escape()).utf8
      case 0..<0x20: throw failure
      default: text.append(byte)
      }
    }
    throw failure
  }

  private mutating func escape() throws -> Unicode.Scalar {
    guard let byte = peek else { throw failure }
    place += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexUnit()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // Characters beyond the first plane are written as a surrogate pair.
      guard 0xD800...0xDBFF ~= unit, skip("\\u") else { throw failure }
      let low = try hexUnit()
      guard 0xDC00...0xDFFF ~= low,
        let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
      else { throw failure }
      return scalar
    default: throw failure
    }
  }

  private mutating func hexUnit() throws -> UInt16 {
    guard place + 4 <= bytes.count,
      let unit = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16)
    else { throw failure }
    place += 4
    return unit
  }
}
