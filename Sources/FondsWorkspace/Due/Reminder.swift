import FondsModel
import FondsText

/// What people are told once: that something falls to them, or that it stayed undone and went to somebody else.
public struct Reminder: Sendable {
  public enum Occasion: String, Sendable {
    /// It is due, or late already when it was first seen.
    case reminder
    case escalation
  }

  public let item: DueList.Item
  public let occasion: Occasion

  /// - Returns: nil for what is still ahead, or done.
  init?(_ item: DueList.Item) {
    switch item.state {
    case .upcoming, .done: return nil
    case .due, .late: occasion = .reminder
    case .escalated: occasion = .escalation
    }
    self.item = item
  }

  /// By what it is known again: one line of text, whatever the record says. A limit that was put off is a new one.
  var key: String {
    let deadline = item.deadline
    let parts = [
      occasion.rawValue, deadline.source.rawValue, deadline.record, deadline.department, deadline.name, deadline.part,
      deadline.due.text,
    ]
    return JSONText.compact(Node(.sequence(parts.map { Node($0.map { .string($0) } ?? .null) })))
  }
}

/// What `fonds due --notify` came to.
public struct ReminderRound: Sendable {
  /// A reminder that the command did not take, with the end of what it said.
  public struct Refusal: Sendable, Equatable {
    /// The record's number, else the department, of what was to be handed out.
    public let place: String
    /// The name of the obligation, step or duty.
    public let obligation: String
    /// The command's exit status.
    public let status: Int32
    public let reason: String
  }

  public let list: DueList
  public internal(set) var handedOut: [Reminder] = []
  public internal(set) var refused: [Refusal] = []
}
