import FondsText
import JSONSchema

/// Reads the files of `Schemas/` and collects what is wrong with them.
struct SchemaLoader {
  private let files: [String: [UInt8]]
  private(set) var faults: [SchemaFileFault] = []
  private(set) var kinds: [String: Kind] = [:]
  private(set) var brokenKinds: Set<String> = []
  private(set) var base: Schema?
  /// Record schema and kinds by `$id`.
  private(set) var documents: [String: Node] = [:]

  init(files: [String: [UInt8]]) {
    self.files = files
  }

  static let kindFolder = "\(Schemas.root)/kinds"
  static let basePath = "\(Schemas.root)/record.yaml"

  /// The content of a file that every office has; an empty mapping where it is missing or can't be read.
  mutating func configuration(_ form: ConfigurationForm) -> Node {
    guard let root = read(form.path) else { return Node(.mapping(Mapping())) }
    let found = form.schema.faults(in: root)
    addForm(found, path: form.path)
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

  mutating func loadKinds(typeCodes: Set<String>) {
    let options = SchemaOptions(formatAssertion: true, refusesUnknownKeywords: true)
    var registry = SchemaRegistry(options: options)
    var roots: [(name: String, path: String, root: Node)] = []
    if let root = read(Self.basePath) {
      registry.add(root, uri: Self.basePath, base: Schemas.baseURI)
      documents["record"] = root
      checkID(root, is: "record", path: Self.basePath)
    }
    for path in files.keys where RecordPath.folder(of: path) == Self.kindFolder && !path.hasSuffix(RecordPath.ending) {
      faults.append(SchemaFileFault(path: path, range: nil, problem: .strayFile))
    }
    let kindPaths = files.keys.filter {
      RecordPath.folder(of: $0) == Self.kindFolder && $0.hasSuffix(RecordPath.ending)
    }
    for path in kindPaths.sorted() {
      let name = String(RecordPath.name(of: path).dropLast(RecordPath.ending.count))
      guard let root = read(path) else {
        brokenKinds.insert(name)
        continue
      }
      registry.add(root, uri: path, base: Schemas.baseURI)
      roots.append((name, path, root))
      documents[name] = root
    }
    let set = registry.compile()
    faults += set.errors.map {
      SchemaFileFault(path: $0.location.document, range: $0.location.range, problem: .schema($0))
    }
    base = set.schema(Schemas.baseURI + "record")
    if base?.errors.isEmpty == false { base = nil }
    for (name, path, root) in roots { loadKind(name, path, root, set, typeCodes) }
  }

  private mutating func loadKind(
    _ name: String, _ path: String, _ root: Node, _ set: SchemaSet, _ typeCodes: Set<String>
  ) {
    let before = faults.count
    checkID(root, is: name, path: path)
    let form = KindForm.schema.faults(in: root)
    faults += form.map { SchemaFileFault(path: path, range: $0.range, problem: .form($0)) }
    let type = root["x-fonds"]?["type"]
    if let type, let code = type.string, !typeCodes.contains(code) {
      let problem = SchemaFileFault.Problem.unknownType(code, known: typeCodes.sorted())
      faults.append(SchemaFileFault(path: path, range: type.range, problem: problem))
    }
    guard faults.count == before, let schema = set.schema(Schemas.baseURI + name), schema.errors.isEmpty else {
      brokenKinds.insert(name)
      return
    }
    kinds[name] = Kind(
      name: name, path: path,
      label: root["x-fonds"]?["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: name, zh: name),
      type: type?.string, workflow: root["x-fonds"]?["workflow"]?.string,
      fields: KindFields(documents: documents).fields(of: root), schema: schema)
  }

  private mutating func checkID(_ root: Node, is name: String, path: String) {
    let id = root["$id"]
    guard id?.string != name else { return }
    let problem = SchemaFileFault.Problem.idIsNotFileName(id: id?.string ?? "", expected: name)
    faults.append(SchemaFileFault(path: path, range: id?.range, problem: problem))
  }
}
