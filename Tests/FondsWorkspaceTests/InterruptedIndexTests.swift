import FondsTestSupport
import FondsWorkspace
import Foundation
import Testing

@Suite("An interrupted index")
struct InterruptedIndexTests {
  /// Five thousand records of one commit each thousand, by `git fast-import`.
  private func office(records: Int) throws -> OfficeRepository {
    let office = try OfficeRepository()
    var stream = ""
    for index in 0..<records {
      if index.isMultiple(of: 1000) {
        let from = index == 0 ? "from refs/heads/main^0\n" : ""
        stream += "commit refs/heads/main\ncommitter 李娜 <li.na@office.example> \(1_700_000_000 + index) +0800\n"
        stream += "data 1\nx\n\(from)"
      }
      let id = "HR-2023-01-\(1000 + index)"
      let text = "id: \(id)\nkind: policy\ntitle: 第\(index)号制度\ndate: 2023-05-08\nbody: 考勤由人事部门负责，第\(index)条。\n"
      stream += "M 100644 inline Records/HR/2023/01/\(id)_2023-05-08_制度.yaml\ndata \(text.utf8.count)\n\(text)\n"
    }
    let run = try office.run(["git", "fast-import", "--quiet", "--force"], input: stream)
    #expect(run.status == 0, "\(run.errors)")
    return office
  }

  /// Brings the index up to date; returns how many contents were left to read, and how many versions there are.
  private func finish(_ office: OfficeRepository) throws -> (left: Int, versions: Int) {
    var left = 0
    let state = try office.workspace().updateIndex(rebuild: false) { _, total in left = max(left, total) }
    return (left, state.versions)
  }

  /// Runs `fonds index` and kills it as soon as its journal has so many bytes; returns its status.
  private func killIndexing(_ office: OfficeRepository, atBytes bytes: Int) throws -> Int32 {
    let script = """
      "$1" index & process=$!
      while kill -0 $process 2>/dev/null; do
        size=$(stat -c %s .git/fonds/index.sqlite-wal 2>/dev/null || echo 0)
        [ "$size" -lt "$2" ] || kill -9 $process
        sleep 0.01
      done
      wait $process
      """
    return try office.run(["sh", "-c", script, "sh", FondsProgram.path, "\(bytes)"]).status
  }

  @Test func goesOnAfterAKillWithWhatIsLeft() throws {
    let office = try office(records: 5000)
    let whole = try finish(office)
    var left = whole.left
    var bytes = 0
    // Killed later and later, each time from nothing, until something was kept.
    while left == whole.left {
      bytes += 1 << 20
      try office.remove(".git/fonds")
      try #require(killIndexing(office, atBytes: bytes) == 137)
      let copy = OfficeRepository(beside: office, named: "copy")
      _ = try office.run(["sh", "-c", "rm -rf ../copy && cp -a . ../copy"])
      left = try finish(copy).left
    }
    #expect(left > 0 && left < whole.left)
    let done = try finish(office)
    #expect(done.left == left && done.versions == whole.versions)
    #expect(try finish(office).left == 0)
    let found = try office.workspace().find("\"第4321条\"", scope: .present, limit: 10)
    #expect(found.matches.map(\.version.id) == ["HR-2023-01-5321"])
  }
}
