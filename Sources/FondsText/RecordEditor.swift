/// Changes single values of a record and leaves every other byte of its file as it is: comments, order, quotes.
///
/// Each change is spliced into the bytes, read again and compared with the tree that was meant. Where the two
/// differ the change is refused, so an edit can fail but never damage.
public struct RecordEditor: Sendable {
  public private(set) var bytes: [UInt8]
  public private(set) var root: Node
  /// What the text has of faults: an edit may not add to them.
  private var faultCount: Int

  /// One step from a value to a part of it.
  public enum Step: Sendable, Hashable {
    case key(String)
    case index(Int)
  }

  public enum Failure: Error, Sendable, Equatable {
    /// The text has faults that must be mended first.
    case unreadable
    /// No value stands at the path, or it is not of the type that the change needs.
    case noSuchValue([Step])
    /// The text cannot be changed there without touching something else.
    case refused([Step])
  }

  public init(_ bytes: [UInt8]) throws(Failure) {
    let reading = RecordReader.read(bytes)
    guard let root = reading.root else { throw .unreadable }
    self.bytes = bytes
    self.root = root
    faultCount = reading.faults.count
  }

  /// Sets a field or item, adding the last key of the path where it is not there yet.
  ///
  /// - Parameter order: the keys in the order in which they should stand; a new key comes behind those that precede it,
  ///   or at the end where it is not among them.
  public mutating func set(_ path: [Step], to value: Node, order: [String] = []) throws(Failure) {
    guard let last = path.last else { throw .refused(path) }
    let parent = try node(at: path.dropLast())
    let expected = try root.replacing(path, with: value)
    let edit: Edit
    switch (parent.value, last) {
    case (.mapping(let mapping), .key(let key)):
      if let entry = mapping.entry(key) {
        edit = replacement(of: entry.value, behind: entry.keyRange.upperBound, in: parent, by: value)
      } else {
        edit = addition(of: key, value, to: mapping, in: parent, order)
      }
    case (.sequence(let items), .index(let index)) where items.indices.contains(index):
      edit = replacement(of: items[index], behind: nil, in: parent, by: value)
    default: throw .noSuchValue(path)
    }
    try apply([edit], expecting: expected, at: path)
  }

  /// Removes a field with its line, or an item of a list.
  public mutating func remove(_ path: [Step]) throws(Failure) {
    try apply(removals([path]), expecting: root.replacing(path, with: nil), at: path)
  }

  /// Removes several fields and items in one go; a list or mapping that is left with nothing goes with its last part.
  ///
  /// - Parameter paths: of the record as it is now. One that leads into another is part of it.
  public mutating func remove(_ paths: [[Step]]) throws(Failure) {
    for path in paths where root.value(at: path) == nil || path.isEmpty { throw .noSuchValue(path) }
    let whole = withEmptied(paths)
    // From the last to the first, so that the places of those before stay what they are.
    var expected = root
    for path in whole.reversed() { expected = try expected.replacing(path, with: nil) }
    try apply(removals(whole), expecting: expected, at: whole.first ?? [])
  }

  /// Adds an item at the end of a list; a missing or empty field becomes a list of that item.
  ///
  /// Where the item before is on one line, in brackets, the new one is too; else its own style decides.
  /// - Parameter order: as for ``set(_:to:order:)``, where the list is not there yet.
  public mutating func append(_ item: Node, to path: [Step], order: [String] = []) throws(Failure) {
    let list = root.value(at: path)
    guard let list, case .sequence(let items) = list.value else {
      guard list?.isNull ?? true else { throw .noSuchValue(path) }
      return try set(path, to: Node(.sequence([item])), order: order)
    }
    let item = items.last?.style == .flow ? Node(item.value, style: .flow) : item
    let expected = try root.replacing(path, with: Node(.sequence(items + [item])))
    let edit: Edit
    if list.style == .flow {
      guard let last = items.last else { return try set(path, to: Node(.sequence([item]))) }
      edit = Edit(last.range.upperBound..<last.range.upperBound, ", " + NodeText.flow(item))
    } else {
      let place = endOfLine(list.range.upperBound)
      let text = NodeText.item(item: item, indent: column(of: list.range.lowerBound))
      edit = Edit(place..<place, "\n" + text)
    }
    try apply([edit], expecting: expected, at: path)
  }

  func node(at path: some Collection<Step>) throws(Failure) -> Node {
    guard let node = root.value(at: path) else { throw .noSuchValue(Array(path)) }
    return node
  }

  mutating func apply(_ edits: [Edit], expecting expected: Node, at path: [Step]) throws(Failure) {
    var result = edits.applied(to: bytes)
    if result.last != UInt8(ascii: "\n") { result.append(UInt8(ascii: "\n")) }
    let reading = RecordReader.read(result)
    guard let read = reading.root, read == expected, reading.faults.count <= faultCount else { throw .refused(path) }
    bytes = result
    root = read
    faultCount = reading.faults.count
  }
}

// MARK: - Where the bytes change

extension RecordEditor {
  private func replacement(of old: Node, behind keyEnd: Int?, in parent: Node, by new: Node) -> Edit {
    if parent.style == .flow {
      let text = NodeText.flow(new)
      return Edit(old.range, old.range.isEmpty ? " " + text : text)
    }
    let indent = column(of: parent.range.lowerBound) + 2
    let text = NodeText.value(new, indent: indent)
    // From the colon (or the dash) on, unless a comment or a line feed stands in between: that stays.
    let from = keyEnd.map { colon(after: $0) } ?? old.range.lowerBound
    let gap = bytes[min(from, old.range.lowerBound)..<old.range.lowerBound]
    if keyEnd != nil, gap.allSatisfy({ $0 == UInt8(ascii: " ") }) {
      return Edit(from..<old.range.upperBound, text)
    }
    guard text.hasPrefix("\n") else { return Edit(old.range, String(text.drop { $0 == " " })) }
    // The new lines begin where the old ones did, below whatever stands between them and the key.
    let column = column(of: old.range.lowerBound)
    return Edit(old.range, String(NodeText.value(new, indent: column).dropFirst(1 + column)))
  }

  private func addition(
    of key: String, _ value: Node, to mapping: Mapping, in parent: Node, _ order: [String]
  ) -> Edit {
    if parent.style == .flow {
      let text = NodeText.key(key) + ": " + NodeText.flow(value)
      let place = mapping.entries.last?.value.range.upperBound ?? parent.range.lowerBound + 1
      return Edit(place..<place, mapping.entries.isEmpty ? text : ", " + text)
    }
    let before = order.firstIndex(of: key).map { order[..<$0] } ?? []
    let last = mapping.entries.last { before.contains($0.key) }.map {
      max($0.keyRange.upperBound, $0.value.range.upperBound)
    }
    let place = endOfLine(last ?? parent.range.upperBound)
    let text = NodeText.entry(key, value, indent: column(of: parent.range.lowerBound))
    return Edit(place..<place, "\n" + text)
  }

  func lineStart(_ place: Int) -> Int {
    (bytes[..<place].lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
  }

  /// The end of the line a value ends on, a comment behind it included, the line feed excluded.
  func endOfLine(_ place: Int) -> Int {
    bytes[place...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
  }

  /// The column of a place, in bytes of its line: block indentation is blanks and dashes, all ASCII.
  private func column(of place: Int) -> Int {
    place - lineStart(place) - (lineStart(place) == 0 && bytes.starts(with: SourceText.byteOrderMark) ? 3 : 0)
  }

  private func colon(after keyEnd: Int) -> Int {
    guard let colon = bytes[keyEnd...].firstIndex(of: UInt8(ascii: ":")) else { return keyEnd }
    return colon + 1
  }
}
