import FondsGit
import FondsModel

/// The years that tags `sealed/2023` have sealed.
struct SealedYears {
  /// The folder of the tags.
  static let prefix = "refs/tags/sealed/"

  private struct Seal {
    let year: Int
    /// The numbers of the records that go on.
    let open: Set<String>
    /// Commits that are judged, but are older than the seal.
    let before: Set<OID>
  }

  private let seals: [Seal]

  /// No year.
  static let none = SealedYears(seals: [])

  private init(seals: [Seal]) { self.seals = seals }

  /// - Parameter known: what is not judged any more, with all that leads to it; nil where no commit is judged.
  init(of repository: Repository, known: [OID]? = nil) throws {
    seals = try repository.references(matching: Self.prefix + "*").compactMap { tag in
      guard let year = Self.year(ofTag: tag.name) else { return nil }
      var before: Set<OID> = []
      if let known {
        let walk = try RevisionWalk(of: repository)
        try walk.push(try repository.resolve("\(tag.name)^{commit}"))
        for commit in known { try walk.hide(commit) }
        while let commit = try walk.next() { before.insert(commit) }
      }
      return Seal(year: year, open: Self.open(in: try repository.message(ofTag: tag.target) ?? ""), before: before)
    }
  }

  var years: Set<Int> { Set(seals.map(\.year)) }

  /// The years that were sealed when a commit was made, or are now, for one that is still to be made; each with the
  /// numbers of the records that were left open.
  func years(before commit: OID?) -> [Int: Set<String>] {
    let sealed = seals.filter { seal in commit.map { !seal.before.contains($0) } ?? true }
    return Dictionary(sealed.map { ($0.year, $0.open) }) { first, _ in first }
  }

  /// The key of a tag's line that names a record which is left open.
  static let openKey = "Fonds-Open"

  /// Reads the lines `Fonds-Open: HR-2023-03-004 in court`.
  private static func open(in message: String) -> Set<String> {
    let numbers = message.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count > 1 && words[0] == "\(openKey):" ? String(words[1]) : nil
    }
    return Set(numbers)
  }

  static func tag(of year: Int) -> String { "sealed/\(year)" }

  /// The year that a reference seals; nil for another one.
  static func year(ofTag name: String) -> Int? {
    guard name.hasPrefix(prefix) else { return nil }
    let digits = name.dropFirst(prefix.count)
    return digits.utf8.count == 4 && digits.allSatisfy { $0.isASCII && $0.isNumber } ? Int(digits) : nil
  }
}
