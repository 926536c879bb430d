import FondsText

extension IndexedRecord {
  /// Reads the fields of the base schema from a record's tree.
  ///
  /// Every text and number of the tree is searchable, but for what would only make noise: the words of the
  /// small vocabularies (`kind`, `status`, `classification` …), which are found as fields; signatures and
  /// digests of approvals; the time of day of time stamps.
  /// - Parameters:
  ///   - node: the record; nil where the file cannot be read as one.
  ///   - text: the file's text, searched in place of the tree where there is none.
  ///   - path: where the file stands.
  public init(node: Node?, text: @autoclosure () -> String, path: String) {
    self.init()
    guard let mapping = node?.mapping else {
      number = NumberPattern.inFileName(of: path)
      body = text()
      addNumberFacets()
      append(number ?? "")
      return
    }
    body.reserveCapacity(512)
    for entry in mapping.entries {
      take(entry)
    }
    if number == nil, let name = NumberPattern.inFileName(of: path) {
      number = name
      append(name)
    }
    isTombstone = kind == "tombstone"
    addNumberFacets()
  }

  /// Department, year and type as the number says them.
  private mutating func addNumberFacets() {
    guard let number else { return }
    facets.append(Facet(.number, number))
    guard let parts = NumberPattern.parts(number[...]) else { return }
    facets.append(Facet(.department, String(parts.department)))
    facets.append(Facet(.year, String(parts.year)))
    facets.append(Facet(.type, String(parts.type)))
  }

  private mutating func take(_ entry: Mapping.Entry) {
    switch entry.key {
    case "id":
      // `id: 2023` is a fault, but a number all the same: nothing may hide behind a missing quote.
      number = entry.value.string ?? entry.value.number?.text
      append(number ?? "")
    case "title":
      title = entry.value.string ?? entry.value.number?.text
    case "kind":
      kind = entry.value.string
      facet(.kind, kind)
    case "status":
      status = entry.value.string
      facet(.status, status)
    case "classification": facet(.classification, entry.value.string)
    case "importance", "urgency", "retention": break
    case "owner":
      facet(.owner, entry.value.string)
      addText(of: entry.value)
    case "keywords":
      for keyword in entry.value.sequence ?? [entry.value] {
        guard let text = keyword.string ?? keyword.number?.text else { continue }
        facet(.keyword, text)
        if !keywords.isEmpty { keywords.unicodeScalars.append(IndexedRecord.partSeparator) }
        keywords += text
      }
    case "date":
      date = entry.value.string
      addText(of: entry.value)
    case "trail":
      for step in entry.value.sequence ?? [] {
        facet(.by, step["by"]?.string)
      }
      addText(of: entry.value)
    default: addText(of: entry.value, key: entry.key)
    }
  }

  private mutating func facet(_ field: SearchField, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    let facet = Facet(field, value)
    if !facets.contains(facet) { facets.append(facet) }
  }

  private mutating func addText(of node: Node, key: String = "") {
    switch node.value {
    case .null, .bool: break
    case .number(let number): append(number.text)
    case .string(let text):
      if key == "signature" || key == "covers" { return }
      append(IndexedRecord.isTimestamp(text) ? String(text.utf8.prefix(10)) ?? text : text)
      if NumberPattern.parts(text[...]) != nil { facet(.reference, text) }
    case .sequence(let items):
      for item in items { addText(of: item, key: key) }
    case .mapping(let mapping):
      for entry in mapping.entries { addText(of: entry.value, key: entry.key) }
    }
  }

  /// Whether a text reads `2023-05-06T10:22:00…`.
  private static func isTimestamp(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count >= 19, bytes.count <= 35 else { return false }
    for (index, byte) in bytes.prefix(19).enumerated() {
      switch index {
      case 4, 7: if byte != UInt8(ascii: "-") { return false }
      case 10: if byte != UInt8(ascii: "T") { return false }
      case 13, 16: if byte != UInt8(ascii: ":") { return false }
      default: if byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") { return false }
      }
    }
    return true
  }
}
