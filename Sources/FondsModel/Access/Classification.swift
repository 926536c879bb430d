import FondsText

/// The levels of secrecy: who may read what, and for how long it is kept from the others (`Schemas/classification.yaml`).
public final class Classification: Sendable {
  public struct Level: Sendable, Hashable {
    /// The word that records give in `classification`.
    public let name: String
    public let label: LocalizedText
    /// Its place among the levels, from 0: the higher, the stricter.
    public let rank: Int
    /// Whether anybody in the house may read its records, and lists show what they are about.
    public let isOpen: Bool
    /// For how many years from its date a record may be secret at most; nil for no limit.
    public let longest: Int?
    /// The roles that may handle a record which names no circle; nil for any.
    public let readers: [String]?
    /// Whether the text of its records may not stand in clear.
    public let isSealed: Bool
  }

  /// From the most open to the strictest.
  public let levels: [Level]
  /// The review of each classified record in turn; nil where the office asks for none.
  let review: Obligation?

  /// The file of the levels.
  public static let path = ConfigurationForm.classification.path

  /// What holds in an office without the file: the four words of old, and no limits.
  static let plain = Classification(
    levels: [
      Level("public", LocalizedText(en: "Public", zh: "公开"), rank: 0, isOpen: true),
      Level("internal", LocalizedText(en: "Internal", zh: "内部"), rank: 1, isOpen: true),
      Level("confidential", LocalizedText(en: "Confidential", zh: "机密"), rank: 2, isOpen: false),
      Level("secret", LocalizedText(en: "Secret", zh: "绝密"), rank: 3, isOpen: false),
    ], review: nil)

  private init(levels: [Level], review: Obligation?) {
    self.levels = levels
    self.review = review
  }

  /// The levels that a version of the file gives; nil for one that can't be read.
  public convenience init?(file bytes: [UInt8]) {
    guard let root = RecordReader.read(bytes).root, ConfigurationForm.classification.schema.faults(in: root).isEmpty
    else { return nil }
    self.init(root)
  }

  /// Reads the file, whose form has been judged.
  init(_ root: Node) {
    levels = (root["levels"]?.sequence ?? []).enumerated().compactMap { Level($1, rank: $0) }
    review = root["review"].flatMap(Self.reviewObligation)
  }

  public func level(_ name: String) -> Level? { levels.first { $0.name == name } }

  /// The level of a record; nil for one that gives none, or none of the office's.
  public func level(of record: Node) -> Level? { record["classification"]?.string.flatMap(level) }

  /// How strict a record's level is. A word that is none of the office's counts for the strictest, so that nothing is
  /// lowered by way of a word that nobody knows; no word at all for the most open.
  public func rank(of record: Node?) -> Int {
    guard let node = record?["classification"], !node.isNull else { return -1 }
    return node.string.flatMap(level)?.rank ?? levels.count
  }

  /// The strictest of the levels that anybody in the house may read: what secret records become when their term ends.
  public var strictestOpen: Level? { levels.last(where: \.isOpen) }
}

extension Classification.Level {
  fileprivate init(_ name: String, _ label: LocalizedText, rank: Int, isOpen: Bool) {
    (self.name, self.label, self.rank, self.isOpen) = (name, label, rank, isOpen)
    (longest, readers, isSealed) = (nil, nil, false)
  }

  fileprivate init?(_ node: Node, rank: Int) {
    guard let name = node["name"]?.string else { return nil }
    self.name = name
    self.rank = rank
    label = node["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name)
    isOpen = node["open"]?.bool ?? false
    longest = node["longest"]?.string.flatMap(Self.years)
    readers = node["readers"]?.sequence.map { $0.compactMap(\.string) }
    isSealed = node["sealed"]?.bool ?? false
  }

  /// Reads `20y`; nil for other text.
  static func years(_ text: String) -> Int? {
    guard let limit = TimeLimit(text), limit.unit == .years, limit.amount > 0 else { return nil }
    return limit.amount
  }
}
