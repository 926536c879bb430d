import CFaults
import Glibc

/// What goes wrong when a file is written.
public enum DiskFault: Sendable, CaseIterable, CustomStringConvertible {
  /// The disk is full, or the quota used up, from that call on.
  case noSpace, overQuota
  /// That one call is refused, or the disk can't do it.
  case noPermission, brokenDisk
  /// From that call on nothing can be written at all.
  case readOnly

  var number: Int32 {
    switch self {
    case .noSpace: ENOSPC
    case .overQuota: EDQUOT
    case .noPermission: EACCES
    case .brokenDisk: EIO
    case .readOnly: EROFS
    }
  }

  var isLasting: Bool { [.noSpace, .overQuota, .readOnly].contains(self) }

  public var description: String { String(cString: strerror(number)) }
}

/// A run of `fonds` in which a call failed.
public struct FailedRun: Sendable {
  public let run: ProgramRun
  /// The function and the path, as `rename /…/x.yaml`; nil where the command makes fewer calls.
  public let call: String?
}

extension OfficeRepository {
  /// Runs `fonds` and has one of its calls that create, write, sync, name or remove a file fail.
  ///
  /// - Parameter call: counted from 1; for a lasting fault all later ones that need room fail too.
  public func fonds(_ arguments: [String], failingAtCall call: Int, with fault: DiskFault) throws -> FailedRun {
    let report = folder.file("fault")
    if folder.exists("fault") { try folder.remove("fault") }
    var variables = [FAULTS_CALL: "\(call)", FAULTS_ERROR: "\(fault.number)", FAULTS_REPORT: report]
    if fault.isLasting { variables[FAULTS_LASTING] = "1" }
    let run = try fonds(arguments, preloading: variables)
    return FailedRun(run: run, call: folder.exists("fault") ? try folder.text("fault") : nil)
  }

  /// Runs `fonds` where each call that reads or writes does half of what it is asked, or is interrupted by a signal.
  public func fondsByHalves(_ arguments: [String], input: String = "") throws -> ProgramRun {
    try fonds(arguments, preloading: [FAULTS_SHORT: "1"], input: input)
  }

  /// Has calls of a command fail, one after the other, each time in a fresh copy of this repository, until it makes fewer.
  ///
  /// - Parameters:
  ///   - calls: which ones, rising.
  ///   - body: judges what was left, given the copy, the run and a word for the failure.
  public func failing(
    _ arguments: [String], atCalls calls: some Sequence<Int>, with faults: [DiskFault],
    _ body: (OfficeRepository, ProgramRun, String) throws -> Void
  ) throws {
    for (index, call) in calls.enumerated() {
      let fault = faults[index % faults.count]
      _ = try run(["sh", "-c", "rm -rf ../copy && cp -a . ../copy"])
      let copy = OfficeRepository(beside: self, named: "copy")
      copy.variables = variables
      let failed = try copy.fonds(arguments, failingAtCall: call, with: fault)
      guard let place = failed.call else { return }
      try body(copy, failed.run, "\(arguments): call \(call), \(fault): \(place)")
    }
  }
}
