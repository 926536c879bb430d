import FondsModel
import FondsText

/// Prints the searches that the office has saved.
struct SavedSearchOutput {
  let console: Console

  func print(_ searches: [SavedSearch], asJSON: Bool) {
    if asJSON {
      let items = searches.map { search in
        JSON.object([
          ("name", JSON.string(search.name)),
          (
            "label",
            JSON.object([("en", JSON.string(search.label.en)), ("zh", JSON.string(search.label.zh))])
          ), ("query", JSON.string(search.query)),
        ])
      }
      console.print(JSON.object([("searches", JSON.array(items))]))
      return
    }
    let names = searches.map { "@" + Console.clean($0.name) }
    let labels = searches.map { Console.clean(say($0.label)) }
    let widths = [names, labels].map { $0.map { DisplayWidth.width(of: $0) }.max() ?? 0 }
    for (index, search) in searches.enumerated() {
      console.print(
        console.styled(DisplayWidth.padded(names[index], to: widths[0]), .bold) + "  "
          + DisplayWidth.padded(labels[index], to: widths[1]) + "  " + Console.clean(search.query))
    }
    if searches.isEmpty {
      console.note(
        say(
          "no searches are saved: add them under `searches` in Schemas/fonds.yaml and commit it",
          "还没有保存的查找：请写在 Schemas/fonds.yaml 的 searches 里并提交"))
    }
  }
}
