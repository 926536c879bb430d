import FondsModel
import Foundation

/// The rules that Fonds ships, read from the project's own `Schemas/`.
public enum ShippedSchemas {
  /// The root of the project, from the place of this file.
  public static let projectRoot = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The files below `Schemas/`, by their path from the project's root.
  public static func files() throws -> [String: [UInt8]] {
    var files: [String: [UInt8]] = [:]
    let folder = projectRoot.appendingPathComponent(Schemas.root)
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where name.hasSuffix(".yaml") {
      files["\(Schemas.root)/\(name)"] = [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
    }
    return files
  }

  /// The records that Fonds ships, by their path from the project's root.
  public static func records() throws -> [(path: String, bytes: [UInt8])] {
    let folder = projectRoot.appendingPathComponent(RecordPath.root)
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(RecordPath.ending) }
      .map { ("\(RecordPath.root)/\($0)", [UInt8](try Data(contentsOf: folder.appendingPathComponent($0)))) }
  }

  private static let loaded = Result { Schemas(files: try files()) }

  /// The rules, loaded once for all tests.
  public static func load() throws -> Schemas {
    try loaded.get()
  }

  /// What every office has: numbers, roles and the fields of all records, but no kinds and no workflows.
  public static func frame() throws -> [String: [UInt8]] {
    let names = ["record", "fonds", "coding", "organization"].map { "\(Schemas.root)/\($0).yaml" }
    return try files().filter { names.contains($0.key) }
  }

  /// The rules of an office with these kinds and workflows, and no others.
  public static func withoutKinds(adding own: [String: [UInt8]]) throws -> Schemas {
    Schemas(files: try frame().merging(own) { $1 })
  }

  /// The rules with some files changed or added.
  public static func load(changing changes: [String: [UInt8]]) throws -> Schemas {
    changes.isEmpty ? try load() : Schemas(files: try files().merging(changes) { $1 })
  }
}
