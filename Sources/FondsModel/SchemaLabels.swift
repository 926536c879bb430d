import FondsText

/// What the office calls its departments, types, kinds and the values of fields, without the rules themselves: a tenth of
/// the time that compiling them takes.
public struct SchemaLabels: Sendable {
  private let coding: Coding
  private let organization: Organization
  private let kinds: [String: LocalizedText]
  /// By field and value.
  private var values: [String: [String: LocalizedText]] = [:]

  /// - Parameters:
  ///   - files: files of `Schemas/` by their paths; what is missing or can't be read gives no labels.
  ///   - names: the kinds whose own words are wanted.
  public init(files: [String: [UInt8]], kinds names: Set<String>, fields: Set<String>) {
    func root(_ path: String) -> Node? { files[path].flatMap { RecordReader.read($0).root } }
    let empty = Node(.mapping(Mapping()))
    coding = Coding(root(ConfigurationForm.coding.path) ?? empty)
    organization = Organization(root(ConfigurationForm.organization.path) ?? empty)
    var documents: [String: Node] = [:]
    documents["record"] = root(SchemaLoader.basePath)
    for name in names { documents[name] = root(Schemas.path(ofKind: name)) }
    kinds = documents.compactMapValues { $0["x-fonds"]?["label"].flatMap(LocalizedText.init) }
    let reader = KindFields(documents: documents)
    for (_, document) in documents.sorted(by: { $0.key < $1.key }) {
      for field in reader.fields(of: document) where fields.contains(field.name) {
        values[field.name, default: [:]].merge(field.valueLabels) { first, _ in first }
      }
    }
  }

  public func label(ofKind name: String) -> LocalizedText? { kinds[name] }
  public func label(ofType code: String) -> LocalizedText? { coding.type(code)?.label }

  public func label(ofDepartment code: String) -> LocalizedText? {
    organization.departments.first { $0.code == code }?.name
  }

  public func label(of value: String, in field: String) -> LocalizedText? { values[field]?[value] }
}
