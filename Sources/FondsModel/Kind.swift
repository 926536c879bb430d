import FondsText
import JSONSchema

/// What sort of thing a record is: one file in `Schemas/kinds/`.
///
/// Rules are classes: a hundred thousand records share them, and a copy of a value counts a reference for each of its parts.
public final class Kind: Sendable {
  /// The name that records give in `kind`, the file's `$id`.
  public let name: String
  /// The schema file, relative to the repository's root.
  public let path: String
  public let label: LocalizedText
  /// What its register is for, in one sentence.
  public let help: LocalizedText?
  /// The type code of its numbers; nil for a kind that is allowed in any type's folder, such as `void`.
  public let type: String?
  public let workflow: String?
  /// Whether its records are open to their circle alone: files about a person.
  public let isOpenToCircleOnly: Bool
  /// The fields in the order in which a record has them.
  public let fields: [Field]
  /// The fields that name records, people or departments.
  let namedFields: NamedFields
  /// The columns of its register book: fields, or dotted paths into them.
  public let register: [String]
  /// What its own words of status mean.
  public let statuses: [String: RecordStatus]
  /// How it grows by rows; nil for a kind that is no sheet.
  public let sheet: Sheet?
  /// What it takes over from the last record of its series; nil for a sheet, and for a kind that goes on from nothing.
  public let succession: Succession?
  /// What must agree within one of its records.
  public let agreements: [Agreement]
  /// Where its records say what they delegate; nil for a kind that delegates nothing.
  let delegationFields: Delegation.Fields?
  /// Where its records list what is to be disposed of; nil for a kind that is no such list.
  public let disposal: DisposalList.Fields?
  /// Where its records say what they hold; nil for a kind that holds nothing.
  let holdFields: Hold.Fields?
  /// Where its records say what they reclassify; nil for a kind that reclassifies nothing.
  let reclassificationFields: Reclassification.Fields?
  /// Where its records say what they correct; nil for a kind that corrects nothing.
  let amendmentFields: Amendment.Fields?
  /// What its records promise.
  public let obligations: [Obligation]
  /// The judge of a record of the kind.
  public let schema: Schema

  init(
    name: String, path: String, label: LocalizedText, help: LocalizedText?, type: String?, workflow: String?,
    isOpenToCircleOnly: Bool, fields: [Field], namedFields: NamedFields, register: [String],
    statuses: [String: RecordStatus], sheet: Sheet?, succession: Succession?, agreements: [Agreement],
    delegationFields: Delegation.Fields?, disposal: DisposalList.Fields?, holdFields: Hold.Fields?,
    reclassificationFields: Reclassification.Fields?, amendmentFields: Amendment.Fields?, obligations: [Obligation],
    schema: Schema
  ) {
    self.name = name
    self.path = path
    self.label = label
    self.help = help
    self.type = type
    self.workflow = workflow
    self.isOpenToCircleOnly = isOpenToCircleOnly
    self.fields = fields
    self.namedFields = namedFields
    self.register = register
    self.statuses = statuses
    self.sheet = sheet
    self.succession = succession
    self.agreements = agreements
    self.delegationFields = delegationFields
    self.disposal = disposal
    self.holdFields = holdFields
    self.reclassificationFields = reclassificationFields
    self.amendmentFields = amendmentFields
    self.obligations = obligations
    self.schema = schema
  }

  public func field(_ name: String) -> Field? {
    fields.first { $0.name == name }
  }

  /// What a word of status means; nil for a word that the kind does not have.
  public func meaning(ofStatus word: String) -> RecordStatus? {
    statuses[word] ?? RecordStatus(rawValue: word)
  }

  /// The kind's own word for a meaning: the shared one where it has it.
  public func status(meaning: RecordStatus) -> String? {
    let words = field("status")?.values ?? []
    return words.contains(meaning.rawValue) ? meaning.rawValue : words.first { statuses[$0] == meaning }
  }
}

/// The shared words of status (design § 2); a kind's own words each mean one of them.
public enum RecordStatus: String, Sendable, Hashable, CaseIterable {
  case draft, inReview = "in-review", approved, rejected, withdrawn, effective, superseded, closed, archived

  /// Whether a record of this status is no longer in force.
  public var isOver: Bool { [.superseded, .closed, .archived].contains(self) }

  /// Whether a record of this status is settled: neither on its way nor refused.
  public var isSettled: Bool {
    switch self {
    case .approved, .effective, .superseded, .closed, .archived: true
    case .draft, .inReview, .rejected, .withdrawn: false
    }
  }
}
