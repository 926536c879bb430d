import FondsGit
import FondsModel
import FondsText

/// A step to take, as somebody asks for it.
public struct ActRequest: Sendable {
  public var id: String
  public var step: String
  /// Nil where the step knows one word only.
  public var decision: Workflow.Decision?
  /// The step that a paper goes back to.
  public var returnTo: String?
  public var note: String?
  /// Who decided on paper; nil for who acts now.
  public var decider: String?
  /// When it was decided on paper.
  public var decidedAt: Moment?
  /// The scan of a decision on paper.
  public var evidence: String?
  /// Fields that the step fills, and their values as typed.
  public var assignments: [(field: String, value: String)]
  public var isSigned: Bool
  public var isCommitted: Bool
  public var language: Language

  public init(
    id: String, step: String, decision: Workflow.Decision? = nil, returnTo: String? = nil, note: String? = nil,
    decider: String? = nil, decidedAt: Moment? = nil, evidence: String? = nil,
    assignments: [(field: String, value: String)] = [], isSigned: Bool = false, isCommitted: Bool = true,
    language: Language
  ) {
    self.id = id
    self.step = step
    self.decision = decision
    self.returnTo = returnTo
    self.note = note
    self.decider = decider
    self.decidedAt = decidedAt
    self.evidence = evidence
    self.assignments = assignments
    self.isSigned = isSigned
    self.isCommitted = isCommitted
    self.language = language
  }
}

/// What became of a step that somebody asked to take.
public enum ActOutcome: Sendable {
  case taken(TakenStep)
  /// Rules stand against it: nothing was written.
  case refused(CheckReport)
}

/// A step that was taken.
public struct TakenStep: Sendable {
  public let id: RecordID
  public let path: String
  /// The entry as it stands in the trail.
  public let entry: Node
  public let status: String
  public let commit: OID?
  /// What can be done next, and by whom.
  public let next: [OpenStep]
}

/// A step that can be taken now.
public struct OpenStep: Sendable {
  public let id: RecordID
  public let title: String
  public let step: String
  public let label: LocalizedText
  /// The words it takes.
  public let decisions: [Workflow.Decision]
  public let people: [Organization.Person]
  /// Until when it is to be taken; nil where it has no limit.
  public let due: Moment?
  /// Whether nothing waits for it.
  public let isOptional: Bool
  /// Whether it is made up: the act came first.
  public let isToMakeUp: Bool
}
