import FondsTestSupport
import Testing

/// What makes Git itself fast, and what would keep Fonds from reading what Git wrote.
@Suite("Upkeep")
struct UpkeepTests {
  /// An office whose HEAD and index hold ten thousand files more.
  private func largeOffice() throws -> OfficeRepository {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.commit("one")
    let blob = try office.git("rev-parse", "HEAD:Schemas/fonds.yaml")
    let lines = (0..<10_000).map { "100644 \(blob)\tpapers/\($0 / 100)/\($0).txt\n" }.joined()
    #expect(try office.run(["git", "update-index", "--index-info"], input: lines).status == 0)
    try office.git("commit", "-q", "--no-verify", "-m", "papers")
    return office
  }

  @Test func initSetsWhatIsSafeOnAnyDisk() throws {
    let office = try OfficeRepository(schemas: false)
    #expect(try office.fonds("init").status == 0)
    #expect(try office.git("config", "--local", "index.version") == "4")
    #expect(try office.git("config", "--local", "fetch.writeCommitGraph") == "true")
    #expect(try office.indexVersion() == 4)
    #expect(try office.git("status", "--porcelain") == "")
    // And goes on in that form, whoever writes.
    try office.write(RecordText("HR-2023-01-001"))
    #expect(try office.fonds("commit").status == 0)
    #expect(try office.indexVersion() == 4)
    try office.write(RecordText("HR-2023-01-002"))
    try office.git("add", "-A")
    #expect(try office.indexVersion() == 4)
    #expect(try office.fonds("commit").status == 0)
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.damage() == "")
  }

  @Test func aSettingThatIsThereIsKept() throws {
    let office = try OfficeRepository(schemas: false)
    try office.git("config", "index.version", "2")
    #expect(try office.fonds("init").status == 0)
    #expect(try office.git("config", "--local", "index.version") == "2")
    #expect(try office.indexVersion() == 2)
  }

  @Test func aSmallArchiveIsToldNothing() throws {
    #expect(try !OfficeRepository().fonds("doctor").output.contains("faster"))
  }

  @Test func aLargeOneIsToldTheCommandsAndTheyAreRun() throws {
    let office = try largeOffice()
    let doctor = try office.fonds("doctor")
    #expect(doctor.status == 0)
    #expect(doctor.output.contains("git config index.version 4; git config core.untrackedCache true"))
    #expect(doctor.output.contains("git commit-graph write --reachable --changed-paths"))
    #expect(try office.fonds("doctor", "--lang", "zh").output.contains("用 fonds doctor --fix 执行"))
    let head = try office.head()
    let fixed = try office.fonds("doctor", "--fix")
    #expect(fixed.status == 0 && fixed.errors.contains("$ git update-index --index-version 4"), "\(fixed.errors)")
    #expect(!fixed.output.contains("faster"))
    #expect(try office.indexVersion() == 4)
    #expect(try office.head() == head)
    // Fonds reads what Git has written.
    #expect(try office.fonds("find", "考勤").output.contains("HR-2023-01-001"))
    try office.write(RecordText("HR-2023-01-002"))
    #expect(try office.fonds("commit").status == 0)
    #expect(try office.fonds("log", "HR-2023-01-001").status == 0)
    #expect(try office.damage() == "")
  }

  @Test func manyPacksAreToldAndBecomeOne() throws {
    let office = try OfficeRepository()
    let script =
      "for i in $(seq 51); do echo $i | git hash-object -w --stdin | git pack-objects -q .git/objects/pack/pack; done"
    #expect(try office.run(["sh", "-c", script]).lines.count == 51)
    #expect(try office.fonds("doctor").output.contains("git gc"))
    #expect(try office.fonds("doctor", "--fix").errors.contains("$ git gc"))
    #expect(try !office.fonds("doctor").output.contains("git gc"))
    #expect(try office.damage() == "")
  }

  @Test(arguments: ["core.splitIndex", "index.skipHash", "index.sparse", "feature.manyFiles"])
  func aSettingThatHidesTheIndexIsAFault(_ name: String) throws {
    let office = try OfficeRepository()
    try office.git("config", name, "true")
    let doctor = try office.fonds("doctor")
    #expect(doctor.status == 1 && doctor.output.contains("✗ \(name) is set"), "\(doctor.output)")
  }

  @Test func aSplitIndexIsSaidAndMended() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-01-001"))
    try office.git("add", "-A")
    try office.git("update-index", "--split-index")
    for arguments in [["commit"], ["doctor"]] {
      let run = try office.fonds(arguments)
      #expect(run.status == (arguments == ["doctor"] ? 1 : 2))
      #expect((run.output + run.errors).contains("rm .git/index; git reset"), "\(run.output)\(run.errors)")
    }
    #expect(try office.fonds("commit", "--lang", "zh").errors.contains("暂存区"))
    try office.remove(".git/index")
    try office.git("reset", "-q")
    #expect(try office.fonds("commit").status == 0)
    #expect(try office.git("status", "--porcelain") == "")
  }
}

extension OfficeRepository {
  /// The version stands in bytes 4 to 7 of the file.
  fileprivate func indexVersion() throws -> Int {
    Int(try run(["sh", "-c", "od -An -tu1 -j7 -N1 .git/index"]).line.filter(\.isNumber)) ?? 0
  }
}
