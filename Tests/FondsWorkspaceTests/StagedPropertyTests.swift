import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

/// Random small archives: what `--staged` says is what a check of the whole staged tree says at the changed files.
@Suite("staged = whole at the changed files")
struct StagedPropertyTests {
  @Test(arguments: 0..<20)
  func stagedReportsWhatAWholeCheckReportsAtTheChangedFiles(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed) &* 7919 &+ 3)
    let office = try OfficeRepository()
    for _ in 0..<8 { try disturb(office, &generator) }
    try office.commit("start")
    // The upstream holds nothing, so that no number is taken: that rule sees the change, not the tree.
    for _ in 0..<4 { try disturb(office, &generator) }
    try office.git("add", "-A")
    let changed = Set(
      try office.git("diff", "--cached", "--name-only", "--no-renames", "HEAD", "-z").split(separator: "\0").map(
        String.init))
    let staged = try office.workspace().checkStaged()
    let tree = try office.git("write-tree")
    let commit = try office.git("commit-tree", tree, "-p", "HEAD", "-m", "as staged")
    let whole = try office.workspace().check(revision: commit)
    // Of two files under one number a whole check names the later path, a staged one the changed file.
    let duplicate = Set(["COD007", "COD009"])
    let expected = whole.diagnostics.filter { changed.contains($0.path) && !duplicate.contains($0.code) }
    let found = staged.diagnostics.filter { !duplicate.contains($0.code) && !$0.code.hasPrefix("HIS") }
    #expect(found.map(\.text) == expected.map(\.text))
    let pairs = whole.diagnostics.filter { $0.code == "COD007" && changed.contains($0.path) }.map(\.path)
    #expect(Set(staged.diagnostics.filter { $0.code == "COD007" }.map(\.path)).isSuperset(of: pairs))
  }

  private func disturb(_ office: OfficeRepository, _ generator: inout SeededGenerator) throws {
    let series = ["HR-2023-01", "HR-2022-01", "ADM-2023-03"].randomElement(using: &generator) ?? ""
    let number = "\(series)-00\(Int.random(in: 1...5, using: &generator))"
    let paths = try office.git("ls-files", "-o", "-c", "-z", "--", "Records").split(separator: "\0").map(String.init)
      .filter(office.exists).sorted()
    var record = RecordText(number)
    let other = "\(series)-00\(Int.random(in: 1...5, using: &generator))"
    record.kind = series.hasSuffix("03") ? "contract" : "policy"
    switch Int.random(in: 0..<13, using: &generator) {
    case 0: record.status = "unknown"
    case 1: record.summary = "另一份"
    case 2: record.title = "\u{7}"
    case 3: record.date = "2021-01-01"
    case 4: record.more = "surprise: 1\n"
    case 5:
      if let path = paths.randomElement(using: &generator) { try office.remove(path) }
      return
    case 6:
      let path = paths.randomElement(using: &generator) ?? ""
      let target = "Records/" + (path.split(separator: "/").last.map(String.init) ?? "x")
      if !path.isEmpty, !office.exists(target) { try office.move(path, to: target) }
      return
    case 7:
      try office.write("Records/HR/2023/01/" + (RecordText(number).path.split(separator: "/").last ?? ""), record.text)
      return
    case 8: record.more = "references: [\(other)]\n"
    case 9: record.more = "supersedes: \(other)\n"
    case 10:
      record.status = "approved"
      record.more = "effective: 2023-06-01\namount: 1\nexpires: 2024-01-01\nsupersedes: \(other)\nbody: x\n"
    case 11: record.more = "superseded-by: \(other)\n"
    default: break
    }
    try office.write(record)
  }
}

extension Diagnostic {
  fileprivate var text: String { "\(path) \(range.map { "\($0)" } ?? "-") \(code) \(message.en)" }
}
