import FondsText
import JSONSchema

/// Reads the files of `Schemas/` and collects what is wrong with them.
struct SchemaLoader {
  private let files: [String: [UInt8]]
  /// The kinds to load; nil for all.
  private let wanted: Set<String>?
  private(set) var faults: [SchemaFileFault] = []
  private(set) var kinds: [String: Kind] = [:]
  private(set) var brokenKinds: Set<String> = []
  private(set) var base: Schema?
  /// The sound workflows of the kinds that are loaded, by name.
  private(set) var workflows: [String: Workflow] = [:]
  /// The files that every office has and whose form is sound, by path.
  private var configurations: [String: Node] = [:]
  /// The duties, where their file is sound.
  private(set) var duties: [Duty] = []
  /// The schedule; nil where the office has none, or the file has faults.
  private(set) var retention: RetentionSchedule?
  /// Record schema and kinds by `$id`.
  private(set) var documents: [String: Node] = [:]

  init(files: [String: [UInt8]], wanted: Set<String>?) {
    self.files = files
    self.wanted = wanted
  }

  /// Whether a file is there.
  func has(_ path: String) -> Bool { files[path] != nil }

  static let kindFolder = "\(Schemas.root)/kinds"
  static let basePath = "\(Schemas.root)/record.yaml"

  /// The content of a file that every office has; an empty mapping where it is missing or can't be read.
  mutating func configuration(_ form: ConfigurationForm) -> Node {
    guard let root = read(form.path) else { return Node(.mapping(Mapping())) }
    let found = form.schema.faults(in: root)
    addForm(found, path: form.path)
    configurations[form.path] = found.isEmpty ? root : nil
    for (list, key) in form.uniqueKeys { checkUnique(key, in: root[list], path: form.path) }
    return root
  }

  /// Adds what breaks the form. An ambiguous scalar that breaks it too is one fault: the form's, which knows what belongs
  /// there.
  private mutating func addForm(_ found: [SchemaFault], path: String) {
    let judged = Set(found.map(\.range))
    faults.removeAll { fault in
      guard fault.path == path, let range = fault.range, case .text(let text) = fault.problem else { return false }
      if case .ambiguousScalar = text.kind { return judged.contains(range) }
      return false
    }
    faults += found.map { SchemaFileFault(path: path, range: $0.range, problem: .form($0)) }
  }

  mutating func add(_ found: [SchemaFileFault]) {
    faults += found
  }

  private mutating func checkUnique(_ key: String, in list: Node?, path: String) {
    var seen: Set<String> = []
    for item in list?.sequence ?? [] {
      guard let node = item[key], let value = node.string, !seen.insert(value).inserted else { continue }
      faults.append(SchemaFileFault(path: path, range: node.range, problem: .duplicate(value)))
    }
  }

  private mutating func read(_ path: String) -> Node? {
    guard let bytes = files[path] else {
      faults.append(SchemaFileFault(path: path, range: nil, problem: .missing))
      return nil
    }
    let reading = RecordReader.read(bytes)
    faults += reading.faults.map { SchemaFileFault(path: path, range: $0.range, problem: .text($0)) }
    return reading.root
  }

  // MARK: Kinds

  mutating func loadKinds(typeCodes: Set<String>, organization: Organization) {
    let options = SchemaOptions(formatAssertion: true, refusesUnknownKeywords: true)
    var registry = SchemaRegistry(options: options)
    var roots: [(name: String, path: String, root: Node)] = []
    if let root = read(Self.basePath) {
      registry.add(root, uri: Self.basePath, base: Schemas.baseURI)
      documents["record"] = root
      checkID(root, is: "record", path: Self.basePath)
      checkForm(root, path: Self.basePath)
    }
    for path in files.keys where RecordPath.folder(of: path) == Self.kindFolder && !path.hasSuffix(RecordPath.ending) {
      faults.append(SchemaFileFault(path: path, range: nil, problem: .strayFile))
    }
    let kindPaths = files.keys.filter {
      RecordPath.folder(of: $0) == Self.kindFolder && $0.hasSuffix(RecordPath.ending)
    }
    let names = kindPaths.map { String(RecordPath.name(of: $0).dropLast(RecordPath.ending.count)) }.sorted()
    var pending = names.filter { wanted?.contains($0) ?? true }
    while let name = pending.popLast() {
      let path = Schemas.path(ofKind: name)
      guard documents[name] == nil, !brokenKinds.contains(name) else { continue }
      // A file that gives another name than its own is none that anything could refer to.
      guard let root = read(path), checkID(root, is: name, path: path) else {
        brokenKinds.insert(name)
        continue
      }
      registry.add(root, uri: path, base: Schemas.baseURI)
      let conditions = Self.carryConditions(root) + Self.obligationConditions(root) + Agreement.conditions(of: root)
      for (pointer, condition) in conditions {
        registry.add(condition, uri: path, base: Schemas.baseURI, pointer: pointer)
      }
      roots.append((name, path, root))
      documents[name] = root
      // A kind may build on another.
      if wanted != nil { pending += Set(Self.referred(by: root)).intersection(names) }
    }
    roots.sort { $0.name < $1.name }
    let workflowRoots = readWorkflows(of: roots.map(\.root), into: &registry)
    let duties = readDuties(into: &registry)
    let schedule = readRetention(into: &registry)
    let set = registry.compile()
    faults += set.errors.map {
      SchemaFileFault(path: $0.location.document, range: $0.location.range, problem: .schema($0))
    }
    base = set.schema(Schemas.baseURI + "record")
    if base?.errors.isEmpty == false { base = nil }
    let fields = KindFields(documents: documents)
    for (name, path, root) in roots {
      loadKind(name, path, root, set, typeCodes, fields, kindNames: Set(names), organization)
    }
    loadWorkflows(workflowRoots, set, organization)
    if let duties { loadDuties(duties, set, organization, kindNames: Set(names)) }
    retention = schedule.flatMap { retention($0, set, kindNames: Set(names)) }
    checkLabels()
  }

  private mutating func loadKind(
    _ name: String, _ path: String, _ root: Node, _ set: SchemaSet, _ typeCodes: Set<String>,
    _ fieldsOfKinds: KindFields, kindNames: Set<String>, _ organization: Organization
  ) {
    let before = faults.count
    checkForm(root, path: path)
    let block = root["x-fonds"]
    if let type = block?["type"], let code = type.string, !typeCodes.contains(code) {
      let problem = SchemaFileFault.Problem.unknownType(code, known: typeCodes.sorted())
      faults.append(SchemaFileFault(path: path, range: type.range, problem: problem))
    }
    guard faults.count == before, let schema = set.schema(Schemas.baseURI + name), schema.errors.isEmpty else {
      brokenKinds.insert(name)
      return
    }
    let fields = fieldsOfKinds.fields(of: root)
    let found = KindFaults(
      path: path, root: root, fields: fields, kindNames: kindNames, workflowNames: workflowNames,
      organization: organization)
    faults += found.all + ConditionFaults(path: path).faults(in: root, fields: fields)
    guard faults.count == before else {
      brokenKinds.insert(name)
      return
    }
    let meanings = (block?["statuses"]?.mapping?.entries ?? []).compactMap { entry in
      entry.value.string.flatMap(RecordStatus.init).map { (entry.key, $0) }
    }
    kinds[name] = Kind(
      name: name, path: path,
      label: block?["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name),
      help: block?["help"].flatMap(LocalizedText.init), type: block?["type"]?.string,
      workflow: block?["workflow"]?.string, isOpenToCircleOnly: block?["open-to"] != nil, fields: fields,
      namedFields: NamedFields(among: fields), register: (block?["register"]?.sequence ?? []).compactMap(\.string),
      statuses: Dictionary(meanings) { first, _ in first }, sheet: block?["sheet"].flatMap { sheet($0, path, set) },
      succession: block?["carry"].map { succession($0, path, set) },
      agreements: (block?["checks"]?.sequence ?? []).enumerated().compactMap { index, node in
        let pointer = Agreement.pointer(ofCondition: index)
        return Agreement(node, condition: node["when"] == nil ? nil : set.schema(path, pointer: pointer))
      },
      delegationFields: block?["delegation"].flatMap(Delegation.Fields.init),
      disposal: block?["disposal"].flatMap(DisposalList.Fields.init),
      holdFields: block?["hold"].flatMap(Hold.Fields.init),
      reclassificationFields: block?["reclassification"].flatMap(Reclassification.Fields.init),
      amendmentFields: block?["amendment"].flatMap(Amendment.Fields.init),
      obligations: obligations(block, fields, path, set), schema: schema)
  }

  /// The documents that a schema's references name.
  static func referred(by node: Node) -> [String] {
    switch node.value {
    case .mapping(let mapping):
      mapping.entries.flatMap { entry in
        if entry.key == "$ref", let target = entry.value.string {
          return [String(target.prefix { $0 != "#" })]
        }
        return referred(by: entry.value)
      }
    case .sequence(let items): items.flatMap(referred)
    default: []
    }
  }

  private var workflowNames: Set<String> {
    let paths = files.keys.filter { RecordPath.folder(of: $0) == Workflow.folder && $0.hasSuffix(RecordPath.ending) }
    return Set(paths.map { String(RecordPath.name(of: $0).dropLast(RecordPath.ending.count)) })
  }

  // MARK: Workflows

  /// Reads the workflow files, those that some kinds go by where not all kinds are wanted.
  private mutating func readWorkflows(
    of kinds: [Node], into registry: inout SchemaRegistry
  ) -> [(name: String, root: Node)] {
    for path in files.keys where RecordPath.folder(of: path) == Workflow.folder && !path.hasSuffix(RecordPath.ending) {
      faults.append(SchemaFileFault(path: path, range: nil, problem: .strayFile))
    }
    var names = workflowNames
    if wanted != nil { names.formIntersection(kinds.compactMap { $0["x-fonds"]?["workflow"]?.string }) }
    var roots: [(String, Node)] = []
    for name in names.sorted() {
      let path = Workflow.path(of: name)
      let before = faults.count
      guard let root = read(path) else { continue }
      addForm(WorkflowForm.schema.faults(in: root), path: path)
      guard faults.count == before else { continue }
      for (pointer, condition) in WorkflowReader.conditions(root) {
        registry.add(condition, uri: path, base: Schemas.baseURI, pointer: pointer)
      }
      roots.append((name, root))
    }
    return roots
  }

  private mutating func loadWorkflows(
    _ roots: [(name: String, root: Node)], _ set: SchemaSet, _ organization: Organization
  ) {
    for (name, root) in roots {
      let reader = WorkflowReader(name: name, root: root, organization: organization) { pointer in
        set.schema(Workflow.path(of: name), pointer: pointer)
      }
      let users = kinds.values.filter { $0.workflow == name }.sorted { $0.name < $1.name }
      // What several kinds lack alike is one fault.
      var seen: Set<Range<Int>> = []
      let found =
        reader.faults
        + users.flatMap { reader.faults(for: $0.fields, statuses: $0.statuses, of: $0.name) }
        .filter { $0.range.map { seen.insert($0).inserted } ?? true }
      faults += found
      guard found.isEmpty, !set.errors.contains(where: { $0.location.document == reader.path }) else { continue }
      workflows[name] = reader.workflow
    }
  }

  /// Roles, people and departments that the organisation names without having them.
  mutating func checkRoles(_ organization: Organization) {
    guard let root = configurations[ConfigurationForm.organization.path] else { return }
    let path = ConfigurationForm.organization.path
    func near(_ node: Node?, _ known: [String], _ problem: (String, String?) -> SchemaFileFault.Problem) {
      guard let node, let name = node.string, !known.contains(name) else { return }
      faults.append(
        SchemaFileFault(path: path, range: node.range, problem: problem(name, nearestName(to: name, among: known))))
    }
    let roles = organization.roles.map(\.name)
    let people = organization.people.map(\.id)
    for item in root["roles"]?.sequence ?? [] {
      near(item["superior"], roles) { .noSuchRole($0, nearest: $1) }
      near(item["deputy"], roles) { .noSuchRole($0, nearest: $1) }
      if let node = item["superior"], let name = item["name"]?.string, organization.isOwnSuperior(name) {
        faults.append(SchemaFileFault(path: path, range: node.range, problem: .superiorCycle(name)))
      }
    }
    for item in root["people"]?.sequence ?? [] {
      near(item["deputy"], people) { .noSuchPerson($0, nearest: $1) }
      // An office that lists no roles may call them what it likes.
      guard !roles.isEmpty else { continue }
      for term in item["roles"]?.sequence ?? [] {
        near(term["role"] ?? term, roles) { .noSuchRole($0, nearest: $1) }
      }
    }
  }

  // MARK: Duties

  /// Reads the duties; nil where the office has none, or their form is broken.
  private mutating func readDuties(into registry: inout SchemaRegistry) -> Node? {
    let form = ConfigurationForm.duties
    guard files[form.path] != nil else { return nil }
    let before = faults.count
    let root = configuration(form)
    guard faults.count == before else { return nil }
    for (pointer, condition) in DutyReader.conditions(root) {
      registry.add(condition, uri: form.path, base: Schemas.baseURI, pointer: pointer)
    }
    return root
  }

  private mutating func loadDuties(
    _ root: Node, _ set: SchemaSet, _ organization: Organization, kindNames: Set<String>
  ) {
    let reader = DutyReader(root: root, organization: organization, kinds: kinds, kindNames: kindNames)
    let found = reader.faults
    faults += found
    guard found.isEmpty, !set.errors.contains(where: { $0.location.document == Duty.path }) else { return }
    duties = reader.duties(set)
  }

  // MARK: Secrecy

  /// The levels of secrecy; the plain ones where the office has no such file, or the file has faults.
  mutating func classification(_ organization: Organization) -> Classification {
    let form = ConfigurationForm.classification
    guard files[form.path] != nil else { return .plain }
    let before = faults.count
    let root = configuration(form)
    guard faults.count == before else { return .plain }
    let words = documents["record"]?["properties"]?["classification"]?["enum"]?.sequence ?? []
    faults += ClassificationFaults(root: root, words: words.compactMap(\.string), organization: organization).all
    return faults.count == before ? Classification(root) : .plain
  }

  // MARK: Filing

  /// How the office files; the usual way where it has no such file, or the file has faults.
  mutating func filing(_ organization: Organization) -> FilingRule {
    let form = ConfigurationForm.filing
    guard files[form.path] != nil else { return FilingRule(nil) }
    let before = faults.count
    let root = configuration(form)
    guard faults.count == before else { return FilingRule(nil) }
    let roles = organization.roles.map(\.name)
    if let node = root["role"], let name = node.string, !roles.isEmpty, !roles.contains(name) {
      let problem = SchemaFileFault.Problem.noSuchRole(name, nearest: nearestName(to: name, among: roles))
      faults.append(SchemaFileFault(path: form.path, range: node.range, problem: problem))
    }
    for item in (root["categories"]?.sequence ?? []).flatMap({ $0["kinds"]?.sequence ?? [] }) {
      guard let name = item.string, files[Schemas.path(ofKind: name)] == nil else { continue }
      let names = files.keys.filter { RecordPath.folder(of: $0) == Self.kindFolder }
        .map { String(RecordPath.name(of: $0).dropLast(RecordPath.ending.count)) }
      let problem = SchemaFileFault.Problem.noSuchKind(name, nearest: nearestName(to: name, among: names))
      faults.append(SchemaFileFault(path: form.path, range: item.range, problem: problem))
    }
    return faults.count == before ? FilingRule(root) : FilingRule(nil)
  }

  // MARK: Forms

  /// Judges the `x-fonds` blocks of a document: its own, and those beside the properties of its parts.
  private mutating func checkForm(_ root: Node, path: String) {
    var found = KindForm.schema.faults(in: root)
    func visit(_ node: Node, isRoot: Bool) {
      for entry in node.mapping?.entries ?? [] {
        if entry.key == "x-fonds" {
          if !isRoot { found += KindForm.part.faults(in: entry.value) }
        } else {
          visit(entry.value, isRoot: false)
        }
      }
      for item in node.sequence ?? [] { visit(item, isRoot: false) }
    }
    visit(root, isRoot: true)
    faults += found.map { SchemaFileFault(path: path, range: $0.range, problem: .form($0)) }
  }

  /// Kinds are asked for by their labels as well, so two may not share one.
  private mutating func checkLabels() {
    var seen: [String: String] = [:]
    for kind in kinds.values.sorted(by: { $0.path.isBytewiseBefore($1.path) }) {
      for label in Set([kind.label.en.lowercased(), kind.label.zh]) {
        guard let other = seen.updateValue(kind.path, forKey: label) else { continue }
        let range = documents[kind.name]?["x-fonds"]?["label"]?.range
        faults.append(SchemaFileFault(path: kind.path, range: range, problem: .kindTaken(label, by: other)))
      }
    }
  }

  @discardableResult
  private mutating func checkID(_ root: Node, is name: String, path: String) -> Bool {
    let id = root["$id"]
    guard id?.string != name else { return true }
    var problem = SchemaFileFault.Problem.idIsNotFileName(id: id?.string ?? "", expected: name)
    // A copied file whose $id was not changed: two kinds with one name.
    if let text = id?.string, case let other = Schemas.path(ofKind: text), files[other] != nil {
      problem = .kindTaken(text, by: other)
    }
    faults.append(SchemaFileFault(path: path, range: id?.range, problem: problem))
    return false
  }
}
