import FondsText
import JSONSchema

/// The rules of an office as one tree of `Schemas/` states them. Versioned beside the records: each past day has
/// its own.
public final class Schemas: Sendable {
  public let settings: FondsSettings
  public let organization: Organization
  public let coding: Coding
  /// The levels of secrecy; without limits where the office has no such file, or the file has faults.
  public let classification: Classification
  /// How the office files; the usual way where it has no such file, or the file has faults.
  public let filing: FilingRule
  /// The sound kinds, by name.
  public let kinds: [String: Kind]
  /// The sound workflows, by name.
  public let workflows: [String: Workflow]
  /// What comes round in the office; empty where it has no such file, or the file has faults.
  public let duties: [Duty]
  /// The schedule; nil where the office has none, or the file has faults: then no record has a class.
  public let retention: RetentionSchedule?
  /// Kinds whose schema file has faults: nothing is known of their records.
  public let brokenKinds: Set<String>
  /// The base that every kind extends; nil where `record.yaml` is broken.
  public let base: Schema?
  /// What is wrong with the schema files.
  public let faults: [SchemaFileFault]
  /// The compiled documents, for export.
  let documents: [String: Node]

  /// The folder of the rules.
  public static let root = "Schemas"
  /// The file of the fonds itself.
  public static let fondsPath = "\(root)/fonds.yaml"

  /// The file of a kind.
  public static func path(ofKind name: String) -> String {
    "\(SchemaLoader.kindFolder)/\(name)\(RecordPath.ending)"
  }

  /// The base URI against which `$id` and `$ref` resolve: the names are never fetched from anywhere.
  static let baseURI = "https://fonds.invalid/schemas/"

  /// - Parameters:
  ///   - files: every file below `Schemas/`, by its path from the repository's root.
  ///   - names: the kinds that are needed; the rest, but for what these refer to, are neither known nor judged. Nil for all.
  public init(files: [String: [UInt8]], kinds names: Set<String>? = nil) {
    var loader = SchemaLoader(files: files, wanted: names)
    let settings = loader.configuration(.fonds)
    let organization = loader.configuration(.organization)
    let coding = loader.configuration(.coding)
    self.settings = FondsSettings(settings)
    if loader.faults.isEmpty { loader.add(CalendarFaults(block: settings["calendar"]).all) }
    self.organization = Organization(organization)
    self.coding = Coding(coding)
    loader.loadKinds(typeCodes: Set(self.coding.types.map(\.code)), organization: self.organization)
    loader.checkRoles(self.organization)
    self.classification = loader.classification(self.organization)
    self.filing = loader.filing(self.organization)
    self.kinds = loader.kinds
    self.workflows = loader.workflows
    self.duties = loader.duties
    self.retention = loader.retention
    self.brokenKinds = loader.brokenKinds
    self.base = loader.base
    self.documents = loader.documents
    self.faults = loader.faults + SigningKeyFaults.all(in: organization, path: ConfigurationForm.organization.path)
  }

  /// The fields that records of every kind have.
  public var commonFields: [String] {
    documents["record"]?["properties"]?.mapping?.entries.map(\.key) ?? []
  }

  /// The same rules with another version of a workflow.
  public func replacing(_ workflow: Workflow) -> Schemas {
    Schemas(self, workflow)
  }

  private init(_ other: Schemas, _ workflow: Workflow) {
    (settings, organization, coding, classification) = (
      other.settings, other.organization, other.coding, other.classification
    )
    (filing, kinds, duties, retention, brokenKinds) = (
      other.filing, other.kinds, other.duties, other.retention, other.brokenKinds
    )
    (base, faults, documents) = (other.base, other.faults, other.documents)
    workflows = other.workflows.merging([workflow.name: workflow]) { $1 }
  }

  /// The workflow that records of a kind go by; nil for a kind without one, or one whose workflow is broken.
  public func workflow(of kind: Kind) -> Workflow? {
    kind.workflow.flatMap { workflows[$0] }
  }

  /// Whether the files beside the kinds are sound: fonds, organisation and coding, and the base of all kinds.
  public var isConfigurationSound: Bool {
    let others = [Duty.path, RetentionSchedule.path]
    return !faults.contains { RecordPath.folder(of: $0.path) == Self.root && !others.contains($0.path) }
  }

  /// The schema by which a record of a kind is judged: the kind's own, or the base where the kind is not known.
  public func schema(forKind name: String?) -> Schema? {
    guard let name else { return base }
    if brokenKinds.contains(name) { return nil }
    return kinds[name]?.schema ?? base
  }
}

/// A fault in a file of `Schemas/`.
public struct SchemaFileFault: Sendable {
  public let path: String
  public let range: Range<Int>?
  public let problem: Problem

  public init(path: String, range: Range<Int>?, problem: Problem) {
    self.path = path
    self.range = range
    self.problem = problem
  }

  public enum Problem: Sendable {
    /// The file's text is none that a record could have.
    case text(TextFault)
    /// A file that every office has is missing.
    case missing
    /// The file breaks the schema of its own form.
    case form(SchemaFault)
    /// A JSON Schema that can't be compiled.
    case schema(SchemaError)
    /// `$id` is not the file's name.
    case idIsNotFileName(id: String, expected: String)
    /// `x-fonds.type` is none of `coding.yaml`.
    case unknownType(String, known: [String])
    /// A code or name that stands twice where it must be unique.
    case duplicate(String)
    /// A signing key that is no public key of OpenSSH.
    case brokenKey
    /// A signing key that another person has.
    case keyTaken(by: String)
    /// Another file's kind has the name or label.
    case kindTaken(String, by: String)
    /// `x-fonds` or a condition names a field that the kind does not have.
    case noSuchField(String, nearest: String?)
    /// `x-fonds.references` names a field that holds no numbers.
    case namesNoRecord(String)
    case noSuchKind(String, nearest: String?)
    case noSuchWorkflow(String, nearest: String?)
    case noSuchStep(String, nearest: String?)
    /// `after` names a step that does not come earlier: steps would wait for one another for ever.
    case stepNotEarlier(String)
    case noSuchRole(String, nearest: String?)
    case noSuchPerson(String, nearest: String?)
    /// A role whose superiors lead back to it.
    case superiorCycle(String)
    /// A workflow names a field that a kind which goes by it does not have.
    case noSuchFieldOfKind(String, kind: String)
    /// A workflow brings a status that a kind which goes by it does not have.
    case noSuchStatusOfKind(String, kind: String)
    /// `x-fonds.statuses` names a word that `status` does not list.
    case noSuchStatus(String, nearest: String?)
    /// A word of status that is none of the shared ones and that `x-fonds.statuses` does not explain.
    case meaninglessStatus(String)
    /// A condition names a field without requiring it.
    case conditionOverAbsent(String)
    case noSuchDepartment(String, nearest: String?)
    /// A level of secrecy that `classification` in `record.yaml` does not list.
    case noSuchLevel(String, nearest: String?)
    /// A word of `classification` in `record.yaml` of which no level says anything.
    case levelMissing(String)
    /// A recurrence on a day that no year has.
    case noSuchDay(String)
    /// `each` names a field that is no list.
    case isNoList(String)
    /// A class of the schedule that waits for no field which a kind of it has: its records would never be due.
    case noTrigger(kind: String)
    /// A class of the schedule that records of a kind never come to, since an earlier one takes them.
    case unreachableClass(kind: String?, by: String)
    /// A class of the schedule that keeps for ever and destroys.
    case permanentDestroyed
    /// A calendar that contradicts itself.
    case calendar(CalendarFault)
    /// A saved search that `fonds find` can't read.
    case search(QueryFault)
    /// A file among the kinds that is not read, since its name does not end with `.yaml`.
    case strayFile
  }
}
