import FondsGit
import FondsModel
import FondsText

/// Which commits brought the entries of a record's trail.
struct EntryCommits {
  private struct Key: Hashable {
    let step: String
    let by: String
    let decision: Workflow.Decision
    let seconds: Int64

    init(_ entry: TrailEntry) {
      step = entry.step
      by = entry.by
      decision = entry.decision
      seconds = entry.at.seconds
    }
  }

  private var firsts: [Key: Version] = [:]

  /// - Parameter versions: of the record, newest first.
  init(_ versions: [Version], in repository: Repository) throws {
    var seen: Set<OID> = []
    for version in versions.reversed() {
      guard let blob = version.blob, !version.isHidden, seen.insert(blob).inserted,
        case .bytes(let bytes) = try repository.recordContent(blob)
      else { continue }
      for entry in RecordReader.read(bytes).root?["trail"]?.sequence?.compactMap({ TrailEntry($0) }) ?? []
      where firsts[Key(entry)] == nil {
        firsts[Key(entry)] = version
      }
    }
  }

  /// The first commit that has an entry.
  func first(of entry: TrailEntry) -> Version? { firsts[Key(entry)] }
}
