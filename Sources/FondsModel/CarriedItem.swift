import FondsText

/// An item of a record's list, as a later record of the series that carries it on names it: by the record's number and
/// the item's place there, counted from 1. So it is known again however it is worded, put off or given to somebody else.
public struct CarriedItem: Sendable, Hashable {
  public let kind: String
  public let record: String
  public let list: String
  /// From 1, as people count.
  public let place: Int

  static let recordKey = "record"
  static let itemKey = "item"
}

/// Since when a record stands in its series: by its date, then its number.
public struct SeriesPlace: Sendable, Comparable {
  public let date: String
  public let id: String

  public static func < (one: SeriesPlace, other: SeriesPlace) -> Bool {
    (one.date, one.id) < (other.date, other.id)
  }
}

extension Kind {
  /// What a new record takes over from an earlier one.
  private var carries: [Carry] { sheet?.carries ?? succession?.carries ?? [] }

  public func seriesPlace(of root: Node) -> SeriesPlace {
    SeriesPlace(date: root["date"]?.string ?? "", id: root["id"]?.string ?? "")
  }

  /// The items of earlier records that a record carries on. One that was rejected, withdrawn or superseded carries on
  /// nothing: the earlier record answers again.
  public func carriedItems(in root: Node) -> [CarriedItem] {
    switch root["status"]?.string.flatMap({ meaning(ofStatus: $0) }) {
    case .rejected, .withdrawn, .superseded: return []
    default: break
    }
    return carries.flatMap { carry -> [CarriedItem] in
      guard let origin = carry.origin, let list = carry.from.first else { return [] }
      return (root[carry.to]?.sequence ?? []).compactMap { item in
        guard let record = item[origin]?[CarriedItem.recordKey]?.string,
          let place = item[origin]?[CarriedItem.itemKey]?.number.flatMap({ Int($0.text) })
        else { return nil }
        return CarriedItem(kind: name, record: record, list: list, place: place)
      }
    }
  }

  /// The item of a record's list that a deadline is of, where a later record may carry it on.
  public func carriedItem(of deadline: Deadline) -> CarriedItem? {
    guard deadline.source == .obligation, let record = deadline.record,
      let list = obligations.first(where: { $0.name == deadline.name })?.list,
      carries.contains(where: { $0.origin != nil && $0.from.first == list }),
      let place = deadline.part.split(separator: " ").first.flatMap({ Int($0) })
    else { return nil }
    return CarriedItem(kind: name, record: record, list: list, place: place + 1)
  }
}
