import FondsModel
import FondsText

/// The keys of the lines at the end of a commit's message. ASCII, since one key that is not makes
/// `git interpret-trailers --parse` return nothing.
enum CommitTrailer {
  static let record = "Fonds-Record"
  static let action = "Fonds-Action"
}

/// What a commit does to one file.
public struct FileAction: Sendable, Hashable {
  public enum Action: String, Sendable {
    case create, edit, move, remove
    /// A step of the record's workflow.
    case act
    /// A tombstone takes the record's place.
    case destroy
    /// Filed: it got its archive number, or was set to archived.
    case file
  }

  let action: Action
  let path: String
  /// The record's number, nil for a file of `Schemas/`.
  let id: RecordID?
  let title: String?
}

/// The message of a commit: words for people, trailers for programs.
struct CommitMessage {
  let actions: [FileAction]
  let language: Language

  /// - Parameter subject: what somebody wrote with `-m`; nil for words made from the actions.
  func text(subject: String?) -> String {
    var lines = [subject ?? self.subject, ""]
    for action in actions.filter({ $0.id != nil }).sorted(by: { $0.path.isBytewiseBefore($1.path) }) {
      guard let id = action.id else { continue }
      lines.append("\(CommitTrailer.record): \(id.text)")
      lines.append("\(CommitTrailer.action): \(action.action.rawValue)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var subject: String {
    let records = actions.filter { $0.id != nil }
    if let only = records.first, actions.count == 1, let id = only.id {
      let title = only.title.map { " " + $0.asOneLine } ?? ""
      let verb = Self.verb(only.action).text(language)
      return verb.prefix(1).uppercased() + verb.dropFirst() + " \(id.text)\(title)"
    }
    var parts = [FileAction.Action.create, .edit, .act, .file, .move, .remove, .destroy].compactMap { action in
      let ids = records.filter { $0.action == action }.compactMap(\.id).sorted()
      return ids.isEmpty ? nil : Self.verb(action).text(language) + " " + named(ids)
    }
    if actions.count > records.count {
      parts.append(LocalizedText(en: "change the rules", zh: "修改规则").text(language))
    }
    let text = parts.joined(separator: LocalizedText(en: ", ", zh: "，").text(language))
    return text.prefix(1).uppercased() + text.dropFirst()
  }

  private func named(_ ids: [RecordID]) -> String {
    guard ids.count > 3 else { return ids.map(\.text).joined(separator: ", ") }
    return LocalizedText(en: "\(ids.count) records", zh: "\(ids.count) 份").text(language)
  }

  private static func verb(_ action: FileAction.Action) -> LocalizedText {
    switch action {
    case .create: LocalizedText(en: "add", zh: "登记")
    case .edit: LocalizedText(en: "change", zh: "修改")
    case .act: LocalizedText(en: "take a step of", zh: "办理")
    case .file: LocalizedText(en: "file", zh: "归档")
    case .move: LocalizedText(en: "move", zh: "移动")
    case .remove: LocalizedText(en: "remove", zh: "移除")
    case .destroy: LocalizedText(en: "destroy", zh: "销毁")
    }
  }
}
