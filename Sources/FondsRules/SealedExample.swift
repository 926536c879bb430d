import FondsModel

/// A filed record of a sealed year: what explains and tests the rules about filing.
enum SealedExample {
  private static let text = Example.text.replacing(
    "owner: li.na\n", with: "owner: li.na\narchive-number: XZ-WS·2023-D30-HR-0001\n")

  private static func example(_ text: String) -> Example {
    Example([.init(path: Example.path, bytes: Array(text.utf8))])
  }

  /// The record with a piece of its text replaced, as what became of it.
  ///
  /// - Parameter year: the year that is sealed; nil for none.
  static func replacing(_ old: String, with new: String, year: Int? = 2023) -> Example {
    let changed = example(text.replacing(old, with: new)).after(example(text))
    return year.map { changed.sealing($0) } ?? changed
  }
}
