import CQREncode
import Glibc

/// A text that does not fit into a QR code.
public struct QRCodeError: Error, Sendable {
  public let text: String
  /// What libqrencode left in `errno`.
  public let systemError: Int32
}

/// A QR code (ISO/IEC 18004): a square of dark and light modules.
struct QRCode {
  /// How many modules a side has, the quiet zone around it not counted.
  let width: Int
  /// Row by row from the upper left.
  let isDark: [Bool]

  /// The smallest code that holds a text and is still read when a quarter of it is worn off: labels are rubbed.
  ///
  /// - Throws: ``QRCodeError`` where the text is empty or too long.
  init(_ text: String) throws(QRCodeError) {
    // Hint 8-bit, case kept: the library takes the denser alphanumeric mode by itself where the text allows it.
    guard let code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1) else {
      throw QRCodeError(text: text, systemError: errno)
    }
    defer { QRcode_free(code) }
    let width = Int(code.pointee.width)
    self.width = width
    // The lowest bit of each byte says whether the module is dark.
    isDark = (0..<width * width).map { code.pointee.data[$0] & 1 == 1 }
  }

  /// The dark modules as an SVG path, one module wide and high each.
  var path: String {
    var path = ""
    for row in 0..<width {
      var column = 0
      while column < width {
        let start = column
        while column < width, isDark[row * width + column] { column += 1 }
        if column > start { path += "M\(start) \(row)h\(column - start)v1h-\(column - start)z" }
        column += 1
      }
    }
    return path
  }
}
