import FondsIndex
import FondsText
import Foundation
import Testing

import struct FondsGit.OID

/// A history in memory: trees of paths, commits with any number of parents.
final class FakeRepository: HistorySource {
  typealias Tree = [String: OID]
  struct Commit {
    var parents: [OID]
    var tree: Tree
    var seconds: Int64
  }

  var tip: OID?
  private(set) var commits: [OID: Commit] = [:]
  private(set) var blobs: [OID: [UInt8]] = [:]
  /// How many blobs have been read; reading one more than `readLimit` fails, as a process that is killed.
  private(set) var reads = 0
  var readLimit = Int.max
  /// Fails after so many commits.
  var visitLimit = Int.max
  struct Killed: Error {}

  /// Commits the tree of the first parent with `edits` (nil removes a path) and moves the head there.
  @discardableResult
  func commit(
    _ edits: [String: String?], parents: [OID]? = nil, seconds: Int64? = nil, moveHead: Bool = true
  ) -> OID {
    let parents = parents ?? tip.map { [$0] } ?? []
    var tree = parents.first.flatMap { commits[$0]?.tree } ?? [:]
    for (path, text) in edits { tree[path] = text.map(store) }
    let seconds = seconds ?? 1_700_000_000 + Int64(commits.count) * 60
    let oid = FakeRepository.name(
      "commit \(commits.count) \(parents) \(tree.sorted { $0.key < $1.key }) \(seconds)".utf8.map { $0 })
    commits[oid] = Commit(parents: parents, tree: tree, seconds: seconds)
    if moveHead { tip = oid }
    return oid
  }

  func store(_ text: String) -> OID {
    let bytes = Array(text.utf8)
    let oid = FakeRepository.name(bytes)
    blobs[oid] = bytes
    return oid
  }

  // MARK: - HistorySource

  func head() -> OID? { tip }

  func mainline(of head: OID, contains commit: OID) -> Bool { chain(head).contains(commit) }

  func commits(to head: OID, after base: OID?, visit: (HistoryCommit) throws -> Void) throws {
    let mainline = Set(chain(head))
    for (index, oid) in order(head, base).reversed().enumerated() {
      if index >= visitLimit { throw Killed() }
      try visit(historyCommit(oid, isMainline: mainline.contains(oid)))
    }
  }

  private func historyCommit(_ oid: OID, isMainline: Bool) -> HistoryCommit {
    let commit = commits[oid] ?? Commit(parents: [], tree: [:], seconds: 0)
    let trees = commit.parents.compactMap { commits[$0]?.tree }
    let first = trees.first ?? [:]
    let paths = Set(first.keys).union(commit.tree.keys).sorted()
    let changes = paths.filter { first[$0] != commit.tree[$0] }.map { path in
      HistoryChange(
        path: path, old: first[path], new: commit.tree[path],
        isVersion: trees.allSatisfy { $0[path] != commit.tree[path] })
    }
    return HistoryCommit(
      oid: oid, seconds: commit.seconds, offset: 480, author: "李娜", email: "li.na@example.org",
      summary: "commit \(commit.seconds)", action: "edit", isMainline: isMainline, changes: changes)
  }

  func commits(to tip: OID, beyond known: [OID], visit: (HistoryCommit) throws -> Void) throws {
    let mine = Set(known.flatMap { order($0, nil) })
    for oid in order(tip, nil).reversed() where !mine.contains(oid) { try visit(historyCommit(oid, isMainline: false)) }
  }

  /// By name, which has nothing to do with history.
  func readingOrder(of blobs: [OID]) -> [Int] { blobs.indices.sorted { blobs[$0] < blobs[$1] } }

  func blob(_ oid: OID) throws -> [UInt8] {
    reads += 1
    if reads > readLimit { throw Killed() }
    return blobs[oid] ?? []
  }

  /// The first-parent chain, oldest first.
  func chain(_ head: OID) -> [OID] {
    var chain: [OID] = []
    var at: OID? = head
    while let oid = at {
      chain.append(oid)
      at = commits[oid]?.parents.first
    }
    return chain.reversed()
  }

  private func order(_ head: OID, _ base: OID?) -> [OID] {
    var seen: Set<OID> = []
    var order: [OID] = []
    func visit(_ oid: OID) {
      guard seen.insert(oid).inserted else { return }
      for parent in commits[oid]?.parents ?? [] { visit(parent) }
      order.append(oid)
    }
    if let base { visit(base) }
    order = []
    for oid in chain(head) { visit(oid) }
    return order
  }

  private static func name(_ bytes: [UInt8]) -> OID {
    var name: [UInt8] = []
    for salt in 0..<3 {
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325 &+ UInt64(salt) &* 0x9E37_79B9
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      name += (0..<8).map { UInt8(truncatingIfNeeded: hash >> ($0 * 8)) }
    }
    return OID(bytes: name.prefix(20)) ?? FakeRepository.name(bytes + [0])
  }
}

/// Reads `key: value` lines; `[a, b]` is a list. A text that starts with `!` cannot be read.
func describe(_ bytes: [UInt8], _ path: String) -> IndexedRecord {
  let text = String(decoding: bytes, as: UTF8.self)
  guard !text.hasPrefix("!") else { return IndexedRecord(node: nil, text: text, path: path) }
  let entries = text.split(separator: "\n").compactMap { line -> Mapping.Entry? in
    let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
    guard parts.count == 2 else { return nil }
    if parts[1].hasPrefix("["), parts[1].hasSuffix("]") {
      let items = parts[1].dropFirst().dropLast().split(separator: ",").map {
        Node(.string($0.trimmingCharacters(in: .whitespaces)))
      }
      return Mapping.Entry(key: parts[0], value: Node(.sequence(items)))
    }
    return Mapping.Entry(key: parts[0], value: Node(.string(parts[1])))
  }
  return IndexedRecord(node: Node(.mapping(Mapping(entries))), text: text, path: path)
}

/// A record's text.
func record(
  _ number: String, _ title: String = "考勤管理制度", kind: String = "policy", date: String = "2023-05-08",
  body: String = "第一条"
) -> String {
  "id: \(number)\nkind: \(kind)\ntitle: \(title)\ndate: \(date)\nstatus: effective\nowner: li.na\n"
    + "keywords: [考勤, 休假]\nbody: \(body)\n"
}

/// A folder of its own that is removed afterwards.
func withFolder<T>(_ body: (String) throws -> T) throws -> T {
  let folder = NSTemporaryDirectory() + "fonds-index-\(UUID().uuidString)"
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// An index of a repository, in a folder of its own.
func withIndex<T>(of repository: FakeRepository, _ body: (IndexStore) throws -> T) throws -> T {
  try withFolder { (folder) throws in
    let store = try IndexStore(directory: folder)
    try store.update(from: repository, describe: describe)
    return try body(store)
  }
}

extension IndexStore {
  /// The numbers that a query finds, sorted.
  func numbers(_ query: String, _ scope: SearchScope = .present) throws -> [String] {
    let result = try search(SearchQuery(query), scope: scope, limit: 100_000)
    #expect(result.total == result.matches.count)
    return result.matches.map { $0.number ?? $0.path }.sorted()
  }
}
