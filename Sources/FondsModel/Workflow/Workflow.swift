import FondsText
import JSONSchema

/// How a paper goes through the office (`Schemas/workflows/<name>.yaml`): steps, each with who takes it, under which
/// condition and by when. Approval, circulation, repair, loan and destruction are all of them.
///
/// What has happened is the record's own `trail`; ``Progress`` replays it.
public final class Workflow: Sendable {
  /// The file's name, by which kinds name it.
  public let name: String
  /// The file, relative to the repository's root.
  public let path: String
  public let label: LocalizedText
  /// Records of an earlier date are not judged by it; nil for all.
  public let since: CalendarDate?
  /// The fields that name who asks: the first that a record has counts.
  public let requester: [String]
  /// The field from which the limits of the first steps count; nil for the record's date.
  public let from: String?
  public let steps: [Step]
  public let greenChannel: GreenChannel?
  /// The status of a record all of whose steps are complete: a shared meaning, or a word of the kind.
  public let done: String
  /// The share of its steps that is to be taken in time, in percent; nil for the office's.
  public let target: Int?

  init(
    name: String, path: String, label: LocalizedText, since: CalendarDate?, requester: [String], from: String?,
    steps: [Step], greenChannel: GreenChannel?, done: String, target: Int?
  ) {
    self.name = name
    self.path = path
    self.label = label
    self.since = since
    self.requester = requester
    self.from = from
    self.steps = steps
    self.greenChannel = greenChannel
    self.done = done
    self.target = target
  }

  /// One step.
  public final class Step: Sendable {
    public let name: String
    public let label: LocalizedText
    public let actor: Actor
    /// Roles of which whoever a field names holds one, in whatever department; empty for anybody.
    public let holds: [String]
    /// The steps that come before it, by their place.
    public let after: [Int]
    /// Which records it applies to; nil for all.
    public let condition: Schema?
    /// Whether nothing waits for it. It may be taken again and again.
    public let isOptional: Bool
    /// The words that may stand in its entries.
    public let decisions: [Decision]
    /// Whether who asks may take it too.
    public let isSelfAllowed: Bool
    /// The field that is held against the role's limit.
    public let amount: String?
    /// What the record must show once the step is complete.
    public let evidence: Schema?
    /// The fields that it brings: approvals of earlier steps do not cover them.
    public let fills: [String]
    /// The status that it brings; nil where nothing changes.
    public let status: String?
    public let limits: [Limit]
    /// The fixed point by which it is to be taken, in place of a limit: the first that comes once it can be.
    public let by: Recurrence?
    /// The field from which its limit counts; nil where it counts from when the step opened.
    public let from: String?
    public let escalation: Escalation?

    init(
      name: String, label: LocalizedText, actor: Actor, holds: [String], after: [Int], condition: Schema?,
      isOptional: Bool, decisions: [Decision], isSelfAllowed: Bool, amount: String?, evidence: Schema?, fills: [String],
      status: String?, limits: [Limit], by: Recurrence?, from: String?, escalation: Escalation?
    ) {
      self.name = name
      self.label = label
      self.actor = actor
      self.holds = holds
      self.after = after
      self.condition = condition
      self.isOptional = isOptional
      self.decisions = decisions
      self.isSelfAllowed = isSelfAllowed
      self.amount = amount
      self.evidence = evidence
      self.fills = fills
      self.status = status
      self.limits = limits
      self.by = by
      self.from = from
      self.escalation = escalation
    }

    /// The words that complete it.
    public var completing: [Decision] { decisions.filter(\.isCompleting) }
    /// Whether it is a decision on the paper: then nobody decides for themself, and nobody twice.
    public var isApproval: Bool { decisions.contains(.approve) }
  }

  /// Who takes a step.
  public enum Actor: Sendable {
    /// Holders of one of some roles.
    case role([String], need: Need)
    /// The person, or all the persons, whom a field names.
    case person(String)
    /// The persons whom the items of a list name, in their order.
    case readers(String)
  }

  /// How many of a role's holders take a step.
  public enum Need: Sendable, Hashable {
    case some(Int)
    case all
  }

  /// How long a step may take, under a condition.
  public struct Limit: Sendable {
    public let condition: Schema?
    public let time: TimeLimit
  }

  /// When somebody else is told that a step is late.
  public struct Escalation: Sendable {
    public let after: TimeLimit
    public let to: String
  }

  /// The way of urgent papers: they skip levels, whose approvals are entered afterwards.
  public struct GreenChannel: Sendable {
    public let condition: Schema
    /// Who decides at once; nil where the act comes first by itself.
    public let to: String?
    /// The steps that are skipped, by their place.
    public let skips: Set<Int>
    public let makeUpWithin: TimeLimit

    /// What the trail calls the leader's decision.
    public static let step = "green-channel"
  }

  /// The word of a trail entry.
  public enum Decision: String, Sendable, Hashable, CaseIterable {
    case approve, reject, `return`, withdraw, received, read, done

    /// Whether it takes a step to its end.
    public var isCompleting: Bool { [.approve, .received, .read, .done].contains(self) }
    /// Whether it decides on the paper.
    public var isVerdict: Bool { self == .approve || self == .reject }
  }

  /// What the trail calls the requester's withdrawal.
  public static let withdrawal = "withdraw"

  /// The folder of the workflows.
  public static let folder = "\(Schemas.root)/workflows"

  public static func path(of name: String) -> String { "\(folder)/\(name)\(RecordPath.ending)" }

  public func index(of step: String) -> Int? {
    steps.firstIndex { $0.name == step }
  }

  /// The steps that come after one, itself included.
  public func successors(of index: Int) -> Set<Int> {
    var found: Set<Int> = [index]
    // Steps come after earlier ones only.
    for later in steps.indices where later > index && !found.isDisjoint(with: steps[later].after) {
      found.insert(later)
    }
    return found
  }
}

extension Workflow {
  /// Whether a step concerns a record.
  public func applies(_ index: Int, to record: Node) -> Bool {
    steps[index].condition?.isValid(record) ?? true
  }

  /// Whether a record goes through the green channel.
  public func isGreen(_ record: Node) -> Bool {
    greenChannel?.condition.isValid(record) ?? false
  }

  /// Whether a record is judged by the workflow at all.
  public func judges(_ record: Node) -> Bool {
    guard let since, let date = record["date"]?.string.flatMap({ CalendarDate($0) }) else { return true }
    return since <= date
  }

  /// The persons who ask: the owner, and whom the requester's field names.
  public func requesters(of record: Node) -> [String] {
    for field in requester {
      let names = record.texts(at: field)
      if !names.isEmpty { return names }
    }
    return []
  }

  /// How long a step may take for a record; nil where it has no limit, or is to be taken by a fixed point.
  public func limit(of index: Int, for record: Node) -> TimeLimit? {
    steps[index].limits.first { $0.condition?.isValid(record) ?? true }?.time
  }
}

extension Node {
  /// The texts that stand at a dotted path, through lists into their items.
  func texts(at path: String) -> [String] {
    values(at: path).compactMap(\.string)
  }
}
