import FondsModel
import FondsRules
import FondsText
import FondsWorkspace

/// What `fonds verify` found, for people and for programs.
struct VerificationOutput {
  let verification: Verification
  /// The day or revision that was asked for.
  let moment: String?
  let console: Console

  // MARK: For people

  func print() {
    console.note(console.styled(Console.clean(verification.path), .bold, on: .error))
    if verification.version == nil { console.note(say("not committed yet", "尚未提交")) }
    console.print(say("content    ", "内容  ") + verification.digest)
    if verification.approvals.isEmpty {
      console.print(say("nobody has approved it yet", "还没有任何批准"))
    }
    for checked in verification.approvals { print(checked) }
    if verification.unreadable > 0 {
      console.print(
        "\n\(console.styled("✗", .red)) "
          + say(
            "\(verification.unreadable) of the trail's entries can't be read: fonds check \(verification.id)",
            "办理过程里有 \(verification.unreadable) 条无法读取：fonds check \(verification.id)"))
    }
  }

  private func print(_ checked: CheckedApproval) {
    let approval = checked.approval
    let entry = [approval.entry.step, approval.entry.decision.rawValue, approval.entry.by, approval.moment].map(
      Console.clean)
    console.print("\n\(mark(checked)) " + console.styled(entry.joined(separator: "  "), .bold))
    console.print("  " + say(Self.words(checked.content)))
    for line in entered(checked) { console.print("  " + line) }
    for line in signature(checked) { console.print("  " + Console.clean(line)) }
    guard let proof = proof(checked) else { return }
    console.print("  " + say("to prove it without fonds verify:", "不用 fonds verify 也可以这样证明："))
    console.print(Console.cleanLines(proof))
  }

  /// When it was committed, and what that says of its time.
  private func entered(_ checked: CheckedApproval) -> [String] {
    guard let version = checked.entered else { return [] }
    let commit = version.commit.description.prefix(10)
    let line = say("first committed ", "最早提交于 ") + version.committed.shortText + say(" in ", "，") + commit
    guard let claim = checked.claim, let words = claim.explanation else { return [line] }
    let judgement =
      claim.verdict == .early
      ? say("long after the time it says", "比所写时间晚很多") : say("before the time it says", "早于所写时间")
    return [line + say(", ", "，") + judgement + " (info[DUE004])", say(words)]
  }

  private func mark(_ checked: CheckedApproval) -> String {
    if checked.isBad { return console.styled("✗", .red) }
    return checked.signature == .unsigned ? "-" : console.styled("✓", .green)
  }

  private static func words(_ content: CheckedApproval.Content) -> LocalizedText {
    switch content {
    case .current: LocalizedText(en: "covers the content as it is", zh: "批准的就是现在的内容")
    case .outdated:
      LocalizedText(
        en: "covers other content: the record was changed afterwards, or this was never approved",
        zh: "批准的不是现在的内容：批准后改动过，或从未批准这一内容")
    case .past:
      LocalizedText(
        en: "covers earlier content; it was returned or taken again later", zh: "批准的是以前的内容，后来已退回或重新办理")
    case .none: LocalizedText(en: "does not say which content it covers", zh: "没有写明批准的是什么内容")
    }
  }

  private func signature(_ checked: CheckedApproval) -> [String] {
    switch checked.signature {
    case .unsigned:
      return [say("not signed: only the file and Git's history vouch for it", "没有签名：只有文件本身和 Git 历史为凭")]
    case .good(let key):
      return [
        say("signed by \(checked.approval.entry.by) with ", "由 \(checked.approval.entry.by) 签名，密钥 ")
          + "\(key.publicKey.fingerprint) (\(key.publicKey.algorithm.rawValue))"
      ]
    case .bad(let fault):
      let words = SignatureWords.words(for: fault, of: checked.approval)
      return [say(words.message), say(words.help)]
    case .refused(_, let reason):
      return [say("ssh-keygen refuses the signature: \(reason)", "ssh-keygen 不认可这个签名：\(reason)")]
    }
  }

  // MARK: The proof

  /// Lines of shell that check a good signature with nothing but `fonds show`, `sha256sum` and `ssh-keygen`; nil where
  /// there is no good one.
  private func proof(_ checked: CheckedApproval) -> String? {
    let approval = checked.approval
    guard case .good = checked.signature, let armor = approval.signature?.string,
      let statement = approval.statement(id: verification.id), let covers = statement.lines.last
    else { return nil }
    let moment = moment.map { " --at=" + Self.quoted($0) } ?? ""
    // What it covers is worked out from the content, wherever the content is there to be asked.
    let digest =
      checked.content == .current
      ? "\"sha256:$(fonds show \(Self.quoted(verification.id)) --content --step=\(Self.quoted(approval.entry.step))\(moment) | sha256sum | cut -c 1-64)\""
      : Self.quoted(covers)
    let lines = statement.lines.dropLast().map(Self.quoted).joined(separator: " ")
    return """
      dir=$(mktemp -d)
      fonds verify --allowed-signers "$dir/signers"\(moment)
      printf '%s' \(Self.quoted(armor)) > "$dir/signature"
      printf '%s\\n' \(lines) \(digest) |
        TZ=UTC ssh-keygen -Y verify -f "$dir/signers" -I \(Self.quoted(approval.entry.by)) -n \(SignedStatement.namespace) \
      -s "$dir/signature" -Overify-time=\(approval.verifyTime)
      """
  }

  /// A word that no shell reads anything into.
  static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
          || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || Array("-._:/".utf8).contains(byte)
      }
    return isPlain ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  // MARK: For programs

  var json: Node {
    JSON.object([
      ("id", JSON.string(verification.id)), ("path", JSON.string(verification.path)),
      ("version", verification.version.map(JSON.version) ?? Node(.null)),
      ("content", JSON.string(verification.digest)), ("sound", JSON.bool(verification.isSound)),
      ("approvals", JSON.array(verification.approvals.map(json))),
      ("unreadable", JSON.int(verification.unreadable)),
    ])
  }

  private func json(_ checked: CheckedApproval) -> Node {
    let approval = checked.approval
    let (state, key, owner): (String, SSHPublicKey?, String?) =
      switch checked.signature {
      case .unsigned: ("unsigned", nil, nil)
      case .good(let key): ("good", key.publicKey, approval.entry.by)
      case .refused(let key, _): ("bad", key.publicKey, approval.entry.by)
      case .bad(.foreignKey(let key, let owner)): ("bad", key, owner)
      case .bad(.notValidThen(let key)): ("bad", key.publicKey, approval.entry.by)
      case .bad: ("bad", nil, nil)
      }
    return JSON.object([
      ("step", JSON.string(approval.entry.step)), ("by", JSON.string(approval.entry.by)),
      ("decision", JSON.string(approval.entry.decision.rawValue)), ("at", JSON.string(approval.moment)),
      ("covers", JSON.string(approval.covers?.string)), ("content", JSON.string(checked.content.rawValue)),
      ("signature", JSON.string(state)), ("key", JSON.string(key?.fingerprint)), ("keyOf", JSON.string(owner)),
      ("reason", JSON.string(checked.signature == .unsigned || state == "good" ? nil : signature(checked).first)),
      ("proof", JSON.string(proof(checked))), ("bad", JSON.bool(checked.isBad)),
      ("commit", JSON.string(checked.entered?.commit.description)),
      ("committed", JSON.string(checked.entered?.committed.text)),
      ("claim", JSON.string(checked.claim?.verdict.rawValue)),
    ])
  }
}
