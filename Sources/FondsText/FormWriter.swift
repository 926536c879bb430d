/// Writes a commented tree in the canonical form.
struct FormWriter {
  private(set) var bytes: [UInt8] = []
  private let layout: FormLayout

  init(source: [UInt8]) {
    layout = FormLayout(source: source)
    bytes.reserveCapacity(source.count + 64)
  }

  mutating func write(_ document: CommentedNode) {
    if document.parts.isEmpty { bytes += "{}\n".utf8 }
    var parts = document.parts
    // What stands above the first field speaks of the whole record, whichever field comes first now.
    let first = document.node.mapping?.entries.first?.key
    if let index = parts.firstIndex(where: { $0.key?.text == first }) {
      write(parts[index].above, indent: 0)
      parts[index].above = []
    }
    for part in parts { write(layout.line(for: part, indent: 0), indent: 0) }
    write(document.footer, indent: 0)
  }

  private mutating func write(_ line: FormLine, indent: Int) {
    write(line.above, indent: indent)
    margin(indent)
    writeBehindMargin(line, indent: indent)
  }

  private mutating func writeBehindMargin(_ line: FormLine, indent: Int) {
    bytes += line.head.utf8
    switch line.value {
    case .inline(let text):
      if !text.isEmpty { bytes += (" " + text).utf8 }
      end(line.comment)
    case .text(let text):
      bytes += (" " + text.header).utf8
      end(line.comment)
      bytes += text.body.utf8
      end(nil)
    case .lines(let lines, let footer, let isMapping):
      var rest = lines[...]
      if line.head == "-", isMapping, let first = rest.popFirst() {
        bytes += " ".utf8
        writeBehindMargin(first, indent: indent + 2)
      } else {
        end(line.comment)
      }
      for next in rest { write(next, indent: indent + 2) }
      write(footer, indent: indent + 2)
    }
  }

  private mutating func write(_ lines: [CommentedNode.Line], indent: Int) {
    for line in lines {
      switch line {
      case .comment(let text):
        margin(indent)
        bytes += text.utf8
        end(nil)
      case .blank:
        if !bytes.isEmpty, !bytes.suffix(2).elementsEqual("\n\n".utf8) { end(nil) }
      }
    }
  }

  private mutating func margin(_ indent: Int) {
    bytes += repeatElement(UInt8(ascii: " "), count: indent)
  }

  private mutating func end(_ comment: String?) {
    if let comment { bytes += ("  " + comment).utf8 }
    bytes.append(UInt8(ascii: "\n"))
  }
}
