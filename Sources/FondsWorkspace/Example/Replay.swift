import FondsGit
import FondsModel
import FondsText

/// A story as commits by the people of the office.
struct Replay {
  let commits: CommitStream
  let first: Moment
  let last: Moment

  /// - Parameter rules: the files of the first commit, by path.
  init(_ story: Story, rules: [(path: String, bytes: [UInt8])], schemas: Schemas) throws {
    let clock = OfficeClock(zone: schemas.settings.timeZone)
    let people = schemas.organization.people
    guard let administrator = people.first(where: { $0.terms.contains { $0.role == "administrator" } }) else {
      throw WorkspaceError.brokenExample("\(Schemas.root)/organization.yaml")
    }
    func signature(_ id: String?, _ seconds: Int64) -> Signature {
      let person = id.flatMap { schemas.organization.person($0) } ?? administrator
      let moment = clock.local(Moment(seconds: seconds, offsetMinutes: 0))
      return Signature(
        name: person.name, email: person.emails.first ?? "", time: moment.seconds, offsetMinutes: moment.offsetMinutes)
    }

    var commits = CommitStream()
    let start = (CalendarDate(Self.firstDay).map(clock.start) ?? 0) + 9 * 3600
    let founder = signature(nil, min(start, (story.steps.first?.moment ?? start) - 60))
    commits.add(author: founder, committer: founder, message: "建立全宗档案库\n", files: rules)
    var author = founder
    for step in story.steps {
      author = signature(step.by, step.moment)
      var files: [(path: String, bytes: [UInt8]?)] = []
      for entry in step.records {
        if let old = entry.oldPath, old != entry.version.path { files.append((old, nil)) }
        files.append((entry.version.path, entry.version.bytes))
      }
      commits.add(author: author, committer: author, message: Self.message(of: step), files: files)
    }
    self.commits = commits
    first = Moment(seconds: founder.time, offsetMinutes: founder.offsetMinutes)
    last = Moment(seconds: author.time, offsetMinutes: author.offsetMinutes)
  }

  /// The day on which the office of the example set up its archive.
  private static let firstDay = "2022-01-04"

  private static func message(of step: Story.Step) -> String {
    let actions = step.records.map { entry in
      let action: FileAction.Action =
        entry.oldPath == nil ? .create : entry.oldPath != entry.version.path ? .move : entry.isAct ? .act : .edit
      let title = RecordReader.read(entry.version.bytes).root?["title"]?.string
      return FileAction(action: action, path: entry.version.path, id: entry.id, title: title)
    }
    return CommitMessage(actions: actions, language: .chinese).text(subject: step.subject)
  }
}
