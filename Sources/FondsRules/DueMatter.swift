import FondsModel
import FondsText

/// What a rule about time sees: something that is to be done, as it stands at a moment.
public struct DueMatter: Sendable {
  /// The record's file, or that of the duties where no record has met one.
  public let path: String
  public let deadline: Deadline
  public let state: Deadline.State
  /// What the record says of when it was done, held against its commit; nil where that was not looked up.
  public let claim: Claim?
  /// The role to which it went, where it is escalated.
  let escalatedTo: LocalizedText?
  /// What is to become of the record, where its period is over.
  public private(set) var disposition: Disposition?
  /// Whether what it is about stays in the record.
  let isConcealed: Bool

  public init(
    path: String, deadline: Deadline, state: Deadline.State, claim: Claim? = nil, organization: Organization,
    isConcealed: Bool = false
  ) {
    self.path = path
    self.deadline = deadline
    self.state = state
    self.claim = claim
    escalatedTo =
      state == .escalated
      ? deadline.escalation.map { escalation in
        organization.role(escalation.role)?.label ?? LocalizedText(en: escalation.role, zh: escalation.role)
      } : nil
    self.isConcealed = isConcealed
  }

  /// What is to become of a record whose period is over.
  ///
  /// - Parameter now: the moment of looking.
  public init(
    path: String, record: String?, disposition: Disposition, at now: Moment, organization: Organization,
    isConcealed: Bool = false
  ) {
    let label = LocalizedText(en: "Disposition", zh: "到期处置")
    self.init(
      path: path,
      deadline: Deadline(
        source: .disposition, record: record, name: "disposition", label: label, due: now, isDay: true, reminder: now),
      state: .due, organization: organization, isConcealed: isConcealed)
    self.disposition = disposition
  }

  /// What it is: `Resolution: mend the copier`.
  var name: LocalizedText {
    guard let detail = deadline.detail, !isConcealed else { return deadline.label }
    return LocalizedText(en: "\(deadline.label.en): \(detail)", zh: "\(deadline.label.zh)：\(detail)")
  }

  /// The last day, or minute, at which it was in time.
  var due: String { deadline.isDay ? String(deadline.due.text.prefix(10)) : deadline.due.shortText }
}

/// A rule about what time brings. Time alone breaks no commit, so none of them is an error.
public protocol DueRule: Rule {
  static func diagnose(_ matter: DueMatter) -> Diagnostic?
}
