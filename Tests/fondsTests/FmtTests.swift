import FondsTestSupport
import FondsText
import Foundation
import Testing

@Suite("fonds fmt")
struct FmtTests {
  private static let messy = """
    # 考勤
    title:   '考勤制度'   # 标题
    id: HR-2023-01-001
    kind: policy
    date: 2023-05-08
    classification: internal
    retention: 30y
    owner: li.na
    status: draft
    """
  private static let formed = """
    # 考勤
    id: HR-2023-01-001
    kind: policy
    title: 考勤制度  # 标题
    date: 2023-05-08
    classification: internal
    retention: 30y
    status: draft
    owner: li.na

    """

  /// A repository with one record that is to be formed and one that is not.
  private func office() throws -> (office: OfficeRepository, messy: String, sound: String) {
    let office = try OfficeRepository()
    let path = RecordText("HR-2023-01-001").path
    try office.write(path, Self.messy)
    return (office, path, try office.write(RecordText("HR-2023-01-002")))
  }

  @Test func checkListsAndWritesNothing() throws {
    let (office, messy, _) = try office()
    let run = try office.fonds("fmt", "--check")
    #expect(run.status == 1)
    #expect(run.lines == [messy])
    #expect(run.errors.contains("2 records, 1 to change"))
    #expect(try office.text(messy) == Self.messy)
  }

  @Test func recordsAreFormedOnceAndNamed() throws {
    let (office, messy, sound) = try office()
    let before = try office.text(sound)
    let run = try office.fonds("fmt")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.lines == [messy])
    #expect(try office.text(messy) == Self.formed)
    #expect(try office.text(sound) == before)
    let again = try office.fonds("fmt")
    #expect(again.status == 0 && again.output.isEmpty)
    #expect(try office.fonds("fmt", "--check").status == 0)
    #expect(try office.fonds("check").status == 0)
    #expect(try office.leftovers().isEmpty)
  }

  @Test func aFileWithFaultsIsLeftAndNamedAndTheOthersAreFormed() throws {
    let (office, messy, sound) = try office()
    let faulty = "title: yes\nid: HR-2023-01-002\n"
    try office.write(sound, faulty)
    let run = try office.fonds("fmt")
    #expect(run.status == 2)
    #expect(run.errors.contains(sound) && run.errors.contains("fonds check --fix"))
    #expect(try office.text(sound) == faulty)
    #expect(try office.text(messy) == Self.formed)
    #expect(try office.fonds("fmt", "--check").status == 2)
    let chinese = try office.fonds("--lang", "zh", "fmt")
    #expect(chinese.errors.contains("没有改动：文字有错"))
  }

  @Test(arguments: ["HR-2023-01-002", "Records/HR/2023/01/HR-2023-01-002_2023-05-08_考勤制度.yaml"])
  func onlyWhatIsNamedIsFormed(argument: String) throws {
    let (office, messy, sound) = try office()
    try office.write(sound, Self.messy)
    let run = try office.fonds("fmt", argument)
    #expect(run.lines == [sound], "\(run.errors)")
    #expect(try office.text(messy) == Self.messy)
  }

  @Test(arguments: ["Schemas", "Schemas/fonds.yaml", "Records/HR/note.txt", "Records/link.yaml"])
  func whatIsNoRecordIsRefused(argument: String) throws {
    let (office, messy, _) = try office()
    try office.write("Records/HR/note.txt", "b: 1\na:   2\n")
    try FileManager.default.createSymbolicLink(
      atPath: office.path + "/Records/link.yaml", withDestinationPath: office.path + "/" + messy)
    let rules = try office.text("Schemas/fonds.yaml")
    let run = try office.fonds("fmt", argument)
    #expect(run.status == 2)
    #expect(run.errors.contains("is no record"), "\(run.errors)")
    #expect(try office.text("Schemas/fonds.yaml") == rules)
    #expect(try office.text(messy) == Self.messy)
  }

  @Test func otherFilesAreLeftInAWholeRun() throws {
    let (office, _, _) = try office()
    let outside = office.folder.file("outside.yaml")
    try office.folder.write("outside.yaml", Self.messy)
    try FileManager.default.createSymbolicLink(
      atPath: office.path + "/Records/link.yaml", withDestinationPath: outside)
    try office.write("Records/HR/note.txt", "b:    1\n")
    try office.write("Records/HR/~$a.yaml", "b:    1\n")
    let run = try office.fonds("fmt")
    #expect(run.status == 0 && run.lines.count == 1)
    #expect(try office.folder.text("outside.yaml") == Self.messy)
    #expect(try office.text("Records/HR/~$a.yaml") == "b:    1\n")
  }

  @Test func jsonSaysWhatChangedAndWhatWasLeft() throws {
    let (office, messy, sound) = try office()
    try office.write(sound, "a: [")
    let json = try office.json("fmt", "--check")
    #expect(json.keys == ["checked", "changed", "refused"])
    #expect(json["checked"]?.number?.int == 2)
    #expect(json["changed"]?.items.compactMap(\.string) == [messy])
    #expect(json["refused"]?.items.map(\.keys) == [["path", "reason"]])
    #expect(json["refused"]?.items.first?["path"]?.string == sound)
    #expect(json["refused"]?.items.first?["reason"]?.string == "faulty")
  }

  @Test func hostileNamesReachNoTerminal() throws {
    let (office, _, _) = try office()
    try office.write("Records/HR/\u{1B}[31mred.yaml", Self.messy)
    let run = try office.fonds("fmt", "--check")
    #expect(!run.output.contains("\u{1B}") && run.output.contains("<U+1B>[31mred.yaml"))
  }
}
