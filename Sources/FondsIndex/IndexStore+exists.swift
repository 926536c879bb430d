import Foundation

extension IndexStore {
  /// Whether a directory holds an index. Opening one that is not there would create it.
  public static func exists(in directory: String) -> Bool {
    FileManager.default.fileExists(atPath: (directory as NSString).appendingPathComponent("index.sqlite"))
  }
}
