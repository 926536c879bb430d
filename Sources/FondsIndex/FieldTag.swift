/// The words by which a field's text is found under the field's name: `§place§档案` for each word `档案` of the text.
///
/// They stand in a row as the words themselves do, so a phrase of them finds what the phrase finds in the whole text, in that
/// field alone. No kind is known here: whatever field a record has can be asked for by its name.
enum FieldTag {
  /// Begins and ends the name. No word of a text holds it, and no ``Facet``: looked for as `pla*`, a text finds no field
  /// that is called `place`.
  static let mark = "§"

  /// What stands before each word of a field.
  static func prefix(_ field: String) -> [UInt8] {
    var bytes = Array(mark.utf8)
    Facet.append(escaped: Segmenter.folded(field), to: &bytes)
    bytes.append(contentsOf: mark.utf8)
    return bytes
  }

  /// The words of a phrase as they stand under a field's name.
  static func words(_ phrase: Phrase, in field: String) -> [String] {
    let prefix = String(decoding: prefix(field), as: UTF8.self)
    return phrase.words.map { prefix + $0 }
  }

  /// A phrase as it stands under a field's name, in the query language of FTS5.
  static func quoted(_ phrase: Phrase, in field: String) -> String {
    "\"" + words(phrase, in: field).joined(separator: " ") + "\"" + (phrase.isPrefix ? " *" : "")
  }

  /// Appends the words that stand in a range of a buffer, each with the prefix before it. Marks between parts stay bare.
  static func append(_ prefix: [UInt8], words range: Range<Int>, of buffer: TokenBuffer, to tags: TokenBuffer) {
    let space = UInt8(ascii: " ")
    // `¶`: two bytes that no other word is.
    let mark: (UInt8, UInt8) = (0xC2, 0xB6)
    prefix.withUnsafeBufferPointer { prefix in
      guard let prefixBase = prefix.baseAddress else { return }
      var start = range.lowerBound
      for at in range where buffer.base[at] == space {
        let length = at - start
        tags.reserve(prefix.count + length + 1)
        let isMark = length == 2 && buffer.base[start] == mark.0 && buffer.base[start + 1] == mark.1
        if !isMark { tags.push(from: prefixBase, count: prefix.count) }
        tags.push(from: buffer.base + start, count: length + 1)
        start = at + 1
      }
    }
  }
}
