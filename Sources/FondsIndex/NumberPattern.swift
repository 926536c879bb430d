/// The shape of a record's number, `HR-2023-01-015`, as far as the index has to know it.
///
/// The rules about numbers live elsewhere; the index only has to tell a number in a file's name or in a field,
/// whatever state the file is in.
enum NumberPattern {
  /// The parts of a number, as they are written.
  struct Parts {
    let department: Substring
    let year: Substring
    let type: Substring
    let serial: Substring
  }

  /// The parts of a text that is a number; nil for any other text.
  static func parts(_ text: Substring) -> Parts? {
    // Told by bytes first: most texts that are asked about are no numbers, and splitting them costs.
    guard text.utf8.count <= 40, let first = text.utf8.first, isCapital(first) else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0].utf8.allSatisfy(isCapital), parts[1].utf8.count == 4,
      parts[2].utf8.count == 2, !parts[3].isEmpty,
      parts[1...].allSatisfy({ $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } })
    else { return nil }
    return Parts(department: parts[0], year: parts[1], type: parts[2], serial: parts[3])
  }

  /// The number that a record's file name begins with.
  static func inFileName(of path: String) -> String? {
    let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
    let end = name.utf8.firstIndex { $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") } ?? name.endIndex
    return parts(name[..<end]) == nil ? nil : String(name[..<end])
  }

  private static func isCapital(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
