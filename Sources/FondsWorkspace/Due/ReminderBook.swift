/// Which reminders were handed out: `notified` in the folder of what is derived, a line for each.
///
/// Nothing tells them anew where the file is lost: then every reminder comes once more.
struct ReminderBook {
  private let path: String
  private var lines: [String]
  private var known: Set<String>

  /// Throws ``WorkspaceError/unreadable(path:reason:)`` where it is there and can't be read: taken for empty it would let
  /// everything come again.
  init(in folder: String) throws {
    path = folder + "/notified"
    let bytes = try FileReading.content(of: path) ?? []
    lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    known = Set(lines)
  }

  func has(_ reminder: Reminder) -> Bool { known.contains(reminder.key) }

  /// Remembers a reminder once it lies on the disk.
  mutating func enter(_ reminder: Reminder) throws {
    lines.append(reminder.key)
    known.insert(reminder.key)
    try write()
  }

  func write() throws {
    try FileWriting.write(Array(lines.map { $0 + "\n" }.joined().utf8), to: path)
  }
}
