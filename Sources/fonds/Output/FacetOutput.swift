import FondsIndex
import FondsText
import FondsWorkspace

/// Prints what a search found counted by each field.
struct FacetOutput {
  let console: Console

  func print(_ facets: [FindFacet]) {
    let rows = facets.flatMap(\.counts).map { count in (name(of: count), label(of: count)) }
    let names = rows.map { DisplayWidth.width(of: $0.0) }.max() ?? 0
    let labels = rows.map { DisplayWidth.width(of: $0.1) }.max() ?? 0
    for facet in facets where !facet.counts.isEmpty {
      console.print(console.styled(Self.heading(facet.field), .bold))
      let digits = facet.counts.map { String($0.count).count }.max() ?? 0
      for count in facet.counts {
        let number = String(count.count)
        console.print(
          "  " + DisplayWidth.padded(name(of: count), to: names) + "  "
            + DisplayWidth.padded(label(of: count), to: labels) + "  "
            + String(repeating: " ", count: digits - number.count) + number)
      }
    }
  }

  /// A record's value may be anything, and may be long.
  private func name(of count: FindFacet.Count) -> String {
    guard let value = count.value else { return "—" }
    let clean = Console.clean(value)
    return clean.count > 40 ? clean.prefix(39) + "…" : clean
  }

  private func label(of count: FindFacet.Count) -> String {
    count.label.map { Console.clean(say($0)) } ?? (count.value == nil ? say("none", "未写") : "")
  }

  /// What the field is called, and by what name a query asks for it.
  private static func heading(_ field: SearchField) -> String {
    let label =
      switch field {
      case .department: say("department", "部门")
      case .year: say("year", "年度")
      case .type: say("type", "类型")
      case .kind: say("kind", "种类")
      case .classification: say("class", "密级")
      case .status: say("status", "状态")
      default: field.rawValue
      }
    return label == field.rawValue ? label : "\(label) (\(field.rawValue):)"
  }

  static func json(_ facets: [FindFacet]) -> Node {
    JSON.object(
      facets.map { facet in
        let counts = facet.counts.map { count in
          JSON.object([
            ("value", JSON.string(count.value)),
            (
              "label",
              count.label.map { JSON.object([("en", JSON.string($0.en)), ("zh", JSON.string($0.zh))]) }
                ?? JSON.string(nil)
            ), ("count", JSON.int(count.count)),
          ])
        }
        return (facet.field.rawValue, JSON.array(counts))
      })
  }
}
