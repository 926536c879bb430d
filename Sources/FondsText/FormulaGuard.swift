/// Keeps text from running as a formula where a spreadsheet opens it (OWASP, CSV injection).
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-` or `@` for a formula, whatever the quotation marks of the
/// file say; an apostrophe before it makes it text. Whoever reads such a file again takes the apostrophe off.
public enum FormulaGuard {
  /// The text as it may stand in a cell. Numbers stay as they are.
  public static func guarded(_ text: String) -> String {
    isDangerous(text) ? "'" + text : text
  }

  /// The text behind a guard, where there is one.
  public static func unguarded(_ cell: String) -> String {
    guard cell.unicodeScalars.first == "'" else { return cell }
    let rest = String(cell.unicodeScalars.dropFirst())
    return isDangerous(rest) ? rest : cell
  }

  /// Whether a cell that somebody else wrote is most likely a formula, and not a text such as `-5 °C` or `+86 10 …`.
  public static func isFormula(_ cell: String) -> Bool {
    guard let first = cell.unicodeScalars.first(where: { !isBlank($0) }) else { return false }
    switch first {
    case "=", "＝": return true
    case "+", "-", "@", "＋", "－", "＠": return cell.unicodeScalars.contains { $0 == "(" || $0 == "|" || $0 == "!" }
    default: return false
    }
  }

  private static func isDangerous(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first else { return false }
    // A tab or line break at the start shifts what follows into a cell of its own in some programs.
    if first == "\t" || first == "\r" || first == "\n" { return true }
    // An apostrophe before what is dangerous is text here: it gets a guard of its own, so that it comes back.
    if first == "'" { return isDangerous(String(text.unicodeScalars.dropFirst())) }
    switch text.unicodeScalars.first(where: { !isBlank($0) }) {
    case "=", "+", "-", "@", "＝", "＋", "－", "＠": return Number(text) == nil
    default: return false
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
}
