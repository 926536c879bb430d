import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("WFL006 approval-outdated")
struct ApprovalOutdatedTests {
  /// A record of a kind without a workflow, whose approvals cover the amount of 100.
  private func codes(amount: String = "100", more: String = "", trail: String) throws -> [String] {
    let content = "amount: \(amount)\n\(more)"
    let text = SignedRecord.text(content: content, trail: trail)
    let digest = try SignedRecord.digest(of: SignedRecord.text(content: "amount: 100\n", trail: "[]\n"))
    return try SignedRecord.judge(text.replacing("DIGEST", with: digest), people: []).codes
  }

  private static let approval =
    "- {step: head, by: zhang.wei, decision: approve, at: \(SignedRecord.moment), covers: DIGEST}"

  @Test func aChangedAmountVoidsAnApprovalAndAnotherSpellingDoesNot() throws {
    let trail = "\n  \(Self.approval)\n"
    #expect(try codes(trail: trail).isEmpty)
    #expect(try codes(amount: "1e+2", trail: trail).filter { $0 != "TXT012" }.isEmpty)
    #expect(try codes(amount: "100.00 # 元", trail: trail).isEmpty)
    #expect(try codes(amount: "100.01", trail: trail) == ["WFL006"])
    #expect(try codes(amount: "1000000000000000000", trail: trail) == ["WFL006"])
  }

  @Test func freeFieldsAndTheTrailItselfAreNotCovered() throws {
    let later = "{step: archivist, by: wang.fang, decision: done, at: \(SignedRecord.moment)}"
    let trail = "\n  \(Self.approval)\n  - \(later)\n"
    #expect(try codes(more: "note: 补记\nkeywords: [报批]\n", trail: trail).isEmpty)
    #expect(try codes(more: "body: 正文\n", trail: trail) == ["WFL006"])
  }

  /// Who may change it, and when, is `ACC002`'s.
  @Test func anotherLevelOfSecrecyLeavesAnApprovalAsItIs() throws {
    let text = SignedRecord.text(content: "amount: 100\n", trail: "\n  \(Self.approval)\n")
    let digest = try SignedRecord.digest(of: SignedRecord.text(content: "amount: 100\n", trail: "[]\n"))
    func codes(_ level: String, amount: String = "100") throws -> [String] {
      let changed = text.replacing("classification: internal", with: "classification: \(level)")
        .replacing("amount: 100", with: "amount: \(amount)").replacing("DIGEST", with: digest)
      return try SignedRecord.judge(changed, people: []).codes.filter { $0 == "WFL006" }
    }
    #expect(text.contains("classification: internal"))
    #expect(try ["public", "internal", "confidential", "secret"].flatMap { try codes($0) } == [])
    #expect(try codes("confidential", amount: "200") == ["WFL006"])
  }

  @Test func whatWasReturnedOrTakenAgainIsPast() throws {
    let back = "- {step: ceo, by: he.jun, decision: return, at: \(SignedRecord.moment)}"
    let first = "\n  \(Self.approval)\n"
    #expect(try codes(amount: "200", trail: first + "  \(back)\n").isEmpty)
    let backToHead = back.replacing("return,", with: "return, to: head,")
    #expect(try codes(amount: "200", trail: first + "  \(backToHead)\n").isEmpty)
    // Sent back to a later step only: what came before it still binds.
    let finance = "- {step: finance, by: qian.feng, decision: approve, at: \(SignedRecord.moment), covers: DIGEST}"
    let backToFinance = back.replacing("return,", with: "return, to: finance,")
    #expect(try codes(amount: "200", trail: first + "  \(finance)\n  \(backToFinance)\n") == ["WFL006"])
    #expect(try codes(amount: "200", trail: first + "  \(backToFinance)\n  \(finance)\n") == ["WFL006", "WFL006"])
    // Of two who approve one step, each stands for himself.
    let other = Self.approval.replacing("zhang.wei", with: "li.na")
    #expect(try codes(amount: "200", trail: first + "  \(other)\n") == ["WFL006", "WFL006"])
    #expect(try codes(amount: "200", trail: first + "  \(Self.approval)\n") == ["WFL006"])
  }

  /// Three steps, of which the second fills in the amount.
  private func trailCodes(_ covers: [(step: String, by: String, content: String)], content: String) throws -> [String] {
    let entries = try covers.map { entry in
      let before = SignedRecord.text(content: entry.content, trail: "[]\n").replacing(
        "kind: errand", with: "kind: filled")
      let digest = try SignedRecord.digest(of: before)
      return
        "\n  - {step: \(entry.step), by: \(entry.by), decision: approve, at: \(SignedRecord.moment), covers: \(digest)}"
    }
    let text = SignedRecord.text(content: content, trail: entries.joined() + "\n")
      .replacing("kind: errand", with: "kind: filled").replacing("status: approved", with: "status: in-review")
      .replacing("owner: li.na", with: "owner: wu.xia")
    return try SignedRecord.judge(text, people: []).codes
  }

  @Test func anEarlierApprovalDoesNotCoverWhatALaterStepFills() throws {
    let (without, with) = ("body: 买纸\n", "amount: 100\nbody: 买纸\n")
    let head = ("head", "li.na", without)
    #expect(try trailCodes([head], content: without).isEmpty)
    #expect(try trailCodes([head], content: with).isEmpty)
    let both = [head, ("quotes", "sun.li", with)]
    #expect(try trailCodes(both, content: with).isEmpty)
    #expect(try trailCodes(both, content: with.replacing("100", with: "900")) == ["WFL006"])
    #expect(try trailCodes(both, content: with.replacing("买纸", with: "买车")) == ["WFL006", "WFL006"])
  }
}
