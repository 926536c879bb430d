import FondsModel
import Testing

@Suite("RecordPath and RecordName")
struct RecordPathTests {
  static let stem = "HR-2023-01-015_2023-05-08_"

  @Test func aPathIsMadeOfNumberDateAndSummary() throws {
    let id = try #require(RecordID("HR-2023-01-015"))
    let path = RecordPath.path(of: id, date: "2023-05-08", summary: "考勤管理制度")
    #expect(path == "Records/HR/2023/01/HR-2023-01-015_2023-05-08_考勤管理制度.yaml")
    #expect(RecordPath.folder(of: path) == "Records/HR/2023/01")
    #expect(RecordPath.name(of: path) == "HR-2023-01-015_2023-05-08_考勤管理制度.yaml")
    #expect(RecordPath.number(atHome: path) == id)
  }

  @Test(arguments: [
    "Records/HR/2022/01/HR-2023-01-015_2023-05-08_x.yaml", "Records/HR/2023/01/x.yaml",
    "Elsewhere/HR/2023/01/HR-2023-01-015_2023-05-08_x.yaml", "HR-2023-01-015_2023-05-08_x.yaml",
    "Records/HR/2023/01/sub/HR-2023-01-015_2023-05-08_x.yaml",
  ])
  func aFileElsewhereIsNotAtHome(_ path: String) {
    #expect(RecordPath.number(atHome: path) == nil)
  }

  @Test(arguments: [
    "x", "考勤管理制度", "a_b", "a b", "v1.2 final", String(repeating: "字", count: 40), "合同😀",
  ])
  func aSummaryIsFree(_ summary: String) throws {
    let name = try RecordName(Self.stem + summary + ".yaml")
    #expect(name.summary == summary)
    #expect(name.date == "2023-05-08")
    #expect(name.id.text == "HR-2023-01-015")
  }

  @Test(
    arguments: [
      ("HR-2023-01-015_2023-05-08_x.yml", .wrongEnding(mended: "HR-2023-01-015_2023-05-08_x.yaml")),
      ("HR-2023-01-015_2023-05-08_x.YAML", .wrongEnding(mended: "HR-2023-01-015_2023-05-08_x.yaml")),
      ("HR-2023-01-015_2023-05-08_x.yaml.txt", .wrongEnding(mended: "HR-2023-01-015_2023-05-08_x.yaml")),
      ("photo.jpg", .wrongEnding(mended: nil)), ("x_2023-05-08_y.yaml", .noNumber), (".yaml", .noNumber),
      ("HR-2023-01-015.yaml", .noDate), ("HR-2023-01-015_2023-02-30_x.yaml", .noDate),
      ("HR-2023-01-015_2023-05-08.yaml", .noSummary), ("HR-2023-01-015_2023-05-08_.yaml", .noSummary),
      (stem + String(repeating: "字", count: 41) + ".yaml", .summaryTooLong),
      (stem + String(repeating: "😀", count: 38) + ".yaml", .summaryTooLong),
      (stem + "a%b.yaml", .summaryCharacter("%")), (stem + "a:b.yaml", .summaryCharacter(":")),
      (stem + "a\u{7}b.yaml", .summaryCharacter("\u{7}")), (stem + "a\u{202E}b.yaml", .summaryCharacter("\u{202E}")),
      (stem + "x..yaml", .summaryEnd), (stem + "x .yaml", .summaryEnd), (stem + "e\u{301}.yaml", .notNormalized),
    ] as [(String, RecordName.Fault)])
  func aNameThatIsNoneSaysWhy(_ name: String, _ fault: RecordName.Fault) {
    #expect(throws: fault) { try RecordName(name) }
  }

  /// A summary made from any title makes a name that is one.
  @Test(arguments: [
    "考勤管理制度", "a/b\\c:d*e?f\"g<h>i|j%k", "", " ", "...", "x.", " x ", "e\u{301}té", "行\n一\t二",
    String(repeating: "长", count: 200), String(repeating: "😀", count: 100), "\u{202E}evil", "👨‍👩‍👧‍👦 家庭",
    String(repeating: "a", count: 39) + " b", "\u{0}", "a\r\nb",
  ])
  func everyTitleGivesAGoodSummary(_ title: String) throws {
    let summary = RecordName.summary(from: title)
    let name = try RecordName(Self.stem + summary + ".yaml")
    #expect(name.summary == summary)
  }
}

@Suite("files at home")
struct FilesAtHomeTests {
  @Test(arguments: [
    "Records/HR/2023/01/HR-2023-01-015_2023-05-08_考勤.yaml", "Records/HR/2023/01/HR-2023-01-015",
    "Records/ABCDEFGH/0001/12/ABCDEFGH-0001-12-1000.yaml",
  ])
  func aFileInTheFolderOfItsNumberIsAtHome(_ path: String) throws {
    let id = try #require(RecordPath.number(atHome: path))
    #expect(path.hasPrefix(id.series.folder + "/" + id.text))
  }

  @Test(arguments: [
    "", "HR-2023-01-015", "/HR-2023-01-015", "HR/2023/01/HR-2023-01-015", "Records/HR-2023-01-015",
    "Records/HR/2023/HR-2023-01-015", "Records/HR/2023/02/HR-2023-01-015", "Records/HR/2023/01/x/HR-2023-01-015",
    "Records/HR-2023/01/HR-2023-01-015", "Records/HR/2023-01/HR-2023-01-015", "RecordS/HR/2023/01/HR-2023-01-015",
    "x/Records/HR/2023/01/HR-2023-01-015", "Records/HR/2023/01/HR-2023-01-15", "Records/HR/2023/01/",
    "Records//2023/01/HR-2023-01-015", "Records/HR/2023/01-/HR-2023-01-015",
  ])
  func anyOtherFileIsNot(_ path: String) { #expect(RecordPath.number(atHome: path) == nil) }
}
