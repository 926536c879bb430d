import Foundation

/// A text that is kept as a file and compared with what a program says now.
public enum Golden {
  /// A difference between what is kept and what was said, or a recording.
  public struct Difference: Error, CustomStringConvertible {
    public let description: String
  }

  /// Compares, or with `FONDS_RECORD_GOLDEN=1` records. A recording fails too, so that no run blesses itself.
  public static func compare(_ text: String, with file: URL) throws {
    if ProcessInfo.processInfo.environment["FONDS_RECORD_GOLDEN"] == "1" {
      try text.write(to: file, atomically: true, encoding: .utf8)
      throw Difference(description: "recorded \(file.path): look at it, then run again without FONDS_RECORD_GOLDEN")
    }
    guard let kept = try? String(contentsOf: file, encoding: .utf8) else {
      throw Difference(description: "\(file.path) is missing: record it with FONDS_RECORD_GOLDEN=1")
    }
    guard kept == text else {
      throw Difference(description: "\(file.path) differs.\n--- kept\n\(kept)\n--- now\n\(text)")
    }
  }
}
