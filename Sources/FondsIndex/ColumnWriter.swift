/// Writes the words of records, column by column, as the full-text table takes them.
struct ColumnWriter {
  let buffer: TokenBuffer
  private let tags = TokenBuffer(capacity: 1 << 12)
  private var facets: [UInt8] = []
  /// What stands before the words of each field met so far.
  private var prefixes: [String: [UInt8]?] = [:]

  init(buffer: TokenBuffer) {
    self.buffer = buffer
  }

  /// Appends the columns of a record to the buffer. Returns where each ends.
  mutating func write(_ record: IndexedRecord) -> [Int] {
    tags.count = 0
    let columns = record.texts.map { IndexLayout.Column(ofField: $0.field) }
    return IndexLayout.Column.allCases.map { column in
      switch column {
      case .title: segment(record.title ?? "")
      case .keywords: segment(record.keywords)
      case .body, .note, .trail, .fields:
        let start = buffer.count
        for (text, place) in zip(record.texts, columns) where place == column { write(text, column, start) }
      case .facets: writeFacets(of: record)
      }
      return buffer.count
    }
  }

  private mutating func write(_ text: IndexedRecord.FieldText, _ column: IndexLayout.Column, _ columnStart: Int) {
    let start = buffer.count
    // No phrase reaches from one field into the next.
    if start > columnStart { buffer.append(Self.partEnd) }
    let textStart = buffer.count
    segment(text.text)
    guard column == .fields, let field = text.field, let prefix = prefix(of: field) else { return }
    FieldTag.append(prefix, words: textStart..<buffer.count, of: buffer, to: tags)
    // Words that are found by the field's name alone stay out of the text.
    if text.isFoundByNameOnly { buffer.count = start }
  }

  private mutating func writeFacets(of record: IndexedRecord) {
    facets.removeAll(keepingCapacity: true)
    facets.append(contentsOf: Facet.everyRecord.utf8)
    for facet in record.facets {
      facets.append(UInt8(ascii: " "))
      Facet.append(facet.field, Segmenter.folded(facet.value), to: &facets)
    }
    facets.append(UInt8(ascii: " "))
    buffer.append(facets)
    buffer.reserve(tags.count)
    buffer.push(from: tags.base, count: tags.count)
  }

  /// Nil for a field that is found by another way than its words.
  private mutating func prefix(of field: String) -> [UInt8]? {
    if let known = prefixes[field] { return known }
    let prefix = SearchField(ofRecords: field) == nil ? FieldTag.prefix(field) : nil
    prefixes[field] = .some(prefix)
    return prefix
  }

  private func segment(_ text: String) {
    var text = text
    text.withUTF8 { Segmenter.segment($0, into: buffer) }
  }

  private static let partEnd = Array("\(Segmenter.partMark) ".utf8)
}
