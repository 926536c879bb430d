import FondsText

/// Why something could not be done. Faults of records are diagnostics, not errors.
public enum WorkspaceError: Error, Sendable, Equatable {
  /// The folder lies in no Git repository.
  case noRepository(String)
  /// The repository has no rules.
  case noSchemas
  /// The rules are in HEAD, but not in the tree that is judged.
  case schemasRemoved
  /// Files of the rules that everything needs have faults.
  case brokenRules
  /// The office has no schedule: nobody knows how long anything is kept.
  case noRetentionSchedule
  /// A record that holds nothing: its kind has no `x-fonds.hold`.
  case notAHold(String)
  /// A hold that ended already, or that never held anything.
  case notHolding(String)
  /// Something needs files to edit, and a bare repository has none.
  case bareRepository
  /// A folder or file that can't be read, and what the system says.
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// A path outside `Records/` and `Schemas/`.
  case outsideRecords(String)
  case noSuchFile(String)
  /// A file that is no record's, or the rules, where records are wanted.
  case notARecord(String)
  case noSuchRevision(String)
  case noSuchRecord(String, nearest: String?)
  /// A record that was destroyed: what it said before is not shown.
  case destroyed(String)
  case noSuchKind(String, nearest: String?)
  /// A kind whose schema file has faults.
  case brokenKind(String)
  case noSuchDepartment(String, nearest: String?)
  case noSuchField(String, kind: String, nearest: String?)
  /// A file that is no table which can be read without guessing.
  case unreadableTable(CSVFault)
  /// A column that stands twice in a table.
  case repeatedColumn(String)
  /// A heading that is the label of several fields: their names.
  case ambiguousColumn(String, [String])
  /// A label that several fields have: their names.
  case ambiguousField(String, [String])
  /// `field=value` that is none.
  case badAssignment(String)
  /// A value that its field can't have, and what it can.
  case wrongValue(String, value: String, reason: LocalizedText)
  /// A field that is set part by part, or item by item.
  case partNeeded(String, example: String)
  /// An item behind the next one of its list.
  case noSuchItem(String, number: Int, next: Int)
  /// Rows are for sheets, and the kind is none: the names of those that are.
  case notASheet(kind: String, sheets: [String])
  /// Several sheets are kept side by side, and a field tells them apart: the values it has.
  case whichSheet(field: String, values: [String])
  /// The period has its sheet already.
  case sheetExists(String, period: String)
  /// A sheet that takes no rows any more.
  case sheetClosed(String)
  /// A row of a day that a sheet does not cover; the sheet of that day, where there is one.
  case outsideSheet(String, period: String, day: String, other: String?)
  /// Changes that nobody committed yet, which must not be committed along with something else.
  case uncommittedChanges(id: String)
  /// A kind that may have any type of number: which one must be said.
  case typeNeeded(kind: String)
  /// A step of a kind that has no workflow.
  case noWorkflow(kind: String)
  /// A workflow whose file has faults.
  case brokenWorkflow(String)
  /// A step that the record's workflow does not have.
  case noSuchStep(String, nearest: String?)
  /// A decision that somebody else took can't be signed for them.
  case signedByAnother(String)
  /// A step that may be decided in several ways: the words it takes.
  case decisionNeeded(step: String, words: [String])
  /// The trail says a later time than the clock.
  case clockBehind(id: String, last: String, now: String)
  /// A time that has not come yet.
  case notYet(String)
  /// Git's user is nobody whom the organisation knows.
  case unknownPerson
  case noSuchPerson(String, nearest: String?)
  case noSuchRole(String, nearest: String?)
  /// What only a holder of a role does: what the role is called.
  case roleNeeded(LocalizedText)
  /// A year that has been sealed already, by the name of the tag.
  case yearSealed(String)
  /// Records that keep a year from being sealed, by their numbers.
  case notFiled([String])
  /// Archive numbers that several records have, or that lack one before them.
  case archiveNumbersBroken([String])
  /// Files of a year that nobody has committed yet.
  case yearUncommitted([String])
  /// A report that no obligation is listed in: those there are.
  case noSuchReport(String, known: [String])
  case malformedNumber(String)
  case malformedDate(String)
  /// A number that another record has, or had.
  case numberTaken(String, by: String)
  /// `renumber` of a record whose number is public.
  case numberPublished(String)
  /// A number that several files carry, of which one has to be named.
  case ambiguousNumber(String, paths: [String])
  case fileExists(String)
  /// The record's text can't be changed by a program before its faults are mended.
  case uneditable(path: String)
  /// The record's text has faults so grave that its fields are not known.
  case illegible(path: String)
  /// Nobody knows who commits.
  case noIdentity
  /// Nothing was signed.
  case signing(SigningFailure)
  /// No command is named that reminders could be handed to.
  case noNotifyCommand
  /// Reminders that the command did not take.
  case notHandedOut([ReminderRound.Refusal])
  /// Another process works in this repository.
  case busy
  /// A merge with conflicts, or a rebase, has to be ended first.
  case unfinished(String, paths: [String])
  /// HEAD moved while a commit was made.
  case headMoved
  case nothingToCommit
  case alreadyInitialized(String)
  /// The example goes into a folder of its own.
  case folderNotEmpty(String)
  /// The example that travels inside the program can't be told; where it fails.
  case brokenExample(String)
  /// Hooks that somebody else wrote.
  case foreignHooks([String])
  case noCommits
  case unknownHook(String)
  /// A line for `pre-receive` that Git does not write.
  case malformedPush(String)
}
