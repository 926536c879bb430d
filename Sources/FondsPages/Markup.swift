import FondsText

/// Text from records, made harmless for HTML and XML.
enum Markup {
  /// The text for use between tags and within quoted attributes. Characters that neither XML nor a record may have, bidi
  /// overrides among them, become U+FFFD.
  static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case let scalar where ForbiddenCharacters.contains(scalar): result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A length or place, rounded to so many decimals.
  static func number(_ value: Double, decimals: Int = 2) -> String {
    let factor = (0..<decimals).reduce(1) { factor, _ in factor * 10 }
    let parts = Int((value * Double(factor)).rounded())
    var digits = "\(abs(parts) % factor + factor)".dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(parts < 0 ? "-" : "")\(abs(parts) / factor)\(digits.isEmpty ? "" : ".")\(digits)"
  }

  /// How every page begins: it fetches nothing and runs nothing, whatever a record holds.
  ///
  /// - Parameter title: escaped.
  static func opening(title: String, _ language: Language) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language == .chinese ? "zh-CN" : "en")">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <title>\(title)</title>
    """
  }
}
