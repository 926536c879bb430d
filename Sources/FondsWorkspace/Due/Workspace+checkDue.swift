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
    for item in list.items where paths?.contains(where: { RecordPath.lies(item.path, in: $0) || $0.isEmpty }) ?? true {
      report.add(
        Checker.check(
          DueMatter(
            path: item.path, deadline: item.deadline, state: item.state, organization: organization,
            isConcealed: item.isConcealed)))
    }
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
}
