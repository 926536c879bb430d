import FondsModel
import FondsText

/// What a change does to one record's trail.
public struct TrailChange: Sendable {
  public let path: String
  /// The trail in each tree before the change that has the record; none for a new record.
  public let before: [[Node]]
  public let after: [Node]
  /// Where the trail stands; nil where it is gone.
  public let range: Range<Int>?
  public let author: Author

  /// Who makes the change.
  public enum Author: Sendable, Hashable {
    case person(String)
    /// Somebody whom the organisation does not know by this address.
    case stranger(String)
  }

  public init(path: String, before: [[Node]], after: [Node], range: Range<Int>?, author: Author) {
    self.path = path
    self.before = before
    self.after = after
    self.range = range
    self.author = author
  }

  /// The entries that no tree before the change has.
  var added: [Node] {
    var known = before.flatMap(\.self)
    return after.filter { entry in
      guard let index = known.firstIndex(of: entry) else { return true }
      known.remove(at: index)
      return false
    }
  }
}
