import Foundation

/// A folder that goes when its owner does.
public final class TemporaryFolder: Sendable {
  /// Absolute, its links resolved.
  public let path: String

  public init() throws {
    let url = URL(fileURLWithPath: NSTemporaryDirectory()).appendingPathComponent("fonds-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // A folder that a test took away itself is gone all the same.
      assert(!FileManager.default.fileExists(atPath: path), "\(error)")
    }
  }

  public func file(_ name: String) -> String { "\(path)/\(name)" }

  public func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: file(name))
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  public func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  public func read(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: file(name))))
  }

  public func text(_ name: String) throws -> String { String(decoding: try read(name), as: UTF8.self) }

  public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }

  public func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: file(name)) }

  public func move(_ old: String, to new: String) throws {
    let target = URL(fileURLWithPath: file(new))
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.moveItem(atPath: file(old), toPath: target.path)
  }

  /// Every file and folder below, by its path from here.
  public func contents(below folder: String = "") throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: file(folder)).sorted()
  }
}
