import FondsTestSupport
import FondsText
import Testing

@Suite("fonds index")
struct IndexCommandTests {
  @Test func allTakesInOtherBranchesAndTagsAndNamesThem() throws {
    let office = try OfficeRepository()
    try office.commit("archive")
    // A name that would turn what follows it around on a terminal.
    try office.git("switch", "-q", "-c", "试行\u{202E}一")
    try office.write(RecordText("HR-2023-01-001", title: "远程办公试行办法"))
    try office.commit("trial")
    try office.git("tag", "-a", "-m", "a folder", "rules", "HEAD:Schemas")
    try office.git("switch", "-q", "main")

    #expect(try office.json("index")["all"]?.bool == false)
    #expect(try office.json("find", "--history", "远程办公")["matches"]?.items.isEmpty == true)
    let state = try office.json("index", "--all")
    #expect(state.keys == ["head", "versions", "all"])
    #expect(state["all"]?.bool == true)
    let version = try office.json("find", "--history", "远程办公")["matches"]?.items.first?["version"]
    #expect(version?["branch"]?.string == "试行\u{202E}一")
    #expect(version?["current"]?.bool == false)
    let shown = try office.fonds("find", "--history", "远程办公").output
    #expect(shown.contains("only on '试行<U+202E>一'") && !shown.contains("\u{202E}"))
    #expect(try office.json("find", "远程办公")["total"] == Node(.number(Number(0))))

    // The next commit keeps what was asked for, a rebuild forgets it.
    try office.write(RecordText("HR-2023-01-002", title: "考勤"))
    try office.commit("more")
    #expect(try office.json("find", "--history", "远程办公")["matches"]?.items.count == 1)
    #expect(try office.json("index", "--rebuild")["all"]?.bool == false)
    #expect(try office.json("find", "--history", "远程办公")["matches"]?.items.isEmpty == true)
  }
}
