import FondsTestSupport
import Foundation
import Testing

/// What a server lets in.
@Suite("honest pushes")
struct HonestPushTests {
  private static let first = RecordText("HR-2023-01-001")
  private static let second = RecordText("HR-2023-01-002", title: "休假制度")

  @Test func theFirstPushAndNewRecords() throws {
    let server = try Server(isEmpty: true)
    try server.push("main")
    try server.office.write(Self.first)
    try server.office.commit()
    try server.office.write(Self.first.with { $0.title = "考勤管理制度" })
    try server.office.write(Self.second)
    try server.office.commit()
    try server.push("main")
    #expect(try server.office.git("-C", server.path, "fsck", "--strict") == "")
  }

  @Test func twoBranchesAndATagAtOnce() throws {
    let server = try Server(holding: Self.first)
    try server.office.git("switch", "-q", "-c", "topic")
    try server.office.write(RecordText("SEC-2023-01-001", title: "印章制度"))
    try server.office.commit()
    try server.office.git("switch", "-q", "main")
    try server.office.write(Self.second)
    try server.office.commit()
    try server.office.git("tag", "-a", "-m", "五月", "may")
    try server.push("main", "topic", "may")
    try server.office.git("merge", "-q", "--no-edit", "topic")
    try server.push("main")
  }

  @Test func mergesOfTwoClones() throws {
    let server = try Server(holding: Self.first.inForce)
    let colleague = try server.colleague()
    try colleague.write(Self.second)
    try colleague.commit()
    try server.push("main", from: colleague)
    try server.office.write(RecordText("SEC-2023-01-001", title: "印章制度"))
    try server.office.write(Self.first.inForce.with { $0.more += "# 备注\n" })
    try server.office.commit()
    try server.office.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    try server.push("main")
  }

  /// Both took the next number; who comes second gives theirs another, in a commit behind the merge.
  @Test func aNumberThatIsNotYetPublishedIsChanged() throws {
    let server = try Server(holding: Self.first)
    let colleague = try server.colleague()
    try colleague.write(Self.second.with { $0.summary = "休假制度" })
    try colleague.commit()
    try server.push("main", from: colleague)
    let own = Self.second.with {
      $0.title = "加班制度"; $0.summary = "加班制度"
    }
    try server.office.write(own)
    try server.office.commit()
    try server.office.git("pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    try server.expectRefusal("COD007", "main")
    try server.office.remove(own.path)
    try server.office.write(own.with { $0.id = "HR-2023-01-003" })
    try server.office.commit()
    try server.push("main")
  }

  @Test func aNumberThatIsNotYetPublishedIsGivenUp() throws {
    let server = try Server(holding: Self.first)
    try server.office.write(Self.second)
    try server.office.commit()
    try server.office.remove(Self.second.path)
    try server.office.commit()
    try server.push("main")
  }

  @Test func aPublishedRecordIsRenamed() throws {
    let server = try Server(holding: Self.first)
    try server.office.move(Self.first.path, to: Self.first.with { $0.summary = "考勤" }.path)
    try server.office.commit()
    try server.push("main")
  }

  /// A slip in between that the next commit mends is no crime.
  @Test func aFaultOfTheTextThatTheNextCommitMends() throws {
    let server = try Server(holding: Self.first.inForce)
    try server.office.write(Self.first.path, "id: [\n")
    try server.office.commit()
    try server.office.write(Self.first.inForce)
    try server.office.commit()
    try server.push("main")
  }

  @Test func pushesByTheGitProtocol() throws {
    let server = try Server(holding: Self.first)
    let daemon = try GitDaemon(of: server)
    try server.office.git("remote", "set-url", "origin", daemon.url)
    try server.office.write(Self.second)
    try server.office.commit()
    try server.push("main")
    try server.office.remove(Self.first.path)
    try server.office.commit()
    try server.expectRefusal("HIS003", "main")
  }
}

/// `git daemon` on a free port of this machine, until it is let go.
private final class GitDaemon {
  let url: String
  private let pid: pid_t

  init(of server: Server) throws {
    let port = try Self.freePort()
    let folder = server.office.folder
    url = "git://127.0.0.1:\(port)/server.git"
    try server.office.git(
      "daemon", "--detach", "--pid-file=\(folder.file("daemon.pid"))", "--export-all", "--enable=receive-pack",
      "--listen=127.0.0.1", "--port=\(port)", "--base-path=\(folder.path)", folder.path)
    // The file is there before the number is in it.
    var number: pid_t?
    for _ in 0..<1000 where number == nil {
      usleep(20_000)
      number = folder.exists("daemon.pid") ? pid_t(try folder.text("daemon.pid").filter { $0 != "\n" }) : nil
    }
    pid = try #require(number)
    for _ in 0..<200 where try server.office.run(["git", "ls-remote", url]).status != 0 { usleep(20_000) }
  }

  deinit { kill(pid, SIGTERM) }

  /// A port that nobody listens on just now.
  private static func freePort() throws -> UInt16 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    try withUnsafeMutablePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        try #require(bind(descriptor, address, length) == 0)
        try #require(getsockname(descriptor, address, &length) == 0)
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }
}
