import CFaults

extension OfficeRepository {
  /// Runs a command and kills it, and what it has started, after some seconds; returns once all of them have ended.
  ///
  /// Its status is 137, or its own where it was faster.
  public func kill(_ command: [String], afterSeconds delay: Double) throws -> ProgramRun {
    // Whoever runs holds the lock, a git that fonds has started too: its death may come later than that of fonds.
    let run = try run(
      ["sh", "-c", "exec 9>../alive; flock 9; exec \"$@\"", "sh", "timeout", "-s", "KILL", "\(delay)"] + command)
    let wait = try self.run(["flock", "-w", "60", "../alive", "true"])
    guard wait.status == 0 else { throw ProgramFailure(command: command, run: wait) }
    return run
  }

  /// Runs `fonds` and kills it right before one of its calls that create, write, sync, name or remove a file.
  ///
  /// Its status is 137, or its own where it makes fewer calls.
  /// - Parameter call: counted from 1.
  public func fonds(_ arguments: [String], killedBeforeCall call: Int) throws -> ProgramRun {
    try fonds(arguments, preloading: [FAULTS_CALL: "\(call)"])
  }

  /// Runs `fonds` with the library that disturbs its calls.
  func fonds(_ arguments: [String], preloading variables: [String: String], input: String = "") throws -> ProgramRun {
    let library = FondsProgram.path.dropLast("fonds".count) + "libFaults.so"
    let settings = variables.map { "\($0)=\($1)" }.sorted()
    return try run(["env", "LD_PRELOAD=\(library)"] + settings + [FondsProgram.path] + arguments, input: input)
  }

  /// Kills a command of `fonds` before each of its calls that change a file, one after the other, each time in a fresh
  /// copy of this repository.
  ///
  /// - Parameter body: judges what was left, given the copy and the number of the call.
  /// - Returns: how many calls the command makes.
  public func killingBeforeEachCall(
    of arguments: [String], _ body: (OfficeRepository, Int) throws -> Void
  ) throws -> Int {
    var call = 1
    while true {
      let copy = OfficeRepository(beside: self, named: "copy")
      copy.variables = variables
      _ = try run(["sh", "-c", "rm -rf ../copy && cp -a . ../copy"])
      let run = try copy.fonds(arguments, killedBeforeCall: call)
      guard run.status == 137 else {
        guard run.status == 0 else { throw ProgramFailure(command: arguments, run: run) }
        return call - 1
      }
      try body(copy, call)
      call += 1
    }
  }
}
