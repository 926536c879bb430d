import FondsModel
import FondsText
import FondsWorkspace

extension Failure {
  init(disposal error: DisposalError) {
    switch error {
    case .noDestructionList(let id):
      self.init(
        "\(id) is no list by which records are destroyed", "\(id) 不是销毁清册",
        hint: ("fonds dispose list --new draws one up", "fonds dispose list --new 可以编制清册"))
    case .nothingDue(let action):
      self.init(
        "nothing is due that could go on a list (\(action.label.en))", "没有可以列入清册的到期档案（\(action.label.zh)）",
        hint: ("fonds dispose list tells what is due and what keeps it", "fonds dispose list 可看到期的和不能处置的原因"))
    case .noListKind(let action):
      self.init(
        "no kind lists what is due (\(action.label.en))", "没有可以编清册的种类（\(action.label.zh)）",
        hint: (
          "a kind says so in x-fonds.disposal; see CONTRIBUTING.md", "由种类文件里的 x-fonds.disposal 指定，见 CONTRIBUTING.md"
        ))
    case .carriedOutBefore(let id):
      self.init("the list \(id) has been carried out", "清册 \(id) 已经执行")
    case .listDisagrees(let id, let mismatches):
      let lines = mismatches.map { "  \($0.record)  " + say($0.reason) }
      self.init(
        (["\(mismatches.count) lines of \(id) do not agree with the archive:"] + lines).joined(separator: "\n"),
        (["清册 \(id) 有 \(mismatches.count) 行与档案不符："] + lines).joined(separator: "\n"),
        hint: (
          "nothing was destroyed; have the list mended and approved again", "没有销毁任何档案；请改正清册并重新报批"
        ))
    case .tombstoneByHand:
      self.init(
        "a tombstone is not written by hand", "销毁证明不能手写",
        hint: ("it is what fonds dispose carry-out leaves of a record", "由 fonds dispose carry-out 执行清册时写成"))
    case .notAWitness(let person, let list):
      self.init(
        "\(person) is no witness of \(list)", "\(person) 不是 \(list) 的监销人",
        hint: (
          "a list is carried out by one of its witnesses, who is neither its proposer nor an approver",
          "清册由监销人执行；监销人不得是提出人或批准人"
        ))
    case .witnessesMissing(let list, let step, let people):
      let names = people.map(Console.clean).joined(separator: ", ")
      self.init(
        "these have not signed yet: \(names)", "还没有签字：\(names)",
        hint: (
          "each signs by: fonds act \(list) \(step); the last one carries the list out; or give the sheet they signed: --evidence",
          "各自签字：fonds act \(list) \(step)，最后一人执行清册；或用 --evidence 写明纸面签字单"
        ))
    }
  }
}
