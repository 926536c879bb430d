import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Forming records")
struct FormTests {
  @Test(arguments: [Language.english, .chinese])
  func aNewRecordIsInCanonicalForm(language: Language) throws {
    for kind in try ShippedSchemas.load().kinds.values {
      var draft = RecordDraft(kind: kind, language: language)
      draft.set("id", .string("HR-2023-01-001"))
      draft.set("title", .string("考勤: #1, \"二\""))
      draft.set("keywords", .sequence([Node(.string("a, b")), Node(.string("yes"))]))
      let order = FieldOrder(kind.fields)
      let formed = try CanonicalForm.bytes(of: Array(draft.text.utf8)) { _ in order }
      #expect(String(decoding: formed, as: UTF8.self) == draft.text)
    }
  }

  @Test func whatTheEditorWritesIsInCanonicalForm() throws {
    let record = RecordText("HR-2023-01-001", more: "maintenance:\n  - {at: 2023-05-08T10:00:00+08:00, what: x}\n")
    var editor = try RecordEditor(Array(record.text.utf8))
    let row = Node(
      .mapping(
        Mapping([
          .init(key: "at", value: Node(.string("2023-05-08T10:00:00+08:00"))),
          .init(key: "what", value: Node(.string("a: b"))),
        ])))
    try editor.append(row, to: [.key("maintenance")])
    try editor.set([.key("note")], to: Node(.string("一\n二\n")))
    try editor.set([.key("keywords")], to: Node(.sequence([Node(.string("x")), Node(.string("1:30"))])))
    #expect(try CanonicalForm.bytes(of: editor.bytes) { _ in FieldOrder() } == editor.bytes)
  }

  @Test func manyFilesAreWrittenWithoutLeavings() throws {
    let office = try OfficeRepository()
    var paths: [String] = []
    for number in 101...140 {
      paths.append(try office.write(RecordText("HR-2023-01-\(number)", title: "'第 \(number) 号'")))
    }
    let report = try office.workspace().form(paths: nil, mayWrite: true)
    #expect(report.changed == paths)
    for (number, path) in zip(101...140, paths) {
      #expect(try office.text(path) == RecordText("HR-2023-01-\(number)", title: "第 \(number) 号").text)
    }
    #expect(try office.leftovers().isEmpty)
  }
}
