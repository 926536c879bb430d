/// The one form in which a record's text is written.
///
/// - Fields stand in the order of their kind, unknown ones behind them; blocks are indented by two blanks.
/// - A text stands without quotes where every reader takes it for the same text, else in double quotes; numbers keep
///   their digits, block scalars their lines.
/// - A list of lists or mappings has one item a line. A list of scalars in brackets stays so where its line has at most
///   100 columns; a mapping in braces, such as the row of a sheet, where it needs at most two lines of 120.
/// - Comments stay with the line or field they belong to, two blanks behind what they follow. The lines above the first
///   field and below the last are the file's own.
/// - At most one blank line separates; none opens a block. The file ends with a line feed.
public enum CanonicalForm {
  /// Why a text was left as it is.
  public enum Refusal: Error, Sendable, Equatable {
    /// It has faults that have to be mended first.
    case faulty
    /// Its form could not be changed without changing what it says.
    case unsafe
  }

  /// The canonical form of a record's text. It says the same: it is read again and compared, comments included.
  ///
  /// A byte order mark and line ends of another system are mended; any other fault of the text is a refusal.
  /// - Parameter order: the order of a record's fields.
  public static func bytes(of source: [UInt8], order: (Node) -> FieldOrder) throws(Refusal) -> [UInt8] {
    let reading = RecordReader.read(source)
    guard let (text, tree) = reading.soundText else { throw .faulty }
    var comments = CommentReader(text)
    var writer = FormWriter(source: text)
    writer.write(comments.document(tree).ordered(by: order(tree)))
    guard writer.bytes != source else { return source }

    let result = RecordReader.read(writer.bytes)
    guard result.faults.isEmpty, let written = result.root, written.isIdentical(to: tree),
      written.comments(in: writer.bytes) == tree.comments(in: text)
    else { throw .unsafe }
    return writer.bytes
  }
}

extension Reading {
  /// The text and its tree, once what is wrong with its bytes alone is mended; nil where more is wrong.
  fileprivate var soundText: ([UInt8], Node)? {
    guard let root else { return nil }
    if faults.isEmpty { return (source, root) }
    let areOfBytesAlone = faults.allSatisfy {
      switch $0.kind {
      case .byteOrderMark, .lineEnding: true
      default: false
      }
    }
    guard areOfBytesAlone else { return nil }
    let text = faults.flatMap(\.edits).applied(to: source)
    let mended = RecordReader.read(text)
    guard mended.faults.isEmpty, let tree = mended.root, tree.isIdentical(to: root) else { return nil }
    return (text, tree)
  }
}

extension Node {
  /// Whether two values are the same to the letter, the order of fields apart: `1.0` is not `1`.
  func isIdentical(to other: Node) -> Bool {
    switch (value, other.value) {
    case (.null, .null): true
    case (.bool(let a), .bool(let b)): a == b
    case (.number(let a), .number(let b)): a.text == b.text
    case (.string(let a), .string(let b)): a.unicodeScalars.elementsEqual(b.unicodeScalars)
    case (.sequence(let a), .sequence(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.isIdentical(to: $1) }
    case (.mapping(let a), .mapping(let b)):
      a.entries.count == b.entries.count
        && zip(a.entries.sorted(by: Self.isBefore), b.entries.sorted(by: Self.isBefore)).allSatisfy {
          $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.isIdentical(to: $1.value)
        }
    default: false
    }
  }

  private static func isBefore(_ left: Mapping.Entry, _ right: Mapping.Entry) -> Bool {
    left.key.isBytewiseBefore(right.key)
  }
}

extension Node {
  /// The comments of the text that a tree was read from, sorted. They are found by the places of the scalars alone,
  /// so that none is lost where its place was misunderstood.
  func comments(in bytes: [UInt8]) -> [String] {
    var comments: [String] = []
    var position = 0
    func read(to place: Int) {
      while position < place, let start = bytes[position..<place].firstIndex(of: UInt8(ascii: "#")) {
        position = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let end = bytes[start..<position].lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } ?? start
        comments.append(String(decoding: bytes[start...end], as: UTF8.self))
      }
    }
    func read(_ node: Node) {
      switch node.value {
      case .mapping(let mapping):
        for entry in mapping.entries {
          read(to: entry.keyRange.lowerBound)
          position = entry.keyRange.upperBound
          read(entry.value)
        }
      case .sequence(let items): items.forEach(read)
      default:
        let isBlock = node.style == .literal || node.style == .folded
        let header =
          isBlock
          ? bytes[node.range].firstIndex(of: UInt8(ascii: "\n")) ?? node.range.upperBound : node.range.lowerBound
        read(to: header)
        position = max(position, node.range.upperBound)
      }
    }
    read(self)
    read(to: bytes.count)
    return comments.sorted()
  }
}
