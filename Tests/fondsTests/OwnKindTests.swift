import FondsTestSupport
import FondsText
import Foundation
import Testing

/// The walk-through of CONTRIBUTING.md, followed to the letter.
@Suite("A kind is one new file")
struct OwnKindTests {
  @Test func everyCommandTakesItFromTheFileAlone() throws {
    let walk = try Walkthrough("Add a kind")
    let blocks = walk.blocks
    #expect(blocks.map(\.language) == ["yaml", "", "yaml"])
    let office = try OfficeRepository()
    try office.write("Schemas/kinds/parcel.yaml", blocks[0].text)
    #expect(try office.git("status", "--porcelain") == "?? Schemas/kinds/parcel.yaml")
    try office.commit("a kind")
    let runs = try walk.run(1, in: office)
    let path = try #require(runs["fonds new"]?.line)
    let text = try office.text(path)
    #expect(text.hasPrefix(blocks[2].text))
    let record = try #require(RecordReader.read(Array(text.utf8)).root)
    #expect(record["retention"]?.string == "10y" && record["carrier"]?.string == "courier")
    #expect(record["contents"]?.items.first?["pieces"]?.number?.int == 120)
    let comments = text.split(separator: "\n").filter { $0.hasPrefix("# ") }
    #expect(comments.first?.hasPrefix("# arrived:  # Arrived: When it came") == true)
    #expect(runs["fonds find"]?.output.contains("SEC-2023-06-001") == true)
    let book = runs["fonds register"]?.output ?? ""
    #expect(book.contains("Carrier") && book.contains("Courier") && book.contains("SEC-2023-06-001"))
    #expect(try office.run(["grep", "-rq", "receiver", ".vscode/fonds"]).status == 0)
    #expect(try office.text("build/parcel.json").contains("\"receiver\""))
    #expect(try office.fonds("kinds", "快递", "--lang", "zh").output.contains("承运方"))

    // What the kind demands of finished records, and of every value, holds without a line of Swift.
    try office.write(
      path, text.replacing("status: draft", with: "status: arrived").replacing("pieces: 120", with: "pieces: 0"))
    let refused = try office.fonds("check")
    #expect(refused.status == 1)
    #expect(refused.output.contains("error[SCH002]") && refused.output.contains("'arrived'"))
    #expect(refused.output.contains("error[SCH006]") && refused.output.contains("pieces"))
  }

  @Test func aSheetIsOneFileToo() throws {
    let office = try OfficeRepository(ownKinds: ["watch": OwnKinds.watch])
    let run = try office.fonds("add", "watch", "--dept", "LOG", "post=前台", "what=巡查")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try office.fonds("check").status == 0)
    #expect(try office.fonds("find", "kind:watch").output.contains("LOG-2023-11-001"))
  }
}
