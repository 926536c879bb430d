import FondsText

/// The fonds itself (`Schemas/fonds.yaml`).
public struct FondsSettings: Sendable {
  public let code: String
  public let name: LocalizedText
  /// The name of the time zone in which a day of the office begins and ends, such as `Asia/Shanghai`.
  public let timeZone: String
  /// On which days and at which hours the office works.
  public let calendar: WorkCalendar
  /// The languages of labels and help in what is written for editors.
  public let languages: [Language]
  /// The share that is to be done in time, in percent, where an obligation, duty or workflow sets none of its own; nil for
  /// none.
  public let target: Int?
  /// How long after it was done a thing may be entered in the archive, for the time that its record claims to count.
  public let enteredWithin: TimeLimit
  /// The searches that the office has given names.
  public let searches: [SavedSearch]

  /// - Parameter root: what `Schemas/fonds.yaml` says.
  public init(_ root: Node) {
    code = root["code"]?.string ?? ""
    name = root["name"].flatMap(LocalizedText.init) ?? LocalizedText(en: "", zh: "")
    timeZone = root["time-zone"]?.string ?? "UTC"
    calendar = root["calendar"].map(WorkCalendar.init) ?? .plain
    let languages = (root["languages"]?.sequence ?? []).compactMap { $0.string.flatMap(Language.init) }
    let timeliness = root["timeliness"]
    target = timeliness?["target"]?.integer
    enteredWithin = timeliness?["entered-within"]?.string.flatMap { TimeLimit($0) } ?? .workingDay
    searches = SavedSearch.all(in: root)
    self.languages = languages.isEmpty ? Language.allCases : languages
  }
}
