import FondsTestSupport
import FondsText
import Testing

@Suite("fonds add")
struct AddCommandTests {
  private let office: OfficeRepository

  init() throws {
    office = try OfficeRepository(ownKinds: ["stock": OwnKinds.stock])
    let new = try office.fonds("new", "stock", "--dept", "LOG", "store=一号库")
    #expect(new.status == 0, "\(new.errors)")
    #expect(try office.fonds("commit").status == 0)
  }

  @Test func aRowIsAddedAndSaid() throws {
    let run = try office.fonds("add", "LOG-2023-08-001", "item=纸", "received=2")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.line == "LOG-2023-08-001  {date: 2023-05-08, item: 纸, received: 2, left: 2, by: li.na}")
    #expect(run.errors.contains("committed"))
    let json = try office.json("add", "库存表", "--dept", "后勤部", "item=纸", "issued=1")
    #expect(json.keys == ["id", "path", "row", "commit", "isNewSheet"])
    #expect(json["row"]?["left"]?.number?.int == 1)
    #expect(try json["commit"]?.string == office.head())
    let refused = try office.fonds("add", "LOG-2023-08-001", "item=纸", "issued=9", "--lang", "zh")
    #expect(refused.status == 1)
    #expect(refused.output.contains("错误[SCH006]") && refused.errors.contains("没有写入"))
    let later = try office.fonds("add", "LOG-2023-08-001", "item=纸", "issued=1", "--no-commit")
    #expect(later.status == 0 && later.errors.contains("fonds commit"))
    #expect(try office.fonds("commit").status == 0)
  }

  @Test func aNewMonthIsMadeAndSaid() throws {
    #expect(try office.fonds("add", "LOG-2023-08-001", "item=纸", "received=2").status == 0)
    office.variables["FONDS_NOW"] = "2023-06-01T00:10:00+08:00"
    let run = try office.fonds("add", "stock", "--dept", "LOG", "item=纸", "issued=1")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.line.hasPrefix("LOG-2023-08-002  {date: 2023-06-01, item: 纸, issued: 1, left: 1"))
    #expect(run.errors.contains("LOG-2023-08-002 goes on from LOG-2023-08-001; carried over: opening (1)"))
    #expect(run.errors.contains("LOG-2023-08-001 still takes rows"))
  }

  @Test func twentyAtOnceAllLand() throws {
    let command = "'\(FondsProgram.path)' add LOG-2023-08-001 item=纸 received=1"
    let script = (0..<20).map { "\(command) note=n\($0) >../out.\($0) 2>&1 &" } + ["wait"]
    #expect(try office.run(["sh", "-c", script.joined(separator: "\n")]).status == 0)
    let text = try office.git("show", "HEAD:./Records/LOG/2023/08")
    let path = "Records/LOG/2023/08/" + (text.split(separator: "\n").last.map(String.init) ?? "")
    let root = try #require(RecordReader.read(Array(try office.text(path).utf8)).root)
    let rows = root["rows"]?.items ?? []
    let said = try (0..<20).map { try office.folder.text("out.\($0)") }
    #expect(Set(rows.compactMap { $0["note"]?.string }) == Set((0..<20).map { "n\($0)" }), "\(said)")
    #expect(rows.compactMap { $0["left"]?.number?.int } == Array(1...20))
    #expect(try office.git("rev-list", "--count", "HEAD") == "22")
    #expect(try office.git("status", "--porcelain") == "")
    #expect(try office.damage() == "")
    #expect(try office.leftovers() == [])
  }

  /// Whenever it is killed, the sheet is as it was or has the row; nothing else has changed.
  @Test(arguments: 0..<6)
  func killedItLeavesNothingOrARow(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let start = ContinuousClock.now
    #expect(try office.fonds("add", "LOG-2023-08-001", "item=纸", "received=1").status == 0)
    let whole = (ContinuousClock.now - start) / .seconds(1)
    let delay = Double.random(in: 0.2...1.1, using: &generator) * whole
    let path = try office.git("ls-files", "-z", "--", "Records").split(separator: "\0").map(String.init)[0]
    let before = try office.text(path)
    _ = try office.kill(
      [FondsProgram.path, "add", "LOG-2023-08-001", "item=纸", "received=1"], afterSeconds: delay)
    let row = "  - {date: 2023-05-08, item: 纸, received: 1, left: 2, by: li.na}\n"
    let after = try office.text(path)
    #expect(after == before || after.replacing(row, with: "") == before)
    #expect(try office.damage() == "")
    // Git's locks, and what was being written beside the sheet: neither is a record.
    for file in try office.leftovers() where !file.contains("tmp_obj") { try office.remove(file) }
    let waits = try office.git("status", "--porcelain") != ""
    let again = try office.fonds("add", "LOG-2023-08-001", "item=纸", "received=1")
    // What waits is said, and one command brings it in.
    #expect(again.status == (waits ? 2 : 0), "\(again.errors)")
    if waits {
      #expect(again.errors.contains("fonds commit"))
      #expect(try office.fonds("commit").status == 0)
      #expect(try office.fonds("add", "LOG-2023-08-001", "item=纸", "received=1").status == 0)
    }
    #expect(try office.git("status", "--porcelain") == "")
  }
}
