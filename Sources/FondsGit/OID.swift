import CLibgit2

/// The name of a Git object: the SHA-1 of its content, 20 bytes.
///
/// Three integers rather than an array: an `OID` is passed, compared and hashed
/// without any allocation, hundreds of thousands of times in a walk over history.
public struct OID: Hashable, Comparable, Sendable {
  // Big-endian words, so that comparing integers compares the bytes in order.
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// The number of bytes of an `OID`.
  public static let byteCount = 20

  /// Forty zeros: Git's way to say "no object" (a ref created or deleted in a hook's input).
  public static let zero = OID(high: 0, middle: 0, low: 0)

  /// The tree without entries, `4b825dc6…`; every Git knows it without storing it.
  public static let emptyTree = OID(
    high: 0x4b82_5dc6_42cb_6eb9, middle: 0xa060_e54b_f8d6_9288, low: 0xfbee_4904)

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// An OID from its 20 raw bytes; `nil` when there are more or fewer.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == OID.byteCount else { return nil }
    let oid = bytes.withContiguousStorageIfAvailable { bytes in
      UnsafeRawBufferPointer(bytes).baseAddress.map(OID.init(at:)) ?? .zero
    }
    self = oid ?? Array(bytes).withUnsafeBytes { bytes in bytes.baseAddress.map(OID.init(at:)) ?? .zero }
  }

  /// An OID from 40 hexadecimal digits, either case; `nil` for anything else.
  ///
  /// Abbreviations are not names but questions: ask `Repository.resolve(_:)`.
  public init?(_ hexadecimal: some StringProtocol) {
    guard let oid = OID(hexadecimal: hexadecimal.utf8) else { return nil }
    self = oid
  }

  /// As `init(_:)`, from bytes of ASCII.
  public init?(hexadecimal digits: some Collection<UInt8>) {
    guard digits.count == 2 * OID.byteCount else { return nil }
    var words: (UInt64, UInt64, UInt32) = (0, 0, 0)
    for (position, digit) in digits.enumerated() {
      let value: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      switch position {
      case 0..<16: words.0 = words.0 << 4 | UInt64(value)
      case 16..<32: words.1 = words.1 << 4 | UInt64(value)
      default: words.2 = words.2 << 4 | UInt32(value)
      }
    }
    self.init(high: words.0, middle: words.1, low: words.2)
  }

  /// Calls `body` with the 20 raw bytes, without any allocation.
  public func withBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    // The words big-endian, one behind another: the first 20 bytes are the name.
    try withUnsafeBytes(of: (high.bigEndian, middle.bigEndian, low.bigEndian)) {
      try body(UnsafeRawBufferPointer(rebasing: $0[0..<OID.byteCount]))
    }
  }

  /// The 20 raw bytes, as an index stores them.
  public var bytes: [UInt8] {
    Array(unsafeUninitializedCapacity: OID.byteCount) { buffer, count in
      let target = UnsafeMutableRawBufferPointer(buffer)
      target.storeBytes(of: high.bigEndian, as: UInt64.self)
      target.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      target.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
      count = OID.byteCount
    }
  }

  /// The order of the bytes, which is also the order of the hexadecimal text.
  public static func < (left: OID, right: OID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }

  /// A SHA-1 is evenly spread: its first eight bytes are hash enough.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(high)
  }
}

extension OID: CustomStringConvertible, LosslessStringConvertible {
  /// The 40 hexadecimal digits, in lower case.
  public var description: String {
    String(unsafeUninitializedCapacity: 2 * OID.byteCount) { text in
      func write(_ word: UInt64, digits: Int, at start: Int) {
        for position in 0..<digits {
          let value = UInt8(truncatingIfNeeded: word >> (4 * UInt64(digits - 1 - position))) & 15
          text[start + position] = value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
        }
      }
      write(high, digits: 16, at: 0)
      write(middle, digits: 16, at: 16)
      write(UInt64(low), digits: 8, at: 32)
      return 2 * OID.byteCount
    }
  }

  /// The first `length` hexadecimal digits, for people to read; not checked to be unambiguous.
  public func abbreviated(to length: Int = 10) -> String {
    String(description.prefix(length))
  }
}

extension OID {
  /// The 20 bytes that start at `address`, which need not be aligned.
  init(at address: UnsafeRawPointer) {
    self.init(
      high: UInt64(bigEndian: address.loadUnaligned(as: UInt64.self)),
      middle: UInt64(bigEndian: address.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      low: UInt32(bigEndian: address.loadUnaligned(fromByteOffset: 16, as: UInt32.self)))
  }

  init(_ raw: git_oid) {
    self = withUnsafeBytes(of: raw) { bytes in
      bytes.baseAddress.map(OID.init(at:)) ?? .zero
    }
  }

  /// The same bytes as libgit2 wants them.
  var raw: git_oid {
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw) { bytes in
      bytes.storeBytes(of: high.bigEndian, as: UInt64.self)
      bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return raw
  }
}
