import FondsGit
import Testing

@Suite("OID")
struct OIDTests {
  let hex = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"

  @Test func hexadecimalAndBytesComeBackTheSame() throws {
    let oid = try #require(OID(hex))
    #expect(oid.description == hex)
    #expect(oid == .emptyTree)
    #expect(OID(hex.uppercased()) == oid)
    #expect(OID(bytes: oid.bytes) == oid)
    #expect(oid.bytes.first == 0x4b && oid.bytes.last == 0x04)
    #expect(oid.abbreviated() == "4b825dc642")
  }

  @Test(arguments: ["", "4b82", "4b825dc642cb6eb9a060e54bf8d69288fbee490g", String(repeating: "0", count: 41), "四"])
  func whatIsNoNameIsRefused(text: String) {
    #expect(OID(text) == nil)
  }

  @Test func bytesOfAnotherLengthAreRefused() {
    #expect(OID(bytes: [UInt8](repeating: 1, count: 19)) == nil)
    #expect(OID(bytes: [UInt8](repeating: 1, count: 21)) == nil)
  }

  @Test func orderIsThatOfTheText() {
    var generator = SeededGenerator(state: 1)
    let oids = (0..<200).compactMap { _ in
      OID(bytes: (0..<20).map { _ in UInt8.random(in: 0...255, using: &generator) })
    }
    #expect(oids.sorted().map(\.description) == oids.map(\.description).sorted())
    #expect(OID.zero.description == String(repeating: "0", count: 40))
  }

  @Test func blobNamesAreThoseOfGit() throws {
    let repository = try TestRepository()
    for text in ["", "a", "考勤管理制度\n"] {
      let expected = try repository.git(["hash-object", "--stdin"], input: Array(text.utf8))
      #expect(try OID.ofBlob(Array(text.utf8)).description == expected)
    }
  }
}
