import FondsText

extension IndexedRecord {
  /// Reads the fields of the base schema from a record's tree.
  ///
  /// Every text and number of the tree is searchable, but for what would only make noise: the words of the
  /// small vocabularies (`kind`, `status`, `urgency` …), which are found as fields; signatures and digests of approvals;
  /// the time of day of time stamps.
  /// - Parameters:
  ///   - node: the record; nil where the file cannot be read as one.
  ///   - text: the file's text, searched in place of the tree where there is none.
  ///   - path: where the file stands.
  public init(node: Node?, text: @autoclosure () -> String, path: String) {
    self.init()
    guard let mapping = node?.mapping else {
      number = NumberPattern.inFileName(of: path)
      addNumberFacets()
      texts = [FieldText(field: nil, text: text()), FieldText(field: "id", text: number ?? "")]
      return
    }
    texts.reserveCapacity(mapping.entries.count)
    for entry in mapping.entries {
      take(entry)
    }
    if number == nil, let name = NumberPattern.inFileName(of: path) {
      number = name
      texts.append(FieldText(field: "id", text: name))
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
      texts.append(FieldText(field: "id", text: number ?? ""))
    case "title":
      title = entry.value.string ?? entry.value.number?.text
    case "kind":
      kind = entry.value.string
      facet(.kind, kind)
    case "status":
      status = entry.value.string
      facet(.status, status)
    case "classification": facet(.classification, entry.value.string)
    case "importance", "urgency", "retention":
      texts.append(FieldText(field: entry.key, text: entry.value.string ?? "", isFoundByNameOnly: true))
    case "keywords":
      for keyword in entry.value.sequence ?? [entry.value] {
        guard let text = keyword.string ?? keyword.number?.text else { continue }
        facet(.keyword, text)
        if !keywords.isEmpty { keywords.unicodeScalars.append(IndexedRecord.partSeparator) }
        keywords += text
      }
    default:
      if entry.key == "owner" { facet(.owner, entry.value.string) }
      if entry.key == "date" { date = entry.value.string }
      if entry.key == "trail" {
        for step in entry.value.sequence ?? [] { facet(.by, step["by"]?.string) }
      }
      if let flag = entry.value.bool {
        texts.append(FieldText(field: entry.key, text: flag ? "true" : "false", isFoundByNameOnly: true))
        return
      }
      var text = FieldText(field: entry.key)
      add(entry.value, key: entry.key, to: &text)
      if !text.text.isEmpty { texts.append(text) }
    }
  }

  private mutating func facet(_ field: SearchField, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    let facet = Facet(field, value)
    if !facets.contains(facet) { facets.append(facet) }
  }

  private mutating func add(_ node: Node, key: String, to text: inout FieldText) {
    switch node.value {
    case .null, .bool: break
    case .number(let number): text.append(number.text)
    case .string(let string):
      if key == "signature" || key == "covers" { return }
      text.append(IndexedRecord.isTimestamp(string) ? String(string.utf8.prefix(10)) ?? string : string)
      if NumberPattern.parts(string[...]) != nil { facet(.reference, string) }
    case .sequence(let items):
      for item in items { add(item, key: key, to: &text) }
    case .mapping(let mapping):
      for entry in mapping.entries { add(entry.value, key: entry.key, to: &text) }
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
