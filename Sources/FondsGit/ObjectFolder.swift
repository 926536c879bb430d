import Glibc

/// How the objects lie on the disk: what decides whether Git finds them fast.
public struct ObjectFolder: Sendable {
  /// `…/.git/objects`, without a final slash.
  let path: String

  /// Whether more objects lie loose than Git packs of its own accord (`gc.auto`, 6700 by default), as Git itself estimates
  /// it: their names are spread evenly over 256 folders, so that one of them tells.
  public func mayBeFull(limit: Int = 6700) -> Bool {
    guard let stream = opendir(path + "/17") else { return false }
    defer { closedir(stream) }
    var count = 0
    while readdir(stream) != nil { count += 1 }
    return count - 2 > (limit + 255) / 256
  }

  /// Whether there is a commit-graph that says which paths each commit changed (`--changed-paths`), so that
  /// `git log -- PATH` need not compare the trees of each.
  public func hasChangedPaths() throws(GitError) -> Bool {
    var files = ["/info/commit-graph"]
    if let chain = try beginning(of: "/info/commit-graphs/commit-graph-chain", bytes: 4096) {
      files += chain.split(separator: UInt8(ascii: "\n")).map {
        "/info/commit-graphs/graph-\(String(decoding: $0, as: UTF8.self)).graph"
      }
    }
    for file in files {
      // A header of 8 bytes, then the table of contents, 12 bytes a part: BIDX are the filters of changed paths.
      let head = try beginning(of: file, bytes: 8 + 16 * 12) ?? []
      if stride(from: 8, to: head.count, by: 12).contains(where: { head[$0...].starts(with: "BIDX".utf8) }) {
        return true
      }
    }
    return false
  }

  /// The first bytes of a file; nil where there is none.
  private func beginning(of file: String, bytes: Int) throws(GitError) -> [UInt8]? {
    do {
      return try readFile(path + file, limit: bytes)
    } catch {
      guard error.code == .notFound else { throw error }
      return nil
    }
  }
}

extension Repository {
  public var objectFolder: ObjectFolder { ObjectFolder(path: commonDirectory + "objects") }
}
