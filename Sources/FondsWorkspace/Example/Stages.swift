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

  private struct Stage: Sendable {
    let word: Int
    /// The day or time that the field says it came; nil where it says none.
    let date: Node?
  }

  /// - Parameter common: the fields that records of every kind have.
  init(of root: Node, kind: Kind, common: Set<String>) {
    self.kind = kind
    let words = Self.words(of: root, kind: kind)
    let open = Self.open(words, kind)
    var stages: [String: Stage] = [:]
    var dates: [(Node, Int)] = []
    let lastStep = root["trail"]?.sequence?.last?["at"]?.string ?? ""
    let demand = Demand(root: root, kind: kind, words: words)
    var current = 0
    // The record without what came later, as far as that is known.
    var early = root
    for field in kind.fields where field.isFree {
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
        if let stage = demand.stage(of: field.name), stage > 0 {
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
      let date = value.isDated && !isPlan ? value : nil
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

  /// One word for each meaning on the way to the last.
  private static func words(of root: Node, kind: Kind) -> [String] {
    guard let last = root["status"]?.string else { return ["draft"] }
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

/// What words of status demand of a record, asked of its schema.
private struct Demand {
  let root: Node
  let kind: Kind
  let words: [String]

  /// The first word that demands a field which the record has; nil where none does.
  func stage(of field: String) -> Int? {
    // What the last word does not demand, no word before it does.
    guard let last = words.last, isMade(of: field, in: root, by: last) else { return nil }
    return words.indices.first { isMade(of: field, in: root, by: words[$0]) }
  }

  /// Whether a record with a word of status has to have a field.
  func isMade(of field: String, in root: Node, by word: String) -> Bool {
    let whole = root.with("status", Node(.string(word)))
    return kind.schema.faults(in: whole.with(field, nil)).count > kind.schema.faults(in: whole).count
  }
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
