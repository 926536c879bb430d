import FondsText

/// Breaks text into lines without knowing the font: SVG breaks none by itself, and which font a reader's machine has is
/// not known here. Widths are those of wide common fonts, so that a line rather ends early than runs over.
struct TextFit {
  let lines: [String]
  /// The height of the letters, in the unit of the width that the text was fitted to.
  let size: Double

  /// The text in the largest size in which it fits; in the smallest one what does not fit is cut off with `…`.
  ///
  /// - Parameter forms: the sizes to try, the largest first, with the number of lines that each has room for.
  init(_ text: String, width: Double, forms: [(size: Double, lines: Int)]) {
    // More than any label holds: what is wrong with a record may be the length of its title.
    let text = String(text.unicodeScalars.prefix(400))
    var lines: [String] = []
    for form in forms {
      lines = Self.lines(of: text, width: width / form.size)
      if lines.count <= form.lines {
        self.init(lines: lines, size: form.size)
        return
      }
    }
    let last = forms.last ?? (size: 1, lines: 1)
    lines = Array(lines.prefix(last.lines))
    if var end = lines.popLast() {
      while !end.isEmpty, Self.width(of: end) + 1 > width / last.size { end.removeLast() }
      lines.append(end + "…")
    }
    self.init(lines: lines, size: last.size)
  }

  private init(lines: [String], size: Double) {
    self.lines = lines
    self.size = size
  }

  /// - Parameter width: in heights of a letter.
  static func lines(of text: String, width: Double) -> [String] {
    var lines: [String] = []
    var line = ""
    // What may not be parted: a word, or one wide character with the marks that never begin a line.
    for piece in pieces(of: text) {
      if self.width(of: line + piece.trimmingSuffix { $0 == " " }) <= width {
        line += piece
        continue
      }
      if !line.isEmpty { lines.append(line) }
      line = ""
      // A word that is longer than a line is parted where the line ends.
      for character in piece.drop(while: { $0 == " " }) {
        if !line.isEmpty, self.width(of: line + String(character)) > width {
          lines.append(line)
          line = ""
        }
        line.append(character)
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines.map { String($0.trimmingSuffix { $0 == " " }) }
  }

  private static func pieces(of text: String) -> [String] {
    var pieces: [String] = []
    var mayEnd = true
    var isWord = false
    for character in text {
      let isWide = DisplayWidth.width(of: String(character)) > 1
      if let last = pieces.indices.last, !mayEnd || neverBegins.contains(character) || (isWord && !isWide) {
        pieces[last].append(character)
      } else {
        pieces.append(String(character))
      }
      mayEnd = !neverEnds.contains(character)
      isWord = !isWide && character != " "
    }
    return pieces
  }

  private static let neverBegins = Set("，。、；：！？）》」』】〕”’…·,.;:!?)]% ")
  private static let neverEnds = Set("（《「『【〔“‘([")

  /// In heights of a letter.
  static func width(of text: some StringProtocol) -> Double {
    text.unicodeScalars.reduce(0) { total, scalar in
      switch DisplayWidth.width(of: scalar) {
      case 0: total
      case 2: total + 1
      default:
        switch scalar {
        case "W", "M", "m", "w", "@", "%": total + 0.95
        case "i", "j", "l", "f", "t", ".", ",", ":", ";", "'", "!", " ": total + 0.36
        case "A"..."Z", "0"..."9": total + 0.68
        default: total + 0.58
        }
      }
    }
  }
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while holds: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, holds(self[index(before: end)]) { end = index(before: end) }
    return self[startIndex..<end]
  }
}
