import FondsModel
import FondsText

/// What words of status demand of a record, asked of its schema.
struct Demand {
  let root: Node
  let kind: Kind

  /// The place of the first of some words that demands a field which the record has; nil where none does.
  func stage(of field: String, among words: [String]) -> Int? {
    // What the last word does not demand, no word before it does.
    guard let last = words.last, isMade(of: field, in: root, by: last) else { return nil }
    var known = [last: true]
    return words.indices.first { index in
      let isDemanded = known[words[index]] ?? isMade(of: field, in: root, by: words[index])
      known[words[index]] = isDemanded
      return isDemanded
    }
  }

  /// Whether a record with a word of status has to have a field.
  func isMade(of field: String, in root: Node, by word: String) -> Bool {
    let whole = root.with("status", Node(.string(word)))
    return kind.schema.faults(in: whole.with(field, nil)).count > kind.schema.faults(in: whole).count
  }
}
