import CLibYAML

/// Builds the tree of one text from libyaml's events.
///
/// libyaml says where each event starts and ends in code points; a table turns those into bytes. It reports
/// neither duplicate keys nor the parts of YAML that records do without: all of that is seen here, as events.
final class EventTree {
  struct Result {
    let root: Node?
    let faults: [TextFault]
    /// Places where a full-width colon may be what is wrong.
    let suspects: [Int]
  }

  // A class property, since libyaml keeps pointers into the parser.
  var parser = yaml_parser_t()
  let text: [UInt8]
  let start: Int
  let isASCII: Bool
  /// Where each code point starts, in bytes; empty where all are ASCII.
  var codePoints: [UInt32] = []
  var faults: [TextFault] = []
  var suspects: [Int] = []
  /// Set once nothing more can be read.
  var isStopped = false

  init(_ text: [UInt8], start: Int, isASCII: Bool) {
    self.text = text
    self.start = start
    self.isASCII = isASCII
  }

  func parsed() -> Result {
    if !isASCII {
      codePoints.reserveCapacity(text.count)
      for index in start..<text.count where !SourceText.isContinuation(text[index]) {
        codePoints.append(UInt32(index))
      }
    }
    let root = text.withUnsafeBufferPointer { buffer in
      yaml_parser_initialize(&parser)
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
      // The bytes must outlive the parse: hence inside this closure.
      if let base = buffer.baseAddress {
        yaml_parser_set_input_string(&parser, base + start, buffer.count - start)
      } else {
        yaml_parser_set_input_string(&parser, "", 0)
      }
      return document()
    }
    return Result(root: isStopped ? nil : root, faults: faults, suspects: suspects)
  }

  // MARK: Documents

  private func document() -> Node? {
    while let event = next() {
      switch event.type {
      case YAML_DOCUMENT_START_EVENT:
        if event.hasDirective { refuse(.directive, range(event.start, event.end)) }
        guard let first = next() else { return nil }
        let root = node(first, depth: 1)
        checkNothingFollows()
        guard case .mapping = root.value else {
          if !isStopped { refuseRoot(root) }
          return nil
        }
        return root
      case YAML_STREAM_END_EVENT:
        refuse(.empty, 0..<0)
        return nil
      default: continue
      }
    }
    return nil
  }

  private func refuseRoot(_ root: Node) {
    if root.isNull {
      refuse(.empty, 0..<0)
    } else {
      suspects.append(root.range.lowerBound)
      refuse(.rootIsNoMapping, root.range)
    }
  }

  private func checkNothingFollows() {
    while !isStopped, let event = next() {
      if event.type == YAML_DOCUMENT_START_EVENT {
        let start = byte(event.start)
        refuse(.secondDocument, start..<max(start, byte(event.end)))
        return
      }
      if event.type == YAML_STREAM_END_EVENT { return }
    }
  }

  // MARK: Nodes

  private func node(_ event: Event, depth: Int) -> Node {
    switch event.type {
    case YAML_SCALAR_EVENT:
      return scalar(event)
    case YAML_SEQUENCE_START_EVENT:
      return sequence(event, depth: depth)
    case YAML_MAPPING_START_EVENT:
      return mapping(event, depth: depth)
    case YAML_ALIAS_EVENT:
      let range = range(event.start, event.end)
      refuse(.alias, range)
      return Node(.null, range: range)
    default:
      return Node(.null, range: range(event.start, event.start))
    }
  }

  private func scalar(_ event: Event) -> Node {
    refuseProperties(of: event)
    var range = range(event.start, event.end)
    switch event.style {
    case .plain:
      let meaning = PlainScalar.meaning(of: event.text)
      if meaning.isNotANumber { refuse(.notANumber, range) }
      if meaning.isAmbiguous { refuseAmbiguous(event.text, range) }
      return Node(meaning.value, range: range)
    case .literal, .folded:
      range = trimmed(range)
    case .doubleQuoted:
      // Escapes can write what may not stand in the text itself.
      if let scalar = event.text.unicodeScalars.first(where: ForbiddenCharacters.contains) {
        faults.append(TextFault(.forbiddenCharacter(scalar), range))
      }
    default: break
    }
    return Node(.string(event.text), range: range, style: event.style)
  }

  private func refuseAmbiguous(_ text: String, _ range: Range<Int>) {
    faults.append(TextFault(.ambiguousScalar(text), range, edits: [Edit(range, "\"\(text)\"")]))
  }

  private func sequence(_ event: Event, depth: Int) -> Node {
    refuseProperties(of: event)
    guard enter(event, depth: depth) else { return Node(.null) }
    var items: [Node] = []
    var end = byte(event.end)
    while let item = next() {
      if item.type == YAML_SEQUENCE_END_EVENT {
        if event.style == .flow { end = byte(item.end) }
        break
      }
      let child = node(item, depth: depth + 1)
      end = max(end, child.range.upperBound)
      items.append(child)
    }
    return Node(.sequence(items), range: byte(event.start)..<max(byte(event.start), end), style: event.style)
  }

  private func mapping(_ event: Event, depth: Int) -> Node {
    refuseProperties(of: event)
    guard enter(event, depth: depth) else { return Node(.null) }
    var entries: [Mapping.Entry] = []
    // Comparing beats hashing for the dozen fields of a record; a hostile one may have a hundred thousand.
    var known: Set<String> = []
    var end = byte(event.start)
    while let keyEvent = next() {
      if keyEvent.type == YAML_MAPPING_END_EVENT {
        if event.style == .flow { end = byte(keyEvent.end) }
        break
      }
      let key = key(keyEvent, depth: depth)
      guard let valueEvent = next() else { break }
      let value = node(valueEvent, depth: depth + 1)
      end = max(end, value.range.upperBound, key.range.upperBound)
      noteHiddenKey(value, afterKey: key.range)
      if entries.count == Self.manyKeys { known = Set(entries.map(\.key)) }
      let isKnown =
        entries.count < Self.manyKeys ? entries.contains { $0.key == key.text } : known.contains(key.text)
      if isKnown {
        faults.append(TextFault(.duplicateKey(key.text), key.range))
      } else {
        entries.append(.init(key: key.text, keyRange: key.range, value: value))
        if entries.count > Self.manyKeys { known.insert(key.text) }
      }
    }
    let range = byte(event.start)..<max(byte(event.start), end)
    return Node(.mapping(Mapping(entries)), range: range, style: event.style)
  }

  private static let manyKeys = 64

  private func key(_ event: Event, depth: Int) -> (text: String, range: Range<Int>) {
    let range = range(event.start, event.end)
    guard event.type == YAML_SCALAR_EVENT else {
      refuse(.nonScalarKey, range)
      // Read past it; what it holds can't be a field.
      _ = node(event, depth: depth + 1)
      return (text: "", range: range)
    }
    refuseProperties(of: event)
    if event.style == .plain {
      let meaning = PlainScalar.meaning(of: event.text)
      if event.text == "<<" {
        refuse(.mergeKey, range)
      } else if event.text.isEmpty {
        refuse(.nonScalarKey, range)
      } else if case .string = meaning.value, !meaning.isAmbiguous, !meaning.isNotANumber {
        return (event.text, range)
      } else {
        // Readers make numbers, booleans and nulls of such keys: a field's name is text.
        refuseAmbiguous(event.text, range)
      }
    } else if let scalar = event.text.unicodeScalars.first(where: ForbiddenCharacters.contains) {
      faults.append(TextFault(.forbiddenCharacter(scalar), range))
    }
    return (event.text, range)
  }

  /// A plain text on a line of its own below a key may be keys with full-width colons, swallowed as one text.
  private func noteHiddenKey(_ value: Node, afterKey key: Range<Int>) {
    guard value.style == .plain, case .string(let content) = value.value, content.utf8.contains(0xBC),
      value.range.lowerBound > key.upperBound,
      text[key.upperBound..<value.range.lowerBound].contains(UInt8(ascii: "\n"))
    else { return }
    suspects.append(value.range.lowerBound)
  }

  private func enter(_ event: Event, depth: Int) -> Bool {
    guard depth > RecordLimit.depth else { return true }
    let start = byte(event.start)
    refuse(.tooDeep, start..<start + 1)
    isStopped = true
    return false
  }
}
