import FondsText
import JSONSchema

/// What must agree between values of one record, beyond what a JSON Schema can say (`x-fonds.checks`).
///
/// Paths are dotted and go through lists into their items.
public enum Agreement: Sendable {
  /// Sibling values that must not decrease, `[from, until]`, or one value from row to row, `[rows.date]`. Dates, times or
  /// numbers; absent ones are passed over.
  case order([String])
  /// The values at some paths add up to a number, or to what a field says.
  case total([String], Sum)
  /// Each row of a list begins where the one before ended; the first and the last where two fields say.
  case continuous(rows: String, from: String, until: String, starts: String?, ends: String?)
  /// Each row's result is the result before it, of the same key, plus and minus what the row says.
  case balance(Balance)
  /// Dates that lie in the period that a field names.
  case within(String, period: String)
  /// Values that must differ from one another: the items of a list in a key, or all values at several paths.
  case unique([String])
  /// A day that lies so long before another.
  case ahead(Notice)

  /// How long before something another thing has to be: leave asked for a week ahead, a meeting begun three days before.
  public struct Notice: Sendable {
    /// The two fields, the earlier first.
    public let earlier: String
    public let later: String
    /// In days, working days, months or years.
    public let limit: TimeLimit
    /// Only of records for which this holds; nil for all.
    public let condition: Schema?
    /// The field that gives a reason where there was less time; nil where none excuses it.
    public let unless: String?

    /// The last day that is early enough for a day.
    public func latest(for day: CalendarDate, by calendar: WorkCalendar) -> CalendarDate {
      TimeLimit(-limit.amount, limit.unit)?.day(from: day, by: calendar) ?? day
    }
  }

  public enum Sum: Sendable {
    case number(Number)
    case field(String)
  }

  public struct Balance: Sendable {
    public let rows: String
    /// The key that tells one account from another; nil where the rows are one account.
    public let of: String?
    /// A list of opening results, or a number; nil where all begin at 0.
    public let opening: String?
    public let plus: [String]
    public let minus: [String]
    public let result: String

    /// What a new account begins with.
    public func openings(in record: Node) -> [String: Number] {
      var results: [String: Number] = [:]
      let node = opening.flatMap { record[$0] }
      if let number = node?.number { results[""] = number }
      for item in node?.sequence ?? [] { results[key(of: item)] = item[result]?.number }
      return results
    }

    /// The account that a row is of.
    public func key(of row: Node) -> String {
      of.flatMap { row[$0] }.map { NodeText.flow($0) } ?? ""
    }

    /// What a row leaves of the result before it; nil where it can't be worked out.
    public func result(of row: Node, after last: Number?) -> Number? {
      let added = plus.compactMap { row[$0]?.number }
      let taken = minus.compactMap { row[$0]?.number?.negated }
      return Number.sum([last ?? Number(0)] + added + taken)
    }
  }

  /// The places within a kind's file where conditions of its checks stand.
  static func conditions(of root: Node) -> [(pointer: String, condition: Node)] {
    (root["x-fonds"]?["checks"]?.sequence ?? []).enumerated().compactMap { index, item in
      item["when"].map { (pointer(ofCondition: index), $0) }
    }
  }

  static func pointer(ofCondition index: Int) -> String { "/x-fonds/checks/\(index)/when" }

  /// Reads one item of `x-fonds.checks`, whose form has been judged.
  /// - Parameter condition: its `when`, compiled.
  init?(_ node: Node, condition: Schema?) {
    func names(_ key: String) -> [String] {
      (node[key].map { $0.sequence ?? [$0] } ?? []).compactMap(\.string)
    }
    if node["order"] != nil {
      self = .order(names("order"))
    } else if node["total"] != nil {
      guard let sum = node["is"]?.number.map(Sum.number) ?? node["is"]?.string.map(Sum.field) else { return nil }
      self = .total(names("total"), sum)
    } else if let rows = node["continuous"]?.string, let from = node["from"]?.string, let until = node["until"]?.string
    {
      self = .continuous(
        rows: rows, from: from, until: until, starts: node["starts"]?.string, ends: node["ends"]?.string)
    } else if let rows = node["balance"]?.string, let result = node["result"]?.string {
      self = .balance(
        Balance(
          rows: rows, of: node["of"]?.string, opening: node["opening"]?.string, plus: names("plus"),
          minus: names("minus"), result: result))
    } else if let dates = node["within"]?.string, let period = node["period"]?.string {
      self = .within(dates, period: period)
    } else if node["unique"] != nil {
      self = .unique(names("unique"))
    } else if node["ahead"] != nil {
      let fields = names("ahead")
      guard fields.count == 2, let limit = node["by"]?.string.flatMap({ TimeLimit($0) }) else { return nil }
      self = .ahead(
        Notice(
          earlier: fields[0], later: fields[1], limit: limit, condition: condition, unless: node["unless"]?.string))
    } else {
      return nil
    }
  }
}
