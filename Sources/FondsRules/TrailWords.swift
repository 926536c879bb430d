import FondsModel
import FondsText

/// Pieces of messages about trails.
struct TrailWords {
  let record: RecordContext
  let workflow: Workflow

  /// Nil where the record goes by no workflow.
  init?(_ record: RecordContext) {
    guard let workflow = record.kind.flatMap({ record.schemas.workflow(of: $0) }) else { return nil }
    self.record = record
    self.workflow = workflow
  }

  /// A step as a clerk knows it: its name, in Chinese its label too.
  func step(_ name: String) -> LocalizedText {
    let label = workflow.index(of: name).map { workflow.steps[$0].label }
    return Words.field(name, label: label)
  }

  func steps(_ names: [String]) -> LocalizedText {
    let words = names.map(step)
    return LocalizedText(en: words.map(\.en).joined(separator: ", "), zh: words.map(\.zh).joined(separator: "、"))
  }

  func role(_ name: String) -> LocalizedText {
    record.schemas.organization.role(name)?.label ?? LocalizedText(en: name, zh: name)
  }

  func roles(_ names: [String]) -> LocalizedText {
    let words = names.map(role)
    return LocalizedText(en: words.map(\.en).joined(separator: " or "), zh: words.map(\.zh).joined(separator: "或"))
  }

  func people(_ ids: [String]) -> LocalizedText {
    let words = ids.map { id in
      record.schemas.organization.person(id).map { "\($0.id) (\($0.name))" } ?? id
    }
    return LocalizedText(en: words.joined(separator: ", "), zh: words.joined(separator: "、"))
  }

  func decision(_ word: Workflow.Decision) -> LocalizedText {
    let label = record.kind?.fields.field(at: "trail.decision")?.valueLabels[word.rawValue]
    return LocalizedText(
      en: "'\(word.rawValue)'", zh: label.map { "“\($0.zh)”(\(word.rawValue))" } ?? "“\(word.rawValue)”")
  }

  func decisions(_ words: [Workflow.Decision]) -> LocalizedText {
    let words = words.map(decision)
    return LocalizedText(en: words.map(\.en).joined(separator: ", "), zh: words.map(\.zh).joined(separator: "、"))
  }
}

extension RecordContext {
  /// What is wrong with the trail, as far as one rule says it.
  func trailDiagnostics<R: Rule>(
    of rule: R.Type, _ words: (TrailFault.Problem, TrailWords) -> (message: LocalizedText, help: LocalizedText?)?
  ) -> [Diagnostic] {
    guard let progress, !progress.faults.isEmpty, let trail = TrailWords(self) else { return [] }
    return progress.faults.compactMap { fault in
      words(fault.problem, trail).map { rule.diagnostic(at: path, fault.range, $0.message, help: $0.help) }
    }
  }
}
