import FondsText

/// Where records lie: `Records/<dept>/<year>/<type>/<id>_<date>_<summary>.yaml`.
public enum RecordPath {
  public static let root = "Records"
  /// The ending of every record file.
  public static let ending = ".yaml"

  /// Whether a path is a folder's or lies below it.
  public static func lies(_ path: String, in folder: String) -> Bool {
    path == folder || path.hasPrefix(folder + "/")
  }

  /// The folder of a path, without a slash at its end.
  public static func folder(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.utf8.index(after: $0)...]) } ?? path
  }

  /// The path that agrees with a record's number and date.
  public static func path(of id: RecordID, date: String, summary: String) -> String {
    "\(id.series.folder)/\(id.text)_\(date)_\(summary)\(ending)"
  }

  /// The number that a file at home carries: one whose name begins with it, in the folder it belongs to.
  public static func number(atHome path: String) -> RecordID? {
    var path = path
    return path.withUTF8 { bytes in
      guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")) else { return nil }
      let name = UnsafeBufferPointer(rebasing: bytes[(slash + 1)...])
      guard let id = RecordID(prefixOf: name), isHome(bytes[..<slash], ofSeriesIn: name) else { return nil }
      return id
    }
  }

  /// Whether a folder is that of the series with which a name begins: `Records/HR/2023/01` of `HR-2023-01-015…`.
  private static func isHome(
    _ folder: Slice<UnsafeBufferPointer<UInt8>>, ofSeriesIn name: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let start = root.utf8.count + 1
    guard folder.count > start, folder.starts(with: root.utf8), folder[start - 1] == UInt8(ascii: "/") else {
      return false
    }
    let parts = folder[start...]
    return parts.count < name.count && name[parts.count] == UInt8(ascii: "-")
      && zip(parts, name).allSatisfy { part, byte in
        byte == UInt8(ascii: "-") ? part == UInt8(ascii: "/") : part == byte
      }
      && parts.count { $0 == UInt8(ascii: "/") } == 2
  }
}

/// The three parts of a record's file name (office.md § 1: date, number and a summary).
public struct RecordName: Sendable, Hashable {
  public let id: RecordID
  public let date: String
  public let summary: String

  /// Why a file name is none of a record's.
  public enum Fault: Error, Sendable, Hashable {
    /// Another ending than `.yaml`; with the name that has the right one, where it is a YAML file.
    case wrongEnding(mended: String?)
    case noNumber
    case noDate
    case noSummary
    case summaryTooLong
    case summaryCharacter(Character)
    case summaryEnd
    case notNormalized
  }

  public init(_ name: String) throws(Fault) {
    guard name.hasBytewiseSuffix(RecordPath.ending) else { throw .wrongEnding(mended: Self.mendedEnding(of: name)) }
    let parts = name.utf8.dropLast(RecordPath.ending.utf8.count).split(
      separator: UInt8(ascii: "_"), maxSplits: 2, omittingEmptySubsequences: false
    ).map(Substring.init)
    guard let first = parts.first, let id = RecordID(first) else { throw .noNumber }
    guard parts.count >= 2, case let date = String(parts[1]), CalendarDate(date) != nil else { throw .noDate }
    guard parts.count == 3, !parts[2].isEmpty else { throw .noSummary }
    let summary = String(parts[2])
    if let fault = Self.fault(ofSummary: summary) { throw fault }
    self.id = id
    self.date = date
    self.summary = summary
  }

  /// The limits of the summary: in Unicode scalars and in bytes, so that any file system can hold the name.
  static let longestSummary = (scalars: 40, bytes: 150)

  /// What other file systems, shells and BagIt manifests can't have in a name; U+FFFD stands for bytes that are not UTF-8.
  static let refusedCharacters: Set<Character> = ["/", "\\", ":", "*", "?", "\"", "<", ">", "|", "%", "\u{FFFD}"]

  private static func fault(ofSummary summary: String) -> Fault? {
    // Cutting a text into characters is slow, and hardly any summary has one of these.
    let isSuspect = summary.unicodeScalars.contains { scalar in
      scalar == "\u{FFFD}" || isControl(scalar) || (scalar.isASCII && refusedCharacters.contains(Character(scalar)))
    }
    if isSuspect, let bad = summary.first(where: { refusedCharacters.contains($0) || isControl($0) }) {
      return .summaryCharacter(bad)
    }
    if summary.utf8.count > longestSummary.bytes || summary.unicodeScalars.count > longestSummary.scalars {
      return .summaryTooLong
    }
    if summary.utf8.last == UInt8(ascii: ".") || summary.utf8.last == UInt8(ascii: " ") { return .summaryEnd }
    return Normalization.isNormalized(summary) ? nil : .notNormalized
  }

  private static func isControl(_ character: Character) -> Bool {
    character.unicodeScalars.contains(where: isControl)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    ForbiddenCharacters.contains(scalar) || scalar == "\n" || scalar == "\t" || scalar == "\r"
  }

  /// A summary made from a record's title: what a name can't hold becomes a dash, what is too long is cut.
  public static func summary(from title: String) -> String {
    var scalars = String.UnicodeScalarView()
    var bytes = 0
    for character in Normalization.normalized(title) {
      let isRefused = refusedCharacters.contains(character) || isControl(character)
      for scalar in (isRefused ? "-" : character).unicodeScalars {
        bytes += String(scalar).utf8.count
        guard scalars.count < longestSummary.scalars, bytes <= longestSummary.bytes else { break }
        scalars.append(scalar)
      }
    }
    var summary = String(scalars)
    while summary.hasSuffix(".") || summary.hasSuffix(" ") { summary.removeLast() }
    while summary.hasPrefix(" ") { summary.removeFirst() }
    return summary.isEmpty ? "-" : summary
  }

  private static func mendedEnding(of name: String) -> String? {
    let lower = name.lowercased()
    for ending in [".yaml.txt", ".yml.txt", ".yaml", ".yml"] where lower.hasSuffix(ending) {
      return name.dropLast(ending.count) + RecordPath.ending
    }
    return nil
  }
}
