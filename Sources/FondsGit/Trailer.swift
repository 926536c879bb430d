import CLibgit2

/// One `Key: value` line in the last paragraph of a commit message, as `Fonds-Record: HR-2023-01-015`.
public struct Trailer: Hashable, Sendable {
  /// The key; letters, digits and hyphens of ASCII. One other key makes Git see no trailers at all.
  public let key: String
  /// The value, continuation lines joined by a space; may hold any characters.
  public let value: String

  /// A trailer from its parts.
  public init(key: String, value: String) {
    self.key = key
    self.value = value
  }

  /// The trailers of a message in order, as `git interpret-trailers --parse` prints them.
  ///
  /// One difference: libgit2 takes a line for a continuation only if it starts with a space, and
  /// drops one that starts with a tab.
  public static func parse(_ message: String) throws(GitError) -> [Trailer] {
    try Library.start()
    var array = git_message_trailer_array()
    try check(call: "git_message_trailers", status: git_message_trailers(&array, message))
    defer { git_message_trailer_array_free(&array) }
    return UnsafeBufferPointer(start: array.trailers, count: array.count).map { trailer in
      Trailer(
        key: trailer.key.map { String(cString: $0) } ?? "",
        value: unfolded(trailer.value.map { String(cString: $0) } ?? ""))
    }
  }

  /// A value may go on in lines that start with a blank; Git's `--parse` joins them.
  private static func unfolded(_ value: String) -> String {
    value.split(whereSeparator: \.isNewline)
      .map { line in
        String(line.drop { $0 == " " || $0 == "\t" })
      }
      .joined(separator: " ")
  }
}
