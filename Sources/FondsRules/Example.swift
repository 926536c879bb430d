import FondsModel
import FondsText

/// Files that show a rule: kept by `fonds explain` for people, run by the tests against the shipped schemas.
public struct Example: Sendable {
  public struct File: Sendable {
    public let path: String
    public let bytes: [UInt8]
  }

  public private(set) var files: [File]
  /// Numbers that the archive held and that are gone, for rules about history.
  public let taken: [String]
  /// The files as they were before, for rules about changes.
  public private(set) var before: [File] = []
  /// Who makes the change.
  public private(set) var author: String?
  /// The years that were sealed before the change, for rules about changes.
  public private(set) var sealedYears: [Int: Set<String>] = [:]
  /// The day of the change.
  public private(set) var day: CalendarDate?
  /// The moment of looking, for rules about time.
  public private(set) var now: Moment?
  /// When the files were committed.
  public private(set) var committed: Moment?

  init(_ files: [File], taken: [String] = []) {
    self.files = files
    self.taken = taken
  }

  /// The same files and one more.
  func adding(_ path: String, _ text: String) -> Example {
    var copy = self
    copy.files.append(File(path: path, bytes: Array(text.utf8)))
    return copy
  }

  /// The same files, as what became of others.
  func after(_ example: Example) -> Example {
    var copy = self
    copy.before = example.files
    return copy
  }

  /// The same change by a person of the office.
  func by(_ author: String) -> Example {
    var copy = self
    copy.author = author
    return copy
  }

  /// The same change once a year is sealed.
  func sealing(_ year: Int) -> Example {
    var copy = self
    copy.sealedYears = [year: []]
    return copy
  }

  /// The same change, made on a day.
  func made(on day: String) -> Example {
    var copy = self
    copy.day = CalendarDate(day)
    return copy
  }

  /// The same files, looked at on a day, and committed at a moment.
  func at(_ now: String, committed: String? = nil) -> Example {
    var copy = self
    copy.now = Moment(now)
    copy.committed = committed.flatMap { Moment($0) }
    return copy
  }

  static let path = "Records/HR/2023/01/HR-2023-01-001_2023-05-08_考勤制度.yaml"

  static let text = """
    id: HR-2023-01-001
    kind: policy
    title: 考勤制度
    date: 2023-05-08
    classification: internal
    retention: 30y
    status: draft
    owner: li.na

    """

  /// A record that breaks no rule.
  public static let sound = Example([File(path: path, bytes: Array(text.utf8))])

  /// The sound record with a piece of its text replaced.
  static func replacing(_ old: String, with new: String) -> Example {
    Example([File(path: path, bytes: Array(Self.replace(old, with: new, in: text).utf8))])
  }

  /// The sound record at another path.
  static func moved(to path: String) -> Example {
    Example([File(path: path, bytes: Array(text.utf8))])
  }

  /// The sound record and others like it, of other numbers.
  static func numbered(_ numbers: String...) -> Example {
    Example(
      numbers.enumerated().map { index, number in
        let path = Self.replace(
          "HR-2023-01-001_2023-05-08_", with: "\(number)_2023-05-08_\(index == 0 ? "" : "新")", in: Self.path)
        return File(path: path, bytes: Array(replace("HR-2023-01-001", with: number, in: text).utf8))
      })
  }

  /// As `fonds explain` shows it: each file below a comment with its path.
  public var shown: String {
    let times = [("now", now), ("committed", committed)].compactMap { name, time in
      time.map { "# \(name): \($0.text)\n" }
    }
    return times.joined()
      + files.map { "# \($0.path)\n" + String(decoding: $0.bytes, as: UTF8.self) }.joined(separator: "\n")
  }

  private static func replace(_ old: String, with new: String, in text: String) -> String {
    guard let range = text.firstRange(of: old) else { return text }
    return text.replacingCharacters(in: range, with: new)
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with new: String) -> String {
    String(self[..<range.lowerBound]) + new + self[range.upperBound...]
  }
}

extension String {
  /// The text with every occurrence of a piece replaced.
  func replacing(_ old: String, with new: String) -> String {
    replacing(old, with: new, maxReplacements: .max)
  }
}
