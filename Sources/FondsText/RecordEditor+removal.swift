// Where the bytes go when values are removed.

extension RecordEditor {
  /// The paths in the order of the record, each list or mapping that would be left empty in the place of its parts.
  func withEmptied(_ paths: [[Step]]) -> [[Step]] {
    var chosen = Set(paths)
    var fresh = chosen
    while !fresh.isEmpty {
      let parents = Set(fresh.map { Array($0.dropLast()) }.filter { !$0.isEmpty })
      fresh = parents.filter { parent in
        !chosen.contains(parent) && steps(below: parent).allSatisfy { chosen.contains(parent + [$0]) }
      }
      chosen.formUnion(fresh)
    }
    let outermost = chosen.filter { path in !path.indices.contains { chosen.contains(Array(path[..<$0])) } }
    return outermost.sorted { start(of: $0) < start(of: $1) }
  }

  private func steps(below path: [Step]) -> [Step] {
    let node = root.value(at: path)
    if let mapping = node?.mapping { return mapping.entries.map { .key($0.key) } }
    return node?.sequence?.indices.map { .index($0) } ?? []
  }

  private func start(of path: [Step]) -> Int {
    root.value(at: path)?.range.lowerBound ?? 0
  }

  /// The edits that take away the values at some paths, none of which leads into another.
  func removals(_ paths: [[Step]]) throws(Failure) -> [Edit] {
    var edits: [Edit] = []
    for (place, group) in Dictionary(grouping: paths, by: { Array($0.dropLast()) }) {
      let parent = try node(at: place)
      var gone = Set<Int>()
      for path in group {
        guard let last = path.last, let index = index(of: last, in: parent) else { throw .noSuchValue(path) }
        gone.insert(index)
      }
      edits += removals(of: gone, among: parts(of: parent), in: parent)
    }
    return edits
  }

  private func index(of step: Step, in parent: Node) -> Int? {
    switch (parent.value, step) {
    case (.mapping(let mapping), .key(let key)): mapping.entries.firstIndex { $0.key == key }
    case (.sequence(let items), .index(let index)): items.indices.contains(index) ? index : nil
    default: nil
    }
  }

  /// The bytes of each part of a collection, its key included.
  private func parts(of parent: Node) -> [Range<Int>] {
    if let mapping = parent.mapping {
      return mapping.entries.map {
        $0.keyRange.lowerBound..<max($0.keyRange.upperBound + 1, $0.value.range.upperBound)
      }
    }
    return (parent.sequence ?? []).map(\.range)
  }

  /// Neighbours that go together are one edit: the commas or dashes between them belong to both.
  private func removals(of gone: Set<Int>, among parts: [Range<Int>], in parent: Node) -> [Edit] {
    var edits: [Edit] = []
    var first = 0
    while first < parts.count {
      guard gone.contains(first) else {
        first += 1
        continue
      }
      var end = first + 1
      while end < parts.count, gone.contains(end) { end += 1 }
      edits += removals(from: first, to: end, among: parts, in: parent)
      first = end
    }
    return edits
  }

  private func removals(from first: Int, to end: Int, among parts: [Range<Int>], in parent: Node) -> [Edit] {
    let next = end < parts.count ? parts[end] : nil
    if parent.style == .flow {
      if first > 0 { return [Edit(parts[first - 1].upperBound..<parts[end - 1].upperBound, "")] }
      return [Edit(parts[first].lowerBound..<(next?.lowerBound ?? parts[end - 1].upperBound), "")]
    }
    let start = lineStart(parts[first].lowerBound)
    let lead = bytes[start..<parts[first].lowerBound]
    let dash = UInt8(ascii: "-")
    let isFirstOnLine = lead.allSatisfy { $0 == UInt8(ascii: " ") || $0 == dash }
    // `- key:`, `- - item`: the line begins with the dash of what they are in.
    let sharesLineWithDash = lead.count { $0 == dash } > (parent.mapping == nil ? 1 : 0)
    if sharesLineWithDash || !isFirstOnLine, let next {
      return [Edit(parts[first].lowerBound..<next.lowerBound, "")]
    }
    // Line by line: what stands between two of them, a comment on its own lines, stays.
    return parts[first..<end].map { part in
      let start = lineStart(part.lowerBound)
      let last = endOfLine(part.upperBound)
      return Edit(start..<min(endOfComments(after: last, below: start) + 1, bytes.count), "")
    }
  }

  /// The end of the lines behind a place that hold nothing but comments set deeper than a line: they belong to what it
  /// begins. Left alone they could become part of a text that ends before it.
  private func endOfComments(after end: Int, below line: Int) -> Int {
    func depth(_ start: Int) -> Int { bytes[start...].prefix { $0 == UInt8(ascii: " ") }.count }
    var end = end
    while end + 1 < bytes.count, depth(end + 1) > depth(line),
      bytes[(end + 1)...].dropFirst(depth(end + 1)).first == UInt8(ascii: "#")
    {
      end = endOfLine(end + 1)
    }
    return end
  }
}
