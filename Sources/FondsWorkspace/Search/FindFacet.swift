import FondsIndex
import FondsModel
import FondsText

/// How many of all that was found have each value of a field.
public struct FindFacet: Sendable {
  public struct Count: Sendable {
    /// As a query has it; nil for what has no such value.
    public let value: String?
    /// What the office calls it; nil where it stands for itself.
    public let label: LocalizedText?
    public let count: Int
  }

  public let field: SearchField
  /// The commonest first; what has none last. They add up to the total.
  public let counts: [Count]
}

extension Workspace {
  /// Gives counts the labels of the rules of HEAD.
  func labelled(_ facets: [FacetCounts]) throws -> [FindFacet] {
    guard facets.contains(where: { !$0.counts.isEmpty }) else {
      return facets.map { FindFacet(field: $0.field, counts: []) }
    }
    let labels = try schemaLabels(
      kinds: Set(facets.filter { $0.field == .kind }.flatMap(\.counts).compactMap(\.value)),
      fields: ["classification", "status"])
    return facets.map { facet in
      FindFacet(
        field: facet.field,
        counts: facet.counts.map { count in
          FindFacet.Count(
            value: count.value, label: count.value.flatMap { labels.label(of: $0, in: facet.field) }, count: count.count
          )
        })
    }
  }

  private func schemaLabels(kinds: Set<String>, fields: Set<String>) throws -> SchemaLabels {
    let head = try tree(ofCommit: repository.head())
    let wanted = Set(kinds.map(Schemas.path(ofKind:)))
    var contents: [String: [UInt8]] = [:]
    for file in try head.files(below: Schemas.root)
    where wanted.contains(file.path) || RecordPath.folder(of: file.path) == Schemas.root {
      if case .bytes(let bytes) = try head.read(file) { contents[file.path] = bytes }
    }
    return SchemaLabels(files: contents, kinds: kinds, fields: fields)
  }
}

extension SchemaLabels {
  fileprivate func label(of value: String, in field: SearchField) -> LocalizedText? {
    switch field {
    case .department: label(ofDepartment: value)
    case .type: label(ofType: value)
    case .kind: label(ofKind: value)
    case .classification: label(of: value, in: "classification")
    case .status: label(of: value, in: "status")
    default: nil
    }
  }
}
