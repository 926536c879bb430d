import FondsTestSupport
import FondsText
import Testing

@Suite("fonds register")
struct RegisterCommandTests {
  @Test func theBookToPrintHoldsNothingThatRuns() throws {
    let office = try OfficeRepository()
    let hostile = "</td><script>alert(1)</script>&\"'"
    let text = RecordText("HR-2023-03-001").with { $0.kind = "contract" }
    try office.write(text.path, text.text.replacing("title: 考勤制度", with: "title: \(JSONText.quoted(hostile))"))
    let run = try office.fonds("register", "contract", "--format", "html", "--period", "2023", "--lang", "zh")
    #expect(run.status == 0)
    #expect(!run.output.contains("<script") && run.output.contains("&lt;/td&gt;&lt;script&gt;"))
    #expect(run.output.contains("<h1>合同登记簿 2023 年</h1>"))
    let output = try office.fonds("register", "contract", "--output", "../book.csv")
    #expect(output.output == office.folder.file("office/../book.csv") + "\n")
    #expect(try office.folder.text("book.csv").hasPrefix("\u{FEFF}Number,"))
    #expect(try office.fonds("register", "contract", "--period", "2023-5").status == 64)
    #expect(try office.fonds("register", "kontract").errors.contains("did you mean contract?"))
  }

  @Test func programsGetCellsAndWhatTheyAre() throws {
    let office = try OfficeRepository()
    try office.write(RecordText("HR-2023-03-001").with { $0.kind = "contract" })
    let node = try office.json("register", "contract", "--period", "2023")
    #expect(node.keys == ["kind", "period", "total", "columns", "rows", "unreadable"])
    #expect(node["columns"]?.items.first?["field"]?.string == "id")
    #expect(node["rows"]?.items.first?.keys == ["id", "path", "cells", "concealed"])
    #expect(node["rows"]?.items.first?["cells"]?.items.count == node["columns"]?.items.count)
  }
}
