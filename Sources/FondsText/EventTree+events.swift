import CLibYAML

extension EventTree {
  /// What the tree needs of a libyaml event, copied before the event is freed.
  struct Event {
    var type: yaml_event_type_t
    var start: Int
    var end: Int
    var style = Node.Style.block
    var text = ""
    var anchorLength: Int?
    var hasTag = false
    var hasDirective = false
  }

  func next() -> Event? {
    guard !isStopped else { return nil }
    var event = yaml_event_t()
    guard yaml_parser_parse(&parser, &event) == 1 else {
      fail()
      return nil
    }
    defer { yaml_event_delete(&event) }
    var result = Event(type: event.type, start: event.start_mark.index, end: event.end_mark.index)
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      result.text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      result.style = Self.style(scalar.style)
      result.anchorLength = scalar.anchor.map { cLength($0) }
      result.hasTag = scalar.tag != nil
    case YAML_SEQUENCE_START_EVENT:
      result.style = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE ? .flow : .block
      result.anchorLength = event.data.sequence_start.anchor.map { cLength($0) }
      result.hasTag = event.data.sequence_start.tag != nil
    case YAML_MAPPING_START_EVENT:
      result.style = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE ? .flow : .block
      result.anchorLength = event.data.mapping_start.anchor.map { cLength($0) }
      result.hasTag = event.data.mapping_start.tag != nil
    case YAML_DOCUMENT_START_EVENT:
      let document = event.data.document_start
      result.hasDirective =
        document.version_directive != nil
        || document.tag_directives.start != document.tag_directives.end
    default: break
    }
    return result
  }

  static func style(_ style: yaml_scalar_style_t) -> Node.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  func cLength(_ text: UnsafeMutablePointer<yaml_char_t>) -> Int {
    var length = 0
    while text[length] != 0 { length += 1 }
    return length
  }
}
