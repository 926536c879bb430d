import FondsText
import FondsWorkspace

/// Says what a new record goes on from.
struct SeriesNotes {
  let console: Console

  func print(_ record: NewRecord) {
    if let origin = record.origin { print(origin, of: record) }
    guard let other = record.otherSeries else { return }
    let values = other.values.map { Console.clean("\(other.field)=\($0)") }
    console.note(
      say(
        "\(record.id) carries nothing on; to go on from the last of a series, name it: ",
        "\(record.id) 没有接续；要接着某个系列的上一份，请指明：")
        + values.joined(separator: say(", ", "、")))
  }

  private func print(_ origin: RecordOrigin, of record: NewRecord) {
    let lists = origin.carried.map { "\($0.field) (\($0.count))" }.joined(separator: ", ")
    console.note(
      say("\(record.id) goes on from \(origin.previous)", "\(record.id) 接续 \(origin.previous)")
        + (lists.isEmpty
          ? say(": nothing was left to carry over", "：没有需要结转的")
          : say("; carried over: ", "；已结转：") + Console.clean(lists)))
    if origin.isPreviousOpen {
      console.note(
        say(
          "\(origin.previous) still takes rows: set its status to closed when the month is done",
          "\(origin.previous) 还没有结表：月份结束后请把它的状态改为 closed"))
    }
  }
}
