import FondsText

/// How the office files (`Schemas/filing.yaml`): who does it, and how an archive number (档号) is made.
///
/// DA/T 13-2022, DA/T 22-2015: fonds, category, year, period, department and item, such as `XZ-WS·2023-D10-HR-0003`.
public struct FilingRule: Sendable {
  /// A category of the archive, such as accounting records, and the kinds that belong there.
  public struct Category: Sendable, Hashable {
    public let code: String
    public let label: LocalizedText
    public let kinds: [String]
  }

  /// The role that files and seals a year; nil for anybody.
  public let role: String?
  /// The category of the kinds that no other one names.
  public let category: String
  public let categories: [Category]
  /// The least number of digits of an item.
  public let digits: Int
  private let form: String

  /// The number's form where the office says none.
  static let usualForm = "{fonds}-{category}·{year}-{period}-{department}-{item}"

  /// The file of the rules of filing.
  public static let path = ConfigurationForm.filing.path

  /// Reads the file, whose form has been judged; nil for an office without one.
  init(_ block: Node?) {
    role = block?["role"]?.string
    category = block?["category"]?.string ?? "WS"
    categories = (block?["categories"]?.sequence ?? []).compactMap { item in
      guard let code = item["code"]?.string else { return nil }
      return Category(
        code: code, label: item["label"].flatMap(LocalizedText.init) ?? LocalizedText(en: code, zh: code),
        kinds: (item["kinds"]?.sequence ?? []).compactMap(\.string))
    }
    digits = block?["digits"]?.integer ?? 4
    form = block?["number"]?.string ?? Self.usualForm
  }

  /// Whether a series is of one year, so that its numbers stand in that year's records alone.
  public var countsByYear: Bool { form.contains("{year}") }

  public func category(of kind: String) -> String {
    categories.first { $0.kinds.contains(kind) }?.code ?? category
  }

  /// The series of a record's archive number.
  ///
  /// - Parameter period: how long it is kept.
  public func series(of number: RecordID, kind: String, period: RetentionPeriod, fonds: String) -> ArchiveNumber.Series
  {
    let values = [
      "fonds": fonds, "category": category(of: kind), "year": RecordID.Series.padded(number.series.year, 4),
      "period": Self.periodCode(period), "department": number.series.department,
    ]
    let prefix = values.reduce(String(form.dropLast("{item}".count))) { text, entry in
      text.replacing("{\(entry.key)}", with: entry.value)
    }
    return ArchiveNumber.Series(prefix: prefix, digits: digits)
  }

  /// `Y` for permanent, `D10` for ten years (DA/T 22-2015, 6.2).
  private static func periodCode(_ period: RetentionPeriod) -> String {
    switch period {
    case .permanent: "Y"
    case .years(let years): "D\(years)"
    }
  }
}

/// An archive number: a series and an item in it.
public struct ArchiveNumber: Sendable, Hashable {
  /// The numbers that are counted together: all but the item is the same.
  public struct Series: Sendable, Hashable {
    /// What its numbers begin with, such as `XZ-WS·2023-D10-HR-`.
    public let prefix: String
    public let digits: Int

    /// Which item of the series a number is; nil where it is none.
    public func item(_ text: String) -> Int? {
      guard text.hasPrefix(prefix) else { return nil }
      let rest = text.dropFirst(prefix.count)
      guard rest.utf8.count >= digits, rest.utf8.count <= 9, rest.allSatisfy({ $0.isASCII && $0.isNumber }),
        rest.utf8.count == digits || rest.first != "0"
      else { return nil }
      return Int(rest).flatMap { $0 > 0 ? $0 : nil }
    }
  }

  public let series: Series
  public let item: Int

  public init(series: Series, item: Int) {
    self.series = series
    self.item = item
  }

  /// As it is written.
  public var text: String { series.prefix + RecordID.Series.padded(item, series.digits) }
}
