import FondsModel
import FondsRules
import FondsText

/// The words of status that a record went through, and which of its fields each of them brought.
///
/// Nothing but the kind's schema says so. What a word demands was there once the record had it; a field that may still
/// change after approval and that only a later word demands was not there before.
struct Stages: Sendable {
  /// From the first word to the one the record ends with.
  let words: [String]
  /// From which word on the record has a field; fields that it had from the beginning are not listed.
  private let stages: [String: Stage]
  /// The days and times among them that a word demands: it was not reached before they came.
  private let dates: [(value: Node, stage: Int)]
  private let kind: Kind
  /// How the record went along its workflow; nil where it goes by none.
  let course: Course?

  private struct Stage: Sendable {
    let word: Int
    /// The day or time that the field says it came; nil where it says none.
    let date: Node?
  }

  /// - Parameter common: the fields that records of every kind have.
  init(of root: Node, kind: Kind, common: Set<String>, course: Course?) {
    self.kind = kind
    self.course = course
    let words = Self.words(of: root, kind: kind, course)
    let open = Self.open(words, kind)
    var stages: [String: Stage] = [:]
    var dates: [(Node, Int)] = []
    let lastStep = root["trail"]?.sequence?.last?["at"]?.string ?? ""
    let demand = Demand(root: root, kind: kind)
    var current = 0
    // The record without what came later, as far as that is known.
    var early = (course?.fields ?? []).reduce(root) { $0.with($1, nil) }
    for field in kind.fields where field.isFree && !(course?.brings(field.name) ?? false) {
      guard let value = root[field.name] else { continue }
      if Self.filing.contains(field.name) {
        let isSuperseded = kind.meaning(ofStatus: words[words.count - 1]) == .superseded
        stages[field.name] = Stage(word: isSuperseded ? open : words.count - 1, date: nil)
      }
      // What records of every kind have is known from the beginning, and lists that grow have their own dates.
      guard !common.contains(field.name), field.child("at") == nil, !field.isList || field.child("date") == nil
      else { continue }
      var isDemanded = false
      switch field.demand {
      case .always, .unlessDraft: current = 0
      case .sometimes:
        if let stage = demand.stage(of: field.name, among: words), stage > 0 {
          (current, isDemanded) = (stage, true)
        } else if demand.isMade(of: field.name, in: early, by: words[0]) {
          // Something that was there from the beginning demands it.
          continue
        }
      // What nothing demands came with what stands before it.
      case .never: break
      }
      guard current > 0 else { continue }
      // What lies behind the last step of a record that is still in force is a plan: its next review, its end.
      let isPlan = current <= open && (value.string ?? "").prefix(10) > lastStep.prefix(10)
      // A word that the trail brings waits for no day.
      let isBrought = isDemanded && current < course?.words.count ?? 0
      let date = value.isDated && !isPlan && !isBrought ? value : nil
      if let date, isDemanded { dates.append((date, current)) }
      stages[field.name] = Stage(word: current, date: date)
      early = early.with(field.name, nil)
    }
    self.words = words
    self.stages = stages
    self.dates = dates
  }

  /// The fields that came with a later word, or later than some moment.
  func fields(after word: Int, orLater isLater: (Node) -> Bool) -> [String] {
    stages.filter { $0.value.word > word || ($0.value.date.map(isLater) ?? false) }.keys.sorted()
  }

  /// The latest word up to one for which all demanded days have come.
  func reached(upTo top: Int, _ isKnown: (Node) -> Bool) -> Int {
    dates.filter { !isKnown($0.value) }.map { $0.stage - 1 }.reduce(top, min)
  }

  /// The latest word that a demanded day stands for.
  func shown(_ isKnown: (Node) -> Bool) -> Int {
    let reached = reached(upTo: words.count - 1, isKnown)
    return dates.filter { $0.stage <= reached }.map(\.stage).max() ?? 0
  }

  /// The demanded days and times.
  var moments: [Node] { dates.map(\.value) }

  /// The place of the last word before the record was closed.
  var open: Int { Self.open(words, kind) }

  private static func open(_ words: [String], _ kind: Kind) -> Int {
    words.lastIndex { word in kind.meaning(ofStatus: word).map { !$0.isEnd } ?? false } ?? words.count - 1
  }

  // MARK: Words

  /// One word for each entry of the trail, or else for each meaning on the way to the last.
  private static func words(of root: Node, kind: Kind, _ course: Course?) -> [String] {
    guard let last = root["status"]?.string else { return ["draft"] }
    // What no entry brought came after the last.
    if let course { return course.words + (course.words.last == last ? [] : [last]) }
    let way: [RecordStatus] = [.draft, .inReview, .approved, .effective, .closed, .archived]
    let meaning = kind.meaning(ofStatus: last)
    let end = meaning.flatMap { way.firstIndex(of: $0) }
    let before =
      switch meaning {
      case .rejected, .withdrawn: way.prefix(2)
      case .superseded: way.prefix(4)
      default: way.prefix(end ?? 0)
      }
    return before.compactMap { kind.status(meaning: $0) } + [last]
  }

  /// What is written when a record is filed, at its end.
  private static let filing: Set<String> = ["archive-number", "paper"]
}

extension RecordStatus {
  /// Whether nothing more happens to a record of this status.
  var isEnd: Bool { self == .closed || self == .archived || self == .superseded }
}

extension Node {
  /// Whether it is a day or a moment.
  var isDated: Bool { string.map { CalendarDate($0) != nil || Moment($0) != nil } ?? false }

  /// A mapping with another value, or without it.
  func with(_ key: String, _ value: Node?) -> Node {
    guard let mapping else { return self }
    var entries = mapping.entries.filter { $0.key != key }
    if let value { entries.append(.init(key: key, value: value)) }
    return Node(.mapping(Mapping(entries)), range: range, style: style)
  }
}
