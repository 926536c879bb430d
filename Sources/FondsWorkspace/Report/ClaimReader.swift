import FondsGit
import FondsIndex
import FondsModel
import FondsText

/// Finds the first commit in which a record says that something is done.
struct ClaimReader {
  let store: IndexStore
  let source: DueSource

  /// One thing that a record says is done.
  struct Key: Hashable {
    let source: Deadline.Source
    let name: String
    /// The place of a list's item, or the item in words: either may change without the thing becoming another.
    let part: String
    /// Since when, in seconds since 1970; nil where the record does not say.
    let seconds: Int64?
  }

  /// By the record's number.
  typealias Firsts = [String: [Key: Version]]

  static func keys(of deadline: Deadline) -> [Key] {
    guard case .done(let moment) = deadline.completion else { return [] }
    // What met a duty, any of its times may have met.
    let parts =
      deadline.source == .duty ? [""] : [deadline.part] + [deadline.detail.map { "“\($0)”" }].compactMap(\.self)
    return parts.map { Key(source: deadline.source, name: deadline.name, part: $0, seconds: moment?.seconds) }
  }

  /// Each content is read once, and forgotten with its portion of the records.
  func firsts(of numbers: [String], progress: ((Int, Int) -> Void)? = nil) throws -> Firsts {
    var firsts: Firsts = [:]
    for start in stride(from: 0, to: numbers.count, by: 128) {
      progress?(start, numbers.count)
      var contents: [(version: Version, content: FileContent)] = []
      var places: [(number: String, place: Int)] = []
      for number in numbers[start..<min(start + 128, numbers.count)] {
        var seen: Set<OID> = []
        for version in try store.versions(ofNumber: number).reversed().map({ Version($0) }) {
          guard let blob = version.blob, !version.isHidden, seen.insert(blob).inserted else { continue }
          places.append((number, contents.count))
          contents.append((version, try source.workspace.repository.recordContent(blob)))
        }
      }
      let found = concurrentMap(contents) { [reader = source.reader] in
        reader.reading(of: $0.content, at: $0.version.path)
      }
      for (number, place) in places {
        guard let entry = try source.entry(of: found[place], at: contents[place].version.path) else { continue }
        for key in keys(of: entry) where firsts[number]?[key] == nil {
          firsts[number, default: [:]][key] = contents[place].version
        }
      }
    }
    return firsts
  }

  private func keys(of entry: DueReader.Entry) -> [Key] {
    entry.deadlines.flatMap(Self.keys)
      + entry.evidence.map { index, evidence in
        Key(source: .duty, name: source.reader.schemas.duties[index].name, part: "", seconds: evidence.done.seconds)
      }
  }
}
