import FondsGit
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

extension OfficeRepository {
  /// The repository as the program has it open, from its root or a folder in it.
  func workspace(in subfolder: String = "") throws -> Workspace {
    try Workspace(.init(directory: subfolder.isEmpty ? path : "\(path)/\(subfolder)"))
  }

  var identity: Identity.Overrides {
    var overrides = Identity.Overrides()
    overrides.authorName = "李娜"
    overrides.authorEmail = "li.na@office.example"
    overrides.committerName = "张伟"
    overrides.committerEmail = "zhang.wei@office.example"
    return overrides
  }

  var now: Moment { Moment(seconds: Int64(clock), offsetMinutes: 480) }

  @discardableResult
  func archive(_ paths: [String]? = nil, message: String? = nil, language: Language = .english) throws -> CommitOutcome
  {
    passTime()
    return try workspace().commit(
      paths: paths, message: message, identity: identity, now: now, language: language)
  }
}

extension NewRecordOutcome {
  var record: NewRecord? { if case .made(let record) = self { record } else { nil } }
  var report: CheckReport { if case .refused(let report) = self { report } else { CheckReport() } }
}

extension CheckReport {
  /// `path code`, in the report's order.
  var findings: [String] { diagnostics.map { "\($0.path) \($0.code)" } }
  var codes: [String] { diagnostics.map(\.code) }
}

extension CommitOutcome {
  var commit: OID? { if case .committed(let oid, _, _, _, _) = self { oid } else { nil } }
  var report: CheckReport {
    switch self {
    case .committed(_, _, _, _, let report), .refused(let report, _): report
    case .unchanged: CheckReport()
    }
  }
  var fixes: AppliedFixes {
    switch self {
    case .committed(_, _, _, let fixes, _), .refused(_, let fixes), .unchanged(let fixes): fixes
    }
  }
}
