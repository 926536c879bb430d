import FondsIndex
import FondsTestSupport
import FondsText
import Foundation
import Testing

@testable import FondsWorkspace

/// What search and log answer, against Git and a substring search over every blob.
///
/// `FONDS_BRUTE_REPOSITORY=/path swift test --filter BruteForceTests` asks a repository of any size; its index is brought
/// up to date, nothing else is written. Of a repository with more than 1000 versions the total and the first and last
/// page are compared.
@Suite("Answers identical to brute force")
struct BruteForceTests {
  private static let given = ProcessInfo.processInfo.environment["FONDS_BRUTE_REPOSITORY"]

  @Test func twoHundredQueriesAnyDayAndEveryNumber() throws {
    var dice = SeededGenerator(seed: 6)
    let office = try Self.given == nil ? Self.office(&dice) : nil
    let folder = office?.path ?? Self.given ?? ""
    let history = try PlainHistory(folder)
    let all = try history.git("log", "--first-parent", "--format=%cs", "HEAD").split(separator: "\n").map(String.init)
    let days = (0..<4).compactMap { _ in all.randomElement(using: &dice) } + ["1999-12-31"]
    let archive = try Archive(folder, days: days, history: history)
    var asked = 0
    var found = 0
    while asked < 200 {
      let terms = archive.terms(&dice)
      guard let plain = PlainSearch(terms) else { continue }
      let matching = archive.contents(plain)
      let day = days[asked % days.count]
      for scope in [FindScope.present, .history, .at(day)] {
        found += try archive.compare(terms, scope, matching)
      }
      asked += 1
    }
    // Questions without answers would prove nothing.
    #expect(found > 200)
    try archive.compareLogs(count: Self.given == nil ? 1000 : 50, &dice)
  }

  /// A repository with merges, renames, removals, reverts and clocks that run backwards.
  private static func office(_ dice: inout SeededGenerator) throws -> OfficeRepository {
    let office = try OfficeRepository()
    var fresh = try ShippedSchemas.records()
    fresh.shuffle(using: &dice)
    var standing: [String] = []
    func edit(_ path: String) throws {
      let text = try office.text(path)
      let title = text.split(separator: "\n").first { $0.hasPrefix("title: ") } ?? ""
      let words = ["考勤", "会议纪要", "annual leave", "第3条", "ＡＢＣ", "物业服务"].shuffled(using: &dice)
      try office.write(path, text.replacing(title, with: "title: 改 \(words[0])，\(words[1])"))
    }
    for step in 0..<60 {
      switch step % 10 {
      case 3:
        try office.move(standing[0], to: standing[0].replacing(".yaml", with: "改.yaml"))
        standing[0] = standing[0].replacing(".yaml", with: "改.yaml")
      case 5: try office.remove(standing.removeLast())
      case 6:
        try office.git("checkout", "-q", "-b", "side\(step)", "HEAD~2")
        try office.write("Records/note\(step).yaml", "title: 旁支会议\nkeywords: [a: b\n")
        try office.commit("side")
        try office.git("checkout", "-q", "main")
        try office.git("merge", "-q", "--no-ff", "--no-edit", "side\(step)")
        continue
      case 8:
        try office.git("revert", "--no-edit", "HEAD")
        standing = try office.git("ls-files", "-z", "Records").split(separator: "\0").map(String.init)
        continue
      default:
        for (path, bytes) in fresh.prefix(8) {
          try office.write(path, bytes)
          standing.append(path)
        }
        fresh.removeFirst(min(8, fresh.count))
        try edit(standing[Int.random(in: 0..<standing.count, using: &dice)])
      }
      if step == 40 { office.passTime(-86_400 * 3) }
      try office.commit("step \(step)")
      office.passTime(Int.random(in: 0..<40_000, using: &dice))
    }
    return office
  }
}

/// A repository, with every content that any version has in the form in which it is searched.
private struct Archive {
  let history: PlainHistory
  private let workspace: Workspace
  private let store: IndexStore
  private let texts: [String: [UInt8]]
  private let numbers: [String: String]
  private let samples: [String]
  /// Contents of records that have been destroyed since.
  private let hidden: Set<String>
  private let isSmall: Bool
  /// Files and contents at HEAD, and at the end of each day that is asked for.
  private let present: [String: String]
  private let trees: [String: [String: String]]

  init(_ folder: String, days: [String], history: PlainHistory) throws {
    self.history = history
    present = try history.tree("HEAD")
    trees = try Dictionary(
      days.map { ($0, try history.tree(history.commit(endOf: $0))) }, uniquingKeysWith: { first, _ in first })
    workspace = try Workspace(.init(directory: folder))
    store = try workspace.updatedIndex()
    isSmall = history.versions.count <= 1000
    let paths = Dictionary(history.versions.compactMap { version in version.blob.map { ($0, version.path) } }) {
      first, _ in first
    }
    var texts: [String: [UInt8]] = [:]
    var numbers: [String: String] = [:]
    var stones: Set<String> = []
    var samples: [String] = []
    var folder = TextFolder()
    let names = paths.keys.sorted()
    for start in stride(from: 0, to: names.count, by: 4096) {
      let part = names[start..<min(start + 4096, names.count)]
      let contents = try history.contents(Array(part))
      let inputs = part.map { (name: $0, path: paths[$0] ?? "", bytes: contents[$0] ?? []) }
      let read = concurrentMap(inputs) { input in
        let root = RecordReader.read(input.bytes).root
        return (
          PlainRecord.parts(input.bytes, path: input.path), PlainRecord.number(root, path: input.path),
          root?["kind"]?.string == "tombstone"
        )
      }
      for (name, (parts, number, isStone)) in zip(part, read) {
        texts[name] = folder.text(parts)
        numbers[name] = number
        if isStone { stones.insert(name) }
        if let sample = parts.filter({ !$0.isEmpty }).max(by: { $0.count < $1.count }), samples.count < 5000 {
          samples.append(sample)
          samples.append(parts[samples.count % parts.count])
        }
      }
    }
    self.texts = texts
    self.numbers = numbers
    self.samples = samples.filter { !$0.isEmpty }
    let destroyed = Set(present.values.filter(stones.contains).compactMap { numbers[$0] })
    hidden = Set(names.filter { !stones.contains($0) && numbers[$0].map(destroyed.contains) ?? false })
  }

  func contents(_ search: PlainSearch) -> Set<String> {
    Set(texts.filter { search.finds($0.value) && !hidden.contains($0.key) }.keys)
  }

  // MARK: Queries

  /// One to three terms: texts cut out of records, invented ones, words in another case or width, the beginnings of words.
  func terms(_ dice: inout SeededGenerator) -> [PlainSearch.Term] {
    var terms = [term(&dice)]
    let others = [0, 0, 0, 1, 1, 2].randomElement(using: &dice) ?? 0
    for _ in 0..<others {
      var other = term(&dice)
      other.isExcluded = Bool.random(using: &dice)
      terms.append(other)
    }
    return terms
  }

  private func term(_ dice: inout SeededGenerator) -> PlainSearch.Term {
    let sample = Array((samples.randomElement(using: &dice) ?? "会议").unicodeScalars)
    func slice(_ length: Int) -> String {
      let start = Int.random(in: 0..<sample.count, using: &dice)
      var text = ""
      text.unicodeScalars.append(contentsOf: sample[start...].prefix(length))
      // What ends a quoted term, or a part of the record.
      return String(text.filter { !"\"“”„＂「」『』\n\u{1E}".contains($0) })
    }
    let words = String(String.UnicodeScalarView(sample)).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    let word = words.randomElement(using: &dice).map(String.init) ?? "leave"
    switch Int.random(in: 0..<8, using: &dice) {
    case 0, 1: return PlainSearch.Term(text: slice(Int.random(in: 1...6, using: &dice)))
    case 2: return PlainSearch.Term(text: slice(Int.random(in: 4...16, using: &dice)))
    case 3:
      let invented = (0..<Int.random(in: 1...6, using: &dice)).map { _ in
        samples.randomElement(using: &dice)?.randomElement(using: &dice) ?? "会"
      }
      return PlainSearch.Term(text: String(invented.filter { !"\"“”„＂「」『』\n\u{1E}".contains($0) }))
    case 4: return PlainSearch.Term(text: word.uppercased())
    case 5:
      let wide = word.unicodeScalars.map { Unicode.Scalar($0.value + 0xFEE0).map(String.init) ?? "" }
      return PlainSearch.Term(text: wide.joined())
    case 6: return PlainSearch.Term(text: String(word.prefix(3)), isPrefix: true)
    default: return PlainSearch.Term(text: ["会", "会议", "的", "2023", "third", "年 度"].randomElement(using: &dice) ?? "")
    }
  }

  // MARK: Comparing

  /// Returns how many there were.
  func compare(_ terms: [PlainSearch.Term], _ scope: FindScope, _ matching: Set<String>) throws -> Int {
    let text = terms.map(\.written).joined(separator: " ")
    var expected: Set<[String]>
    switch scope {
    case .present: expected = Set(files(present, matching))
    case .at(let day): expected = Set(files(trees[day] ?? [:], matching))
    case .history:
      expected = Set(
        history.versions.compactMap { version in
          version.blob.flatMap { matching.contains($0) ? [version.commit, version.path, $0] : nil }
        })
    }
    let total = expected.count
    let isHistory = if case .history = scope { true } else { false }
    let told = try workspace.find(text, scope: scope, limit: 1)
    #expect(told.total == total && told.matches.count == min(1, total), "\(text) \(scope)")
    for order in isSmall ? [SearchOrder.newest] : [.newest, .oldest, SearchOrder(.number), .relevance] {
      // Without the excerpts, which read each content.
      let result = try store.search(
        SearchQuery(text), scope: searched(scope), order: order, limit: isSmall ? 5000 : 20)
      let found = result.matches.map { version in
        let blob = version.blob?.description ?? ""
        return isHistory ? [version.commit.description, version.path, blob] : [version.path, blob]
      }
      #expect(result.total == total, "\(text) \(scope)")
      #expect(found.count == (isSmall ? total : min(20, total)), "\(text) \(scope)")
      #expect(Set(found).subtracting(expected).isEmpty, "\(text) \(scope) \(order)")
    }
    return total
  }

  private func searched(_ scope: FindScope) throws -> SearchScope {
    switch scope {
    case .present: .present
    case .history: .history
    case .at(let day): .at(try store.lastMainlineCommit(until: workspace.clock().end(of: day))?.position ?? 0)
    }
  }

  private func files(_ tree: [String: String], _ matching: Set<String>) -> [[String]] {
    tree.filter { matching.contains($0.value) }.map { [$0.key, $0.value] }
  }

  /// `log` of numbers, against a walk of the whole history.
  func compareLogs(count: Int, _ dice: inout SeededGenerator) throws {
    var byNumber: [String: Set<PlainHistory.Version>] = [:]
    for version in history.versions {
      guard let number = (version.blob ?? version.old).flatMap({ numbers[$0] }) else { continue }
      byNumber[number, default: []].insert(version)
    }
    for number in byNumber.keys.sorted().shuffled(using: &dice).prefix(count) {
      // A record that moved left its old path in the same commit.
      let versions = byNumber[number] ?? []
      let kept = Set(versions.filter { $0.blob != nil }.map(\.commit))
      let expected = Set(
        versions.filter { $0.blob != nil || !kept.contains($0.commit) }.map {
          [$0.commit, $0.path, $0.blob ?? ""]
        })
      let found = try workspace.versions(of: number)
      #expect(
        Set(found.map { [$0.commit.description, $0.path, $0.blob?.description ?? ""] }) == expected, "\(number)")
      #expect(found.count == expected.count, "\(number)")
    }
  }
}
