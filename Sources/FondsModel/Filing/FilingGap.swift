import FondsText

/// What a record lacks before it can be filed.
public enum FilingGap: Sendable, Hashable {
  /// A draft, or on its way: its word of status, as the office calls it.
  case unsettled(LocalizedText)
  /// Steps of its workflow that nobody has taken.
  case steps([LocalizedText])
  /// No class of the schedule fits it.
  case noClass
  /// It is not for everybody, and does not say for whom.
  case noCircle
  /// A check finds an error in it, or would once it is filed: the rule's code.
  case faulty(String)
  /// Its text can't be read.
  case illegible
  /// Its kind is not known, or its file is broken.
  case unknownKind
  /// The file on disk is not what is committed.
  case uncommitted
}

extension Schemas {
  /// What keeps a record from being filed, as far as its content tells.
  public func filingGaps(of root: Node, kind: Kind) -> [FilingGap] {
    var gaps: [FilingGap] = []
    let progress = Progress(of: root, kind: kind, schemas: self, organization: organization)
    let word = root["status"]?.string ?? ""
    switch kind.meaning(ofStatus: word) {
    case .approved?, .effective?, .superseded?, .closed?, .archived?:
      if let progress, let workflow = workflow(of: kind), progress.outcome != .done {
        let open = progress.runs.filter { $0.completed == nil && !workflow.steps[$0.step].isOptional }
        gaps.append(.steps(open.map { workflow.steps[$0.step].label }))
      }
    // What was refused or taken back has come to its end, and is filed as that.
    case .rejected?, .withdrawn?: break
    case .draft?, .inReview?, nil: gaps.append(.unsettled(label(ofStatus: word, kind)))
    }
    if retention != nil, retention?.retentionClass(of: root, kind: kind) == nil { gaps.append(.noClass) }
    if classification.level(of: root)?.isOpen == false, root["circle"]?.sequence?.isEmpty ?? true {
      gaps.append(.noCircle)
    }
    return gaps
  }

  private func label(ofStatus word: String, _ kind: Kind) -> LocalizedText {
    kind.field("status")?.label(ofValue: word) ?? LocalizedText(en: word, zh: word)
  }

  /// How long a record is kept: as its class says, or longer where it says so itself. Nil where nothing says.
  public func period(of root: Node, kind: Kind) -> RetentionPeriod? {
    [retention?.retentionClass(of: root, kind: kind)?.period, RetentionPeriod(of: root)].compactMap(\.self).max()
  }

  /// The word of status that a record gets when it is filed; nil where it keeps its own: what is in force, or was refused,
  /// is filed as it is.
  public func statusOnceFiled(of root: Node, kind: Kind) -> String? {
    guard let word = root["status"]?.string, kind.meaning(ofStatus: word) == .closed else { return nil }
    return kind.status(meaning: .archived)
  }
}
