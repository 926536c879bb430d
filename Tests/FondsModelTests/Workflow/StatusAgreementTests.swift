import FondsModel
import FondsText
import Testing

/// Which words of status agree with how far a paper has come.
@Suite("Status and trail")
struct StatusAgreementTests {
  static let words = [
    "draft", "in-review", "approved", "effective", "paid", "rejected", "withdrawn", "superseded", "closed", "archived",
  ]

  @Test(arguments: [
    ([], "draft in-review"), (["head hr.head approve 2"], "in-review"),
    (["head hr.head return 2"], "draft in-review"), (["head hr.head reject 2"], "rejected"),
    (["withdraw clerk.one withdraw 2"], "withdrawn"),
    // Approved by the chief executive, not yet paid: it may take effect, and is not closed.
    (["head hr.head approve 2", "ceo ceo.one approve 3"], "approved effective superseded"),
    (
      ["head hr.head approve 2", "ceo ceo.one approve 3", "pay fin.two done 4"],
      "paid superseded closed archived"
    ),
  ])
  func wordsAgreeWithTheTrail(_ trail: [String], _ right: String) throws {
    let office = try WorkflowOffice(
      """
      steps:
        - {name: head, role: head}
        - {name: ceo, role: ceo, status: approved}
        - {name: pay, role: finance, decision: done}
      done: paid

      """)
    let progress = try office.progress("", trail)
    #expect(Self.words.filter { progress.agrees(with: $0, of: office.kind) }.joined(separator: " ") == right)
  }
}
