import FondsTestSupport
import FondsText

@testable import FondsWorkspace

/// The history of a repository as plain Git tells it: what a search and a log have to know.
struct PlainHistory {
  struct Version: Hashable {
    let commit: String
    let path: String
    /// Nil where the commit removed it.
    let blob: String?
    /// The content before, where it was removed.
    let old: String?
  }

  let folder: String
  /// Every version, by the design: what differs from every parent.
  private(set) var versions: [Version] = []

  init(_ folder: String) throws {
    self.folder = folder
    let log = try git(
      "log", "--raw", "-m", "--root", "--no-renames", "--no-abbrev", "-z", "--format=%x01%H %P", "HEAD", "--", "Records"
    )
    let parents = try Dictionary(
      uniqueKeysWithValues: git("rev-list", "--parents", "HEAD").split(separator: "\n").map { line in
        let names = line.split(separator: " ").map(String.init)
        return (names[0], names.count - 1)
      })
    // One section for each parent of a commit; a path that stands in all of them is a version.
    var changes: [String: [String: (count: Int, change: Version)]] = [:]
    var order: [String] = []
    for section in log.split(separator: "\u{1}") {
      let fields = section.split(separator: "\0", omittingEmptySubsequences: true).map(String.init)
      guard let head = fields.first, let commit = head.split(whereSeparator: { $0 == " " || $0 == "\n" }).first else {
        continue
      }
      if order.last != String(commit) { order.append(String(commit)) }
      var rest = fields.dropFirst()
      while let line = rest.popFirst(), let path = rest.popFirst() {
        let parts = line.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init)
        guard parts.count == 5, path.hasPrefix("Records/") else { continue }
        let (old, new) = (Self.file(parts[0].dropFirst(), parts[2]), Self.file(parts[1][...], parts[3]))
        guard old != new else { continue }
        let version = Version(commit: String(commit), path: path, blob: new, old: new == nil ? old : nil)
        changes[String(commit), default: [:]][path, default: (0, version)].count += 1
      }
    }
    for commit in order {
      let needed = max(1, parents[commit] ?? 0)
      versions += (changes[commit] ?? [:]).values.filter { $0.count == needed }.map(\.change)
    }
  }

  /// Files and their contents at a commit.
  func tree(_ commit: String) throws -> [String: String] {
    let lines = try git("ls-tree", "-r", "-z", commit, "--", "Records").split(separator: "\0")
    return Dictionary(
      uniqueKeysWithValues: lines.compactMap { line in
        let parts = line.split(separator: "\t", maxSplits: 1)
        let entry = parts[0].split(separator: " ")
        return entry[0].hasPrefix("100") ? (String(parts[1]), String(entry[2])) : nil
      })
  }

  /// The commit that counts for a day, by the design; before the first commit that.
  func commit(endOf day: String) throws -> String {
    let found = try git("rev-list", "-1", "--first-parent", "--until=\(day) 23:59:59 +0800", "HEAD")
    return found.isEmpty ? try git("rev-list", "--first-parent", "--max-parents=0", "HEAD") : found
  }

  /// Contents by their names.
  func contents(_ names: [String]) throws -> [String: [UInt8]] {
    let run = try ProgramRun(
      ["git", "cat-file", "--batch"], in: folder, input: Array((names.joined(separator: "\n") + "\n").utf8))
    var contents: [String: [UInt8]] = [:]
    var rest = run.bytes[...]
    while let lineEnd = rest.firstIndex(of: 10) {
      let head = String(decoding: rest[..<lineEnd], as: UTF8.self).split(separator: " ")
      guard head.count == 3, let count = Int(head[2]) else { break }
      contents[String(head[0])] = Array(rest[(lineEnd + 1)...].prefix(count))
      rest = rest[(lineEnd + 1)...].dropFirst(count + 1)
    }
    return contents
  }

  func git(_ arguments: String...) throws -> String {
    let run = try ProgramRun(["git", "-c", "core.quotepath=false"] + arguments, in: folder)
    guard run.status == 0 else { throw ProgramFailure(command: arguments, run: run) }
    return run.line
  }

  private static func file(_ mode: Substring, _ name: String) -> String? {
    mode.hasPrefix("100") ? name : nil
  }
}
