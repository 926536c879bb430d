import FondsModel
import FondsTestSupport
import Testing

/// What a hook reads of the rules is enough to judge by.
@Suite("files needed for some kinds")
struct NeededFilesTests {
  @Test func eachKindIsWholeByWhatIsNeededForItAlone() throws {
    let files = try ShippedSchemas.files()
    let whole = try ShippedSchemas.load()
    for name in whole.kinds.keys.sorted() {
      var read: Set<String> = []
      let needed = Schemas.files(neededFor: [name], of: Set(files.keys)) { path in
        read.insert(path)
        return files[path]
      }
      #expect(Set(needed.keys) == Set(files.keys))
      #expect(read.count < 30, "\(name): \(read.sorted())")
      let alone = Schemas(files: needed, kinds: [name])
      let together = Schemas(files: files, kinds: [name])
      #expect(alone.faults.isEmpty, "\(name): \(alone.faults)")
      #expect(alone.kinds.keys.sorted() == together.kinds.keys.sorted(), "\(name)")
      #expect(alone.workflows.keys.sorted() == together.workflows.keys.sorted(), "\(name)")
    }
  }

  @Test func whatCannotBeReadIsMissing() throws {
    let files = try ShippedSchemas.files()
    let needed = Schemas.files(neededFor: ["policy", "no-such-kind"], of: Set(files.keys)) { path in
      path == Schemas.path(ofKind: "policy") ? nil : files[path]
    }
    #expect(needed[Schemas.path(ofKind: "policy")] == nil)
    #expect(needed[Schemas.fondsPath]?.isEmpty == false)
  }
}
