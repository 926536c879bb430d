import FondsGit
import FondsIndex
import FondsModel
import FondsRules
import FondsText

/// A number that the published archive held.
struct TakenNumber {
  /// The last path it had.
  var path: String
  /// Every content it had: who brings one of them back brings the record back, and takes no number anew.
  var blobs: Set<OID>
}

extension Workspace {
  /// Up to where numbers are public: the upstream's tip, or HEAD where the branch has no upstream (design § 2).
  func publishedTip() throws -> OID? {
    try repository.upstream()?.target ?? repository.head()
  }

  func publishedTips() throws -> [OID] {
    try [publishedTip()].compactMap(\.self)
  }

  /// Which of some numbers the history of some commits ever held.
  ///
  /// The index knows; where it is behind, it is brought up to date if that is a matter of milliseconds, and else
  /// Git's history is walked for these numbers alone.
  func takenNumbers(
    among numbers: Set<RecordID>, upTo tips: [OID], notes: inout [CheckReport.Note]
  ) throws -> [RecordID: TakenNumber] {
    guard !tips.isEmpty, !numbers.isEmpty else { return [:] }
    if repository.isShallow { notes.append(.shallowHistory) }
    // A server has no index: what its branches hold and what they ever lost are all the numbers there were.
    if repository.isBare {
      let lost = try lostNumbers(upTo: tips)
      let held = PublishedNumbers(try tips.map { try tree(ofCommit: $0) })
      let suspects = try numbers.filter { try lost.contains($0) || held.holds($0) }
      return try suspects.isEmpty ? [:] : walkForNumbers(suspects, tips.map(\.description))
    }
    guard let store = try currentIndexIfCheap(), let head = try repository.head() else {
      notes.append(.registerBehind)
      return try walkForNumbers(numbers, tips.map(\.description))
    }
    var taken = try takenNumbers(among: numbers, upTo: tips, in: store)
    // What the upstream has and HEAD has not is not in the index.
    let ahead = try tips.filter { try $0 != head && !repository.isAncestor($0, of: head) }
    if !ahead.isEmpty {
      let ahead = try walkForNumbers(numbers, ahead.map(\.description) + ["^\(head.description)"])
      taken.merge(ahead) { TakenNumber(path: $1.path, blobs: $0.blobs.union($1.blobs)) }
    }
    return taken
  }

  private func takenNumbers(
    among numbers: Set<RecordID>, upTo tips: [OID], in store: IndexStore
  ) throws -> [RecordID: TakenNumber] {
    var taken: [RecordID: TakenNumber] = [:]
    for number in numbers {
      // Newest first.
      for version in try store.versions(ofNumber: number.text) {
        guard let blob = version.blob,
          try tips.contains(where: { try version.commit == $0 || repository.isAncestor(version.commit, of: $0) })
        else { continue }
        taken[number, default: TakenNumber(path: version.path, blobs: [])].blobs.insert(blob)
      }
    }
    return taken
  }

  /// Asks `git log` which contents stood at the homes of some numbers.
  private func walkForNumbers(_ numbers: Set<RecordID>, _ revisions: [String]) throws -> [RecordID: TakenNumber] {
    // Git compares each path with each pattern: of many numbers, their series are asked for.
    let homes =
      numbers.count > 32
      ? Set(numbers.map(\.series)).map { "\($0.folder)/\($0.prefix)-*" }
      : numbers.map { "\($0.series.folder)/\($0.text)*" }
    let answer = try git.sparing.output(
      of: ["log", "--format=", "--raw", "-z", "--no-renames", "--no-abbrev", "--full-history", "-m"] + revisions + [
        "--"
      ] + homes)
    var taken: [RecordID: TakenNumber] = [:]
    // `:<mode> <mode> <old> <new> <letter>`, NUL, path, NUL; newest first.
    var fields = answer.split(separator: 0)[...]
    while let header = fields.popFirst(), let pathBytes = fields.popFirst() {
      let parts = header.split(separator: UInt8(ascii: " "))
      let path = String(decoding: pathBytes, as: UTF8.self)
      guard parts.count == 5, let number = RecordPath.number(atHome: path), numbers.contains(number) else { continue }
      for digits in parts[2...3] {
        guard let blob = OID(hexadecimal: digits), blob != .zero else { continue }
        taken[number, default: TakenNumber(path: path, blobs: [])].blobs.insert(blob)
      }
    }
    return taken
  }
}

// MARK: - COD009

extension Workspace {
  /// Adds the faults of records that took a number which is not free.
  ///
  /// - Parameters:
  ///   - parents: the trees before the change. A number that one of them has is not new.
  ///   - blobs: the contents after the change by path; what is not there is read from disk.
  func addReusedNumbers(
    among entries: [RecordEntry], to report: CheckReport, parents: [CommittedTree], blobs: [String: OID]
  ) throws -> CheckReport {
    var report = report
    let new = try newEntries(among: entries.filter { !$0.isPlaceholder }, parents: parents)
    let taken = try takenNumbers(among: Set(new.map(\.id)), upTo: try publishedTips(), notes: &report.notes)
    let numbers = try new.map { entry in
      var former = taken[entry.id]
      if let known = former?.blobs, try known.contains(blobs[entry.path] ?? blobOnDisk(entry.path)) { former = nil }
      return Change.NewNumber(id: entry.id, path: entry.path, range: entry.range, takenAs: former?.path)
    }
    report.add(NumberReused.check(numbers))
    try report.addSources { path in try blobs[path].map { try repository.readBlob($0) } ?? bytesOnDisk(path) }
    report.sort()
    return report
  }

  private func newEntries(among entries: [RecordEntry], parents: [CommittedTree]) throws -> [RecordEntry] {
    var new = entries
    for parent in parents where !new.isEmpty {
      var names: [RecordID.Series: Set<String>] = [:]
      // Nearly every record lies, under its number's name, where one lay before: only the others' numbers are looked for.
      new = try new.filter { entry in
        let series = entry.id.series
        if names[series] == nil { names[series] = Set(try parent.names(in: series.folder)) }
        guard RecordPath.number(atHome: entry.path) == entry.id else { return true }
        return names[series]?.contains(RecordPath.name(of: entry.path)) != true
      }
      let paths = Set(new.map(\.id.series)).flatMap { series in
        (names[series] ?? []).map { "\(series.folder)/\($0)" }
      }
      let table = NumberTable(paths: paths)
      new = new.filter { table.files(of: $0.id).isEmpty }
    }
    return new
  }

  private func bytesOnDisk(_ path: String) throws -> [UInt8] {
    guard case .bytes(let bytes) = try workTree().read(FileReference(path: path, kind: .regular)) else { return [] }
    return bytes
  }

  private func blobOnDisk(_ path: String) throws -> OID {
    try OID.ofBlob(try bytesOnDisk(path))
  }
}
