import FondsText

/// A list by which records are disposed of, read from a record whose kind says where it stands (`x-fonds.disposal`).
public struct DisposalList: Sendable {
  public enum Action: String, Sendable {
    case destroy, transfer
  }

  /// A line that names a record of this archive. What has no number here is destroyed outside it.
  public struct Line: Sendable {
    public let record: RecordID
    /// Where the number stands in the list.
    public let range: Range<Int>
    /// What the list calls it.
    public let title: String?
  }

  public let action: Action
  public let lines: [Line]
  /// Who watches the destruction, as the list says.
  public let witnesses: [String]
  public let proposer: String?
  /// Those who approved the list in its trail.
  public let approvers: [String]
  /// When it was carried out, as the list says.
  public let carriedOut: Moment?
  /// Whether it has come to its end.
  public let isComplete: Bool

  /// The key of a line under which it names its record.
  static let recordKey = "record"

  /// Those who may not watch what they have proposed or approved themselves.
  public var partial: Set<String> { Set(approvers + [proposer].compactMap(\.self)) }

  public func names(_ id: RecordID) -> Bool { lines.contains { $0.record == id } }

  /// Where a kind's records say what they list.
  public struct Fields: Sendable {
    public let action: Action
    public let lines: String
    public let witnesses: String?
    public let proposer: String?
    /// The step of the workflow with which it is carried out.
    public let step: String?
    /// The field of the moment of destruction.
    public let at: String?

    /// Reads `x-fonds.disposal`, whose form has been judged.
    init?(_ node: Node) {
      guard let action = node["action"]?.string.flatMap(Action.init), let lines = node["lines"]?.string else {
        return nil
      }
      self.action = action
      self.lines = lines
      witnesses = node["witnesses"]?.string
      proposer = node["proposer"]?.string
      step = node["step"]?.string
      at = node["at"]?.string
    }

    /// The keys that name fields.
    static let keys = ["lines", "witnesses", "proposer", "at"]
  }
}

extension Kind {
  /// What a record of the kind lists; nil for a kind that is no list for disposal.
  public func disposalList(in record: Node) -> DisposalList? {
    guard let fields = disposal else { return nil }
    let lines = (record[fields.lines]?.sequence ?? []).compactMap { line -> DisposalList.Line? in
      guard let node = line[DisposalList.recordKey], let id = node.string.flatMap({ RecordID($0) }) else { return nil }
      return DisposalList.Line(record: id, range: node.range, title: line["title"]?.string)
    }
    let status = record["status"]?.string.flatMap { meaning(ofStatus: $0) }
    return DisposalList(
      action: fields.action, lines: lines,
      witnesses: fields.witnesses.flatMap { record[$0]?.sequence?.compactMap(\.string) } ?? [],
      proposer: fields.proposer.flatMap { record[$0]?.string },
      approvers: (TrailEntry.trail(of: record) ?? []).filter { $0.decision == .approve }.map(\.by),
      carriedOut: fields.at.flatMap { record[$0]?.string.flatMap { Moment($0) } },
      isComplete: status == .closed || status == .archived)
  }
}
