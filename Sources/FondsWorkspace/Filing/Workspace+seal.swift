import FondsGit
import FondsModel
import FondsText

/// A year that was sealed.
public struct SealedYear: Sendable {
  public let year: Int
  /// The tag's name, such as `sealed/2023`.
  public let tag: String
  public let commit: OID
  /// How many records are filed in it.
  public let filed: Int
  /// Those that go on until they are done, each with the reason.
  public let open: [(id: RecordID, reason: String)]
}

extension Workspace {
  /// Seals a year: an annotated tag on HEAD, signed with the archivist's key, after which its filed records change no more.
  ///
  /// The tag is one of Git's own: `git verify-tag` proves it with the allowed signers that `fonds verify` writes. It is made
  /// whole before it gets its name, so that a process that is killed leaves the year open or sealed.
  /// - Parameter reasons: why records that are not filed stay open, by their numbers.
  ///
  /// Throws ``WorkspaceError/yearSealed(_:)``, ``WorkspaceError/notFiled(_:)`` for records that are neither filed nor given
  /// a reason, ``WorkspaceError/archiveNumbersBroken(_:)``, ``WorkspaceError/yearUncommitted(_:)`` and what keeps it from
  /// being signed.
  public func seal(
    _ year: Int, leavingOpen reasons: [String: String], identity overrides: Identity.Overrides, now: Moment,
    language: Language, keygen: KeygenCommand = KeygenCommand()
  ) throws -> SealedYear {
    _ = try requireRoot()
    return try withLock {
      let schemas = try soundSchemas()
      let person = try requireFiler(overrides, now: now, schemas)
      guard let person else { throw WorkspaceError.unknownPerson }
      let tag = SealedYears.tag(of: year)
      guard try repository.reference("refs/tags/\(tag)") == nil else { throw WorkspaceError.yearSealed(tag) }
      guard let head = try repository.head() else { throw WorkspaceError.noCommits }
      try requireCommitted(year)
      let list = try filingList(FilingRequest(year: year, language: language))
      let open = try requireFiled(list, reasons)
      try requireSoundNumbers(list, schemas)

      let signer = try identity(overrides, now: now).committer
      let text = Self.message(list, open, language)
      let object = Self.tagObject(tag, of: head, by: signer, text)
      let armor = try signature(
        of: object, for: "git", by: person, on: clock().day(of: now), keygen: keygen)
      let answer = try git.output(of: ["mktag"], input: object + Array(armor.utf8))
      guard let oid = OID(hexadecimal: answer.prefix { $0 != 0x0A }) else {
        throw GitError(.commandFailed, call: "git mktag", message: String(decoding: answer, as: UTF8.self))
      }
      do throws(any Error) {
        try repository.updateReference("refs/tags/\(tag)", from: nil, to: oid, log: "tag: \(tag)")
      } catch let error as GitError where error.code == .modified {
        throw WorkspaceError.yearSealed(tag)
      }
      return SealedYear(year: year, tag: tag, commit: head, filed: list.filed.count, open: open)
    }
  }

  /// The years that are sealed.
  public func sealedYears() throws -> Set<Int> { try SealedYears(of: repository).years }

  // MARK: What a seal asks for

  private func requireCommitted(_ year: Int) throws {
    let changed = try git.workTreeChanges(paths: [RecordPath.root]).map(\.path).filter {
      RecordPath.number(atHome: $0)?.series.year == year
    }
    guard changed.isEmpty else { throw WorkspaceError.yearUncommitted(changed.sorted()) }
  }

  private func requireFiled(
    _ list: FilingList, _ reasons: [String: String]
  ) throws -> [(id: RecordID, reason: String)] {
    let unfiled = list.items.filter { item in
      switch item.state {
      case .waiting, .ready: true
      case .filed, .placeholder: false
      }
    }
    if let stranger = reasons.keys.sorted().first(where: { id in !unfiled.contains { $0.id.text == id } }) {
      throw WorkspaceError.noSuchRecord(stranger, nearest: unfiled.first?.id.text)
    }
    let missing = unfiled.filter { reasons[$0.id.text] == nil }
    guard missing.isEmpty else { throw WorkspaceError.notFiled(missing.map(\.id.text)) }
    return unfiled.compactMap { item in reasons[item.id.text].map { (item.id, $0) } }
  }

  /// In each series the items count on from 1, each given once.
  private func requireSoundNumbers(_ list: FilingList, _ schemas: Schemas) throws {
    var items: [String: Set<Int>] = [:]
    for case .filed(let number) in list.items.map(\.state) {
      guard let end = number.lastIndex(where: { !$0.isNumber }), let item = Int(number[number.index(after: end)...])
      else { continue }
      items[String(number[...end]), default: []].insert(item)
    }
    guard schemas.filing.countsByYear else {
      guard list.repeated.isEmpty else { throw WorkspaceError.archiveNumbersBroken(list.repeated) }
      return
    }
    let gaps = items.flatMap { prefix, numbers in
      numbers.filter { $0 > 1 && !numbers.contains($0 - 1) }.map { "\(prefix)\($0)" }
    }
    let broken = list.repeated + gaps.sorted()
    guard broken.isEmpty else { throw WorkspaceError.archiveNumbersBroken(broken) }
  }

  // MARK: The tag

  private static func message(
    _ list: FilingList, _ open: [(id: RecordID, reason: String)], _ language: Language
  ) -> String {
    let subject = LocalizedText(
      en: "Seal \(list.year): \(list.filed.count) records filed", zh: "封存 \(list.year) 年度：已归档 \(list.filed.count) 份")
    let lines = open.map { "\(SealedYears.openKey): \($0.id.text) \($0.reason.asOneLine)" }
    return ([subject.text(language)] + (lines.isEmpty ? [] : [""] + lines)).joined(separator: "\n") + "\n"
  }

  private static func tagObject(_ name: String, of commit: OID, by signer: Signature, _ message: String) -> [UInt8] {
    let minutes = abs(signer.offsetMinutes)
    let offset = (minutes / 60 * 100 + minutes % 60)
    let digits = String(repeating: "0", count: max(0, 4 - String(offset).count)) + String(offset)
    let zone = (signer.offsetMinutes < 0 ? "-" : "+") + digits
    let text = """
      object \(commit)
      type commit
      tag \(name)
      tagger \(signer.name) <\(signer.email)> \(signer.time) \(zone)

      \(message)
      """
    return Array(text.utf8)
  }
}
