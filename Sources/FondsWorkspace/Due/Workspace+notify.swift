import FondsGit
import FondsText

extension Workspace {
  /// The name in Git's configuration of the command that takes reminders.
  public static let notifyName = "fonds.notify"

  /// Hands each reminder and each escalation that was not handed out before to the command that this clone's own
  /// configuration names: one run for each, with one line of text on its standard input.
  ///
  /// What the command took is remembered before the next one is handed out, so that a process that is killed repeats one
  /// at the most. What it refuses (any exit status but 0) comes again next time. Of two processes the second waits, and
  /// hands out what the first left; nobody else has to wait meanwhile.
  ///
  /// - Parameter document: what the command reads of a reminder.
  ///
  /// Throws ``WorkspaceError/noNotifyCommand`` where no command is named.
  public func notify(
    _ request: DueRequest, document: (DueList, Reminder) -> [UInt8]
  ) throws -> ReminderRound {
    guard let command = try notifyCommand() else { throw WorkspaceError.noNotifyCommand }
    return try withLock(.reminders) {
      var book = try ReminderBook(in: derivedFolder)
      var round = ReminderRound(list: try due(request))
      let new = round.list.items.compactMap(Reminder.init).filter { !book.has($0) }
      // Where nothing can be remembered, nothing is handed out: it would come again each time.
      if !new.isEmpty { try book.write() }
      // Two entries of one key (a number that two files carry) are one reminder.
      for reminder in new where !book.has(reminder) {
        let answer = try command.run(input: document(round.list, reminder))
        if answer.status == 0 {
          try book.enter(reminder)
          round.handedOut.append(reminder)
        } else {
          let reason = answer.standardError.split(whereSeparator: \.isNewline).last.map(String.init) ?? ""
          let deadline = reminder.item.deadline
          round.refused.append(
            .init(
              place: (deadline.record ?? deadline.department ?? "").asOneLine, obligation: deadline.name,
              status: answer.status, reason: reason.asOneLine))
        }
      }
      return round
    }
  }

  /// What the clone itself says, in files that no commit brings: neither the user's configuration nor one that an
  /// `include` names, which may lie in the work tree.
  private func notifyCommand() throws -> ShellCommand? {
    for scope in ["--worktree", "--local"] {
      let answer = try git.run(["config", scope, "--no-includes", "--null", "--get", Self.notifyName])
      // Git refuses --worktree where there are several and none has a file of its own.
      guard answer.status == 0 else { continue }
      let text = String(decoding: answer.standardOutput.prefix { $0 != 0 }, as: UTF8.self)
      return text.isEmpty ? nil : ShellCommand(text)
    }
    return nil
  }
}
