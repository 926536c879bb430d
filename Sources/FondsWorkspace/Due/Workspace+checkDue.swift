import FondsModel
import FondsRules
import FondsText

extension Workspace {
  /// What is late, escalated and missed in the files on disk, as warnings.
  ///
  /// - Parameter paths: only of files below these; nil for all, and the duties.
  public func checkDue(paths: [String]? = nil, now: Moment) throws -> CheckReport {
    let tree = try workTree()
    let list: DueList
    do throws(any Error) {
      list = try due(DueRequest(now: now))
    } catch let error as WorkspaceError where error == .brokenRules {
      // A check says of the rules what is wrong with them.
      return CheckReport()
    }
    let organization = try schemas(of: tree, kinds: []).organization
    var report = CheckReport()
    func isWanted(_ path: String) -> Bool { paths?.contains { RecordPath.lies(path, in: $0) || $0.isEmpty } ?? true }
    for item in list.items where isWanted(item.path) {
      report.add(
        Checker.check(
          DueMatter(
            path: item.path, deadline: item.deadline, state: item.state, organization: organization,
            isConcealed: item.isConcealed)))
    }
    report.add(try dispositionsDue(isWanted, organization, now: now))
    let paths = Set(report.diagnostics.map(\.path))
    let files = try paths.flatMap { try tree.files(below: $0) }
    let byPath = Dictionary(files.map { ($0.path, $0) }) { first, _ in first }
    try report.addSources { path in
      guard let file = byPath[path], case .bytes(let bytes) = try tree.read(file) else { return nil }
      return bytes
    }
    report.sort()
    return report
  }

  /// The records whose period is over and that nothing keeps; none where the office has no schedule.
  private func dispositionsDue(
    _ isWanted: (String) -> Bool, _ organization: Organization, now: Moment
  ) throws -> [Diagnostic] {
    let list: DispositionList
    do throws(any Error) {
      list = try dueForDisposition(now: now)
    } catch let error as WorkspaceError where [.noRetentionSchedule, .brokenRules].contains(error) {
      return []
    }
    return list.items.filter { $0.holds.isEmpty && isWanted($0.path) }.flatMap { item in
      Checker.check(
        DueMatter(
          path: item.path, record: item.number, disposition: item.disposition, at: now, organization: organization,
          isConcealed: item.isConcealed))
    }
  }
}
