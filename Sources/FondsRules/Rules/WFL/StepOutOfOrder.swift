import FondsModel
import FondsText

/// `WFL002`: steps are taken in their order, each once, at times that do not run backwards.
enum StepOutOfOrder: RecordRule {
  static let description = RuleDescription(
    code: "WFL002", name: "step-out-of-order",
    explanation: LocalizedText(
      en: """
        A step waits for those that its workflow puts before it; it is taken once, unless the paper was returned; steps \
        whose condition does not hold are left out. After a rejection, a withdrawal or the last step nothing more is \
        entered. A return goes back to an earlier step. The times of a trail never run backwards: an entry with an \
        earlier time than the one before it comes from a clock that is wrong, or was written afterwards.
        """,
      zh: """
        环节要按流程的先后办理，每个环节只办一次（退回后重办除外）；条件不成立的环节不办。否决、撤回或办完以后不再登记。\
        退回只能退到前面的环节。时间不能倒退：比上一条更早的时间，不是时钟错了，就是事后补写的。
        """),
    fails: TrailExample.replacing("2023-05-09T10", with: "2023-05-08T09"), passes: TrailExample.sound)

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.trailDiagnostics(of: self) { problem, words in
      switch problem {
      case .notApplicable:
        (
          LocalizedText(en: "this step does not apply to this record", zh: "这个环节不适用于本件"),
          LocalizedText(
            en: "its condition ('when' in \(words.workflow.path)) does not hold: remove the entry",
            zh: "不符合流程文件里的条件（\(words.workflow.path) 的 when），请去掉这一条")
        )
      case .waits(let names):
        (
          LocalizedText(en: "\(words.steps(names).en) comes before this step", zh: "要先办\(words.steps(names).zh)"),
          LocalizedText(
            en: "enter that step first, with its own time and person", zh: "请先登记前面的环节，写明办理人和时间")
        )
      case .alreadyTaken:
        (
          LocalizedText(en: "this step has been taken already", zh: "这个环节已经办过"),
          LocalizedText(en: "remove one of the entries", zh: "请去掉重复的一条")
        )
      case .alreadyEnded(let outcome):
        (
          LocalizedText(en: "the paper was \(ending(outcome).en) already", zh: "本件已经\(ending(outcome).zh)"),
          LocalizedText(en: "what goes on is a new record that refers to this one", zh: "要继续办理，请另立一份并引用本件")
        )
      case .earlierThanBefore(let moment):
        (
          LocalizedText(
            en: "this is earlier than the entry before it (\(moment.shortText))",
            zh: "时间早于上一条（\(moment.shortText)）"),
          LocalizedText(
            en: "entries stand in the order of their times; is the clock right?", zh: "各条按时间先后排列；请检查时钟是否正确")
        )
      case .wrongDecision(let allowed):
        (
          LocalizedText(en: "this step is not taken with this word", zh: "这个环节不能写这个意见"),
          LocalizedText(en: "it takes \(words.decisions(allowed).en)", zh: "可以写：\(words.decisions(allowed).zh)")
        )
      case .returnNotBack(let known):
        (
          LocalizedText(en: "a paper goes back to an earlier step only", zh: "只能退回到前面的环节"),
          known.isEmpty
            ? LocalizedText(en: "leave 'to' out: it goes back to who asked", zh: "不写 to 就是退回申请人")
            : LocalizedText(en: "that is \(words.steps(known).en)", zh: "可以退回到：\(words.steps(known).zh)")
        )
      case .notNextReader(let next):
        (
          LocalizedText(
            en: "\(words.people([next]).en) reads before", zh: "应由\(words.people([next]).zh)先阅"),
          LocalizedText(
            en: "readers sign in the order of the list: change the list, or enter them in turn",
            zh: "传阅要按名单的顺序签阅：请调整名单，或依次登记")
        )
      default: nil
      }
    }
  }

  private static func ending(_ outcome: Progress.Outcome) -> LocalizedText {
    switch outcome {
    case .rejected: LocalizedText(en: "rejected", zh: "被否决")
    case .withdrawn: LocalizedText(en: "withdrawn", zh: "撤回")
    default: LocalizedText(en: "through", zh: "办完")
    }
  }
}
