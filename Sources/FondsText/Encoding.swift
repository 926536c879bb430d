#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension TextFault.Encoding {
  /// The bytes as UTF-8; nil where they are not text of this encoding.
  public func decoded(_ bytes: [UInt8]) -> [UInt8]? {
    // The system's own tables: GB18030 has 23 000 characters.
    guard let converter = iconv_open("UTF-8", rawValue), converter != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(converter) }
    // No character of two bytes becomes more than four, and a lone byte no more than three.
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    let written: Int? = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var to = target.baseAddress
        var (left, room) = (source.count, target.count)
        guard iconv(converter, &from, &left, &to, &room) != -1, left == 0 else { return nil }
        return target.count - room
      }
    }
    guard let written else { return nil }
    return output[..<written].map { UInt8(bitPattern: $0) }
  }
}
