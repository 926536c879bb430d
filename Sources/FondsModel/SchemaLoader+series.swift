import FondsText
import JSONSchema

/// What a kind says of its series, and of what its records promise.
extension SchemaLoader {
  // MARK: Series

  /// Where the carries of a kind stand: those of a sheet, and those of a kind that is none.
  private static let carryPlaces = [["sheet", "carry"], ["carry", "lists"]]

  /// The conditions of a kind's carries, with the places where they stand.
  static func carryConditions(_ root: Node) -> [(pointer: String, condition: Node)] {
    carryPlaces.flatMap { place in
      let carries = root["x-fonds"]?[place[0]]?[place[1]]?.sequence ?? []
      return carries.enumerated().compactMap { index, carry in
        carry["where"].map { ("/x-fonds/\(place[0])/\(place[1])/\(index)/where", $0) }
      }
    }
  }

  func sheet(_ block: Node, _ path: String, _ set: SchemaSet) -> Sheet? {
    guard let rows = block["rows"]?.string else { return nil }
    return Sheet(
      rows: rows, series: Self.names(block["per"]), carries: carries(block["carry"], path, set, at: "sheet/carry"))
  }

  func succession(_ block: Node, _ path: String, _ set: SchemaSet) -> Succession {
    Succession(
      series: Self.names(block["per"]), carries: carries(block["lists"], path, set, at: "carry/lists"))
  }

  private func carries(_ list: Node?, _ path: String, _ set: SchemaSet, at place: String) -> [Carry] {
    (list?.sequence ?? []).enumerated().map { index, carry in
      Carry(
        to: carry["to"]?.string ?? "", from: Self.names(carry["from"]),
        condition: carry["where"] == nil ? nil : set.schema(path, pointer: "/x-fonds/\(place)/\(index)/where"),
        lastBy: carry["last-by"]?.string, keep: Self.names(carry["keep"]), origin: carry["origin"]?.string)
    }
  }

  private static func names(_ list: Node?) -> [String] { (list?.sequence ?? []).compactMap(\.string) }

  // MARK: Obligations

  /// The conditions of a kind's obligations, with the places where they stand.
  static func obligationConditions(_ root: Node) -> [(pointer: String, condition: Node)] {
    (root["x-fonds"]?["obligations"]?.sequence ?? []).enumerated().flatMap { index, obligation in
      Obligation.conditions(of: obligation).map { ("/x-fonds/obligations/\(index)" + $0.pointer, $0.condition) }
    }
  }

  func obligations(_ block: Node?, _ fields: [Field], _ path: String, _ set: SchemaSet) -> [Obligation] {
    (block?["obligations"]?.sequence ?? []).enumerated().compactMap { index, node in
      let places = Set(Obligation.conditions(of: node).map(\.pointer))
      return Obligation(node, fields: fields) { pointer in
        places.contains(pointer) ? set.schema(path, pointer: "/x-fonds/obligations/\(index)" + pointer) : nil
      }
    }
  }
}
