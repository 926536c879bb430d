import FondsText

/// JSON Pointers (RFC 6901), kept as text: a schema has few, and they are compared more often than walked.
enum JSONPointer {
  /// One reference token in its written form: `a/b` is `a~1b`.
  static func escape(_ token: String) -> String {
    guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
    var text = ""
    for scalar in token.unicodeScalars {
      switch scalar {
      case "~": text += "~0"
      case "/": text += "~1"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  static func appending(_ token: String, to pointer: String) -> String {
    pointer + "/" + escape(token)
  }

  static func appending(_ index: Int, to pointer: String) -> String {
    pointer + "/" + String(index)
  }

  /// The tokens of a pointer, nil where it is malformed.
  static func tokens(_ pointer: String) -> [String]? {
    if pointer.isEmpty { return [] }
    guard pointer.hasPrefix("/") else { return nil }
    var tokens: [String] = []
    for part in pointer.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let token = unescape(part) else { return nil }
      tokens.append(token)
    }
    return tokens
  }

  /// One token as it is meant. `~` stands only before 0 and 1.
  private static func unescape(_ part: Substring) -> String? {
    guard part.utf8.contains(UInt8(ascii: "~")) else { return String(part) }
    var text = ""
    var scalars = part.unicodeScalars.makeIterator()
    while let scalar = scalars.next() {
      guard scalar == "~" else {
        text.unicodeScalars.append(scalar)
        continue
      }
      switch scalars.next() {
      case "0": text += "~"
      case "1": text += "/"
      default: return nil
      }
    }
    return text
  }
}

extension Node {
  /// The value that one token of a JSON Pointer leads to.
  func child(_ token: String) -> Node? {
    switch value {
    case .mapping(let mapping): return mapping.exactEntry(token)?.value
    case .sequence(let items):
      // RFC 6901 knows no sign and no leading zero.
      guard let index = Int(token), String(index) == token, items.indices.contains(index) else { return nil }
      return items[index]
    default: return nil
    }
  }
}
