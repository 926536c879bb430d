import FondsGit
import FondsText

/// Why a push is refused; empty where it is not.
public struct PushReport: Sendable {
  /// What is wrong with one commit, or with what a branch or tag is to be.
  public struct Part: Sendable {
    /// The full name of the branch or tag.
    public let reference: String
    /// Nil where it is the branch or tag itself.
    public let commit: OID?
    public let report: CheckReport
  }

  public internal(set) var parts: [Part] = []
  /// What the fonds speaks, the first first; nil where its rules can't be read.
  public internal(set) var language: Language?

  public var errorCount: Int { parts.reduce(0) { $0 + $1.report.errorCount } }
  public var isClean: Bool { errorCount == 0 }

  /// Warnings are for those who work on the files: they refuse nothing, and the pusher reads few lines.
  mutating func add(_ report: CheckReport, reference: String, commit: OID?) {
    var report = report
    report.diagnostics.removeAll { $0.severity != .error }
    guard !report.diagnostics.isEmpty else { return }
    report.sort()
    parts.append(Part(reference: reference, commit: commit, report: report))
  }
}
