@testable import FondsPages

/// Reads small QR codes back, by ISO/IEC 18004 alone: versions 1 and 2 at level Q have one block, so that no codewords are
/// interleaved, and an unspoilt code needs no correction.
struct QRReader {
  let code: QRCode

  /// The text; nil for what such a code can't hold.
  var text: String? {
    var bits = Bits(all: modules())
    guard code.width == 21 || code.width == 25 else { return nil }
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
    var text = ""
    while let mode = bits.take(4) {
      switch mode {
      case 0: return text
      case 1:
        guard var count = bits.take(10) else { return nil }
        while count > 0 {
          let digits = min(3, count)
          guard let value = bits.take([0, 4, 7, 10][digits]) else { return nil }
          text += String("\(value + [1, 10, 100, 1000][digits])".dropFirst())
          count -= digits
        }
      case 2:
        guard var count = bits.take(9) else { return nil }
        while count > 1 {
          guard let pair = bits.take(11) else { return nil }
          text.append(alphabet[pair / 45])
          text.append(alphabet[pair % 45])
          count -= 2
        }
        if count == 1, let last = bits.take(6) { text.append(alphabet[last]) }
      case 4:
        guard let count = bits.take(8) else { return nil }
        text += String(decoding: (0..<count).compactMap { _ in bits.take(8).map { UInt8($0) } }, as: UTF8.self)
      default: return nil
      }
    }
    return text
  }

  private struct Bits {
    let all: [Bool]
    var at = 0

    mutating func take(_ count: Int) -> Int? {
      guard at + count <= all.count else { return nil }
      defer { at += count }
      return all[at..<at + count].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
    }
  }

  private func isDark(_ row: Int, _ column: Int) -> Bool { code.isDark[row * code.width + column] }

  /// The modules of the codewords in their order (section 7.7.3), without the mask.
  private func modules() -> [Bool] {
    // Bits 12 to 10 of the format information, beside the upper left finder, name the mask (section 7.9).
    let mask = [2, 3, 4].reduce(0) { $0 << 1 | (isDark(8, $1) ? 1 : 0) } ^ 0b101
    var bits: [Bool] = []
    var isUpward = true
    var right = code.width - 1
    while right > 0 {
      if right == 6 { right -= 1 }
      for step in 0..<code.width {
        let row = isUpward ? code.width - 1 - step : step
        for column in [right, right - 1] where !isFunction(row, column) {
          bits.append(isDark(row, column) != isMasked(mask, row, column))
        }
      }
      isUpward.toggle()
      right -= 2
    }
    return bits
  }

  private func isMasked(_ mask: Int, _ i: Int, _ j: Int) -> Bool {
    switch mask {
    case 0: (i + j) % 2 == 0
    case 1: i % 2 == 0
    case 2: j % 3 == 0
    case 3: (i + j) % 3 == 0
    case 4: (i / 2 + j / 3) % 2 == 0
    case 5: (i * j) % 2 + (i * j) % 3 == 0
    case 6: ((i * j) % 2 + (i * j) % 3) % 2 == 0
    default: ((i + j) % 2 + (i * j) % 3) % 2 == 0
    }
  }

  /// Finders with their separators and format, timing, and in version 2 the alignment pattern.
  private func isFunction(_ row: Int, _ column: Int) -> Bool {
    let far = code.width - 8
    if row == 6 || column == 6 { return true }
    if row < 9, column < 9 || column >= far { return true }
    if row >= far, column < 9 { return true }
    return code.width == 25 && (16...20).contains(row) && (16...20).contains(column)
  }
}
