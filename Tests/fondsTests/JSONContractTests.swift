import FondsTestSupport
import FondsText
import Testing

/// The keys that other programs read (design § 4): they may become more, never others.
@Suite("--json")
struct JSONContractTests {
  private func office() throws -> OfficeRepository {
    let office = try OfficeRepository()
    let record = RecordText("HR-2023-01-001", more: "body: |\n  会议制度\n")
    try office.write(record)
    try office.commit("one")
    try office.write(record.with { $0.title = "新题" })
    try office.commit("two")
    return office
  }

  @Test func check() throws {
    let office = try office()
    let path = try office.write(RecordText("HR-2023-01-001", title: "合同😀", more: "keywords: [合同😀, yes]\n"))
    try office.write("Records/photo.jpg", "x")
    let node = try office.json("check")
    #expect(node.keys == ["checked", "errors", "warnings", "diagnostics"])
    #expect(node["errors"] == Node(.number(Number(2))))
    #expect(node["warnings"] == Node(.number(Number(0))))
    let found = try #require(node["diagnostics"]?.items)
    #expect(
      found[0].keys == [
        "code", "name", "severity", "path", "line", "column", "endLine", "endColumn", "message", "help", "fix",
      ])
    #expect(found.map { $0["code"]?.string } == ["TXT012", "COD006"])
    #expect(found[0]["path"]?.string == path)
    #expect(
      ["line", "column", "endLine", "endColumn"].map { found[0][$0] }
        == [9, 17, 9, 20].map { Node(.number(Number($0))) })
    #expect(
      ["line", "column", "endLine", "endColumn"].map { found[1][$0] } == [1, 1, 1, 1].map { Node(.number(Number($0))) })
    #expect(found[0]["severity"]?.string == "error")
    #expect(found[0]["fix"]?.string == "safe")
    #expect(found[1]["fix"]?.isNull == true)
  }

  @Test func keysAndCodesAreNeverTranslated() throws {
    let office = try office()
    try office.write(RecordText("HR-2023-01-001").with { $0.status = "x" })
    let english = try office.json("check")
    office.variables = ["LC_ALL": "zh_CN.UTF-8"]
    let chinese = try office.json("check")
    #expect(english.keys == chinese.keys)
    let (a, b) = (try #require(english["diagnostics"]?.items.first), try #require(chinese["diagnostics"]?.items.first))
    #expect(a.keys == b.keys)
    for key in ["code", "name", "severity", "path", "line", "column", "fix"] { #expect(a[key] == b[key]) }
    #expect(a["message"] != b["message"])
  }

  @Test func find() throws {
    let office = try office()
    let node = try office.json("find", "会议", "--history")
    #expect(node.keys == ["total", "matches"])
    let match = try #require(node["matches"]?.items.first)
    #expect(match.keys == ["id", "kind", "title", "date", "path", "excerpt", "version"])
    #expect(try #require(match["version"]).keys == ["commit", "committed", "author", "blob", "current", "branch"])
    #expect(node["total"] == Node(.number(Number(2))))
    #expect(match["version"]?["committed"]?.string == "2023-05-08T10:03:00+08:00")
    #expect(match["version"]?["commit"]?.string == (try office.head()))
    #expect(match["excerpt"]?.string?.contains("会议") == true)
  }

  @Test func log() throws {
    let office = try office()
    let node = try office.json("log", "HR-2023-01-001")
    #expect(node.keys == ["id", "versions"])
    let versions = try #require(node["versions"]?.items)
    #expect(versions.count == 2)
    #expect(versions[0].keys == ["commit", "committed", "author", "action", "path", "blob", "summary", "destroyed"])
    #expect(versions.map { $0["summary"]?.string } == ["two", "one"])
  }

  @Test func show() throws {
    let office = try office()
    let node = try office.json("show", "HR-2023-01-001", "--at", "HEAD~1")
    #expect(node.keys == ["record", "path", "version", "referredToBy", "colour"])
    #expect(node["colour"]?.string == "yellow")
    #expect(node["record"]?["title"]?.string == "考勤制度")
    #expect(node["version"]?["current"]?.bool == false)
  }

  @Test func diff() throws {
    let office = try office()
    let node = try office.json("diff", "HR-2023-01-001")
    #expect(node.keys == ["changes"])
    let change = try #require(node["changes"]?.items.first)
    #expect(change.keys == ["field", "before", "after"])
    #expect(change["field"]?.string == "/title")
    #expect(change["before"]?.string == "考勤制度" && change["after"]?.string == "新题")
  }

  @Test func newAndKindsAndExplain() throws {
    let office = try office()
    let new = try office.json("new", "policy", "--dept", "HR")
    #expect(new.keys == ["id", "path"])
    #expect(new["id"]?.string == "HR-2023-01-002")
    let kinds = try office.json("kinds")
    #expect(kinds.keys == ["kinds"])
    let kind = try #require(kinds["kinds"]?.items.first { $0["kind"]?.string == "contract" })
    #expect(kind.keys == ["kind", "type", "label", "help", "workflow", "openToCircleOnly", "fields"])
    #expect(kind["label"]?.keys == ["en", "zh"])
    #expect(
      try office.json("explain", "COD007").keys == ["code", "name", "severity", "explanation", "fails", "passes"])
  }

  @Test func standardOutputHoldsTheJSONAlone() throws {
    let office = try office()
    for arguments in [["check"], ["find", "会议"], ["log", "HR-2023-01-001"], ["kinds"], ["index"], ["doctor"]] {
      let run = try office.fonds(arguments + ["--json"])
      #expect(run.output.hasPrefix("{") && run.output.hasSuffix("}\n"), "\(arguments)")
    }
  }
}
