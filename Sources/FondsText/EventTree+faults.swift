import CLibYAML

// What is refused, and where: libyaml's places in bytes.

extension EventTree {
  func refuse(_ construct: TextFault.Construct, _ range: Range<Int>) {
    faults.append(TextFault(.unsupported(construct), range))
  }

  func refuseProperties(of event: Event) {
    let start = byte(event.start)
    if let anchor = event.anchorLength { refuse(.anchor, start..<start + anchor + 1) }
    if event.hasTag {
      let tag = text[start...].firstIndex(of: UInt8(ascii: "!")) ?? start
      let end = text[tag...].firstIndex { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") } ?? text.count
      refuse(.tag, tag..<end)
    }
  }

  func fail() {
    isStopped = true
    let problem = parser.problem.map { String(cString: $0) } ?? ""
    if parser.error == YAML_READER_ERROR {
      let place = min(start + Int(parser.problem_offset), text.count)
      faults.append(TextFault(.syntax(problem: problem), place..<min(place + 1, text.count)))
      return
    }
    let place = byte(parser.problem_mark.index)
    if place < text.count, text[place] == UInt8(ascii: "\t") {
      faults.append(TextFault(.tabIndentation, place..<place + 1))
      return
    }
    let context = byte(parser.context_mark.index)
    suspects += [context, place, max(0, lineStart(place) - 1)]
    let range =
      switch problem {
      // Noticed only behind the line that lacks it.
      case "could not find expected ':'": context..<lineEnd(context)
      // Noticed only at the end: what was opened is shown.
      case "found unexpected end of stream", "did not find expected ',' or ']'", "did not find expected ',' or '}'":
        context..<nextPlace(context)
      default: place..<nextPlace(place)
      }
    faults.append(TextFault(.syntax(problem: problem), range))
  }

  // MARK: Places

  func byte(_ index: Int) -> Int {
    if isASCII { return min(start + index, text.count) }
    return index < codePoints.count ? Int(codePoints[index]) : text.count
  }

  func range(_ from: Int, _ to: Int) -> Range<Int> {
    let lower = byte(from)
    return lower..<max(lower, byte(to))
  }

  func lineStart(_ place: Int) -> Int {
    var start = place
    while start > 0, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  func lineEnd(_ place: Int) -> Int {
    var end = text[place...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
    if end > place, text[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  func nextPlace(_ place: Int) -> Int {
    guard place < text.count, text[place] != UInt8(ascii: "\n") else { return place }
    var end = place + 1
    while end < text.count, SourceText.isContinuation(text[end]) { end += 1 }
    return end
  }

  /// A block scalar's event runs on over the blank lines behind it; its text ends with its last line.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, [0x0A, 0x0D, 0x20, 0x09].contains(text[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }
}
