import FondsTestSupport
import Testing

@testable import FondsWorkspace

@Suite("Files written together")
struct FileBatchTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("a", "old a")
    try folder.write("b", "old b")
  }

  private func file(_ name: String, _ text: String, former: String? = nil) throws -> FileBatch.File {
    FileBatch.File(
      path: folder.file(name), bytes: Array(text.utf8),
      former: try former.map { (path: folder.file($0), bytes: try folder.read($0)) })
  }

  private func write(_ files: [FileBatch.File]) throws {
    try FileBatch(folder: folder.file("waiting"), files: files).write { _, _ in }
  }

  @Test func filesAreMadeReplacedAndMoved() throws {
    try folder.write("waiting/0", "left by a process that was killed")
    try write([
      file("new/c", "c"), file("a", "new a", former: "a"), file("moved", "new b", former: "b"),
    ])
    #expect(try folder.contents() == ["a", "moved", "new", "new/c", "waiting"])
    #expect(try folder.text("a") == "new a" && folder.text("moved") == "new b" && folder.text("new/c") == "c")
  }

  @Test func whereOneCannotBeWrittenAllAreAsTheyWere() throws {
    #expect(throws: WorkspaceError.fileExists(folder.file("b"))) {
      try write([
        file("c", "c"), file("a", "new a", former: "a"), file("b", "not there", former: nil), file("d", "d"),
      ])
    }
    #expect(try folder.contents() == ["a", "b", "waiting"])
    #expect(try folder.text("a") == "old a" && folder.text("b") == "old b")
    #expect(throws: WorkspaceError.self) {
      try write([file("moved", "new b", former: "b"), file("a/below", "a file is no folder")])
    }
    #expect(try folder.contents() == ["a", "b", "waiting"])
    #expect(try folder.text("b") == "old b")
  }
}
