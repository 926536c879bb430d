import FondsTestSupport
import Foundation
import Testing

/// The hook itself: how it is installed, and what happens where it can't do its work.
@Suite("the hook of a server")
struct ServerHookTests {
  private static let zero = String(repeating: "0", count: 40)

  @Test func itIsInstalledOnceAndOverwritesNobodys() throws {
    let server = try Server(isEmpty: true)
    let again = try server.office.fonds("hook", "install", "-C", server.path)
    #expect(again.status == 0)
    #expect(again.output.hasPrefix("already there"))
    try server.office.folder.write("server.git/hooks/pre-receive", "#!/bin/sh\nexit 0\n")
    #expect(try server.office.fonds("hook", "install", "-C", server.path).status == 2)
    #expect(try server.office.folder.text("server.git/hooks/pre-receive") == "#!/bin/sh\nexit 0\n")
  }

  @Test func withoutTheProgramNothingIsLetIn() throws {
    let server = try Server(isEmpty: true)
    let hook = "server.git/hooks/pre-receive"
    let script = try server.office.folder.text(hook).replacing(FondsProgram.path, with: "/nowhere/fonds")
    try server.office.folder.write(hook, script)
    _ = try server.office.run(["chmod", "+x", server.office.folder.file(hook)])
    let run = try server.office.run(["git", "push", "origin", "main"])
    #expect(run.status != 0)
    #expect(try server.references() == "")
  }

  @Test(arguments: ["nonsense", "\(zero) \(String(repeating: "a", count: 40)) refs/heads/main"])
  func whatItCanNotReadIsRefused(_ line: String) throws {
    let server = try Server()
    let run = try server.office.fonds("hook", "run", "pre-receive", "-C", server.path, input: line + "\n")
    #expect(run.status == 2)
    #expect(run.errors.hasPrefix("error: "))
  }

  /// The pusher reads the server's language, and where it has none, that of the fonds.
  @Test func itSpeaksTheLanguageOfTheServerElseOfTheFonds() throws {
    let server = try Server()
    try server.office.write(RecordText("HR-2023-01-001").with { $0.status = "x" })
    try server.office.commit()
    func said(_ locale: String?) throws -> String {
      server.office.variables["LC_ALL"] = locale ?? ""
      return try server.office.run(["git", "push", "origin", "main"]).errors
    }
    #expect(try said("C.UTF-8").contains("error[SCH004]"))
    #expect(try said("zh_CN.UTF-8").contains("错误[SCH004]"))
    #expect(try said(nil).contains("错误[SCH004]"))
  }
}
