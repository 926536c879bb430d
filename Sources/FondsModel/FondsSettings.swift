import FondsText

/// The fonds itself (`Schemas/fonds.yaml`).
public struct FondsSettings: Sendable {
  public let code: String
  public let name: LocalizedText
  /// The name of the time zone in which a day of the office begins and ends, such as `Asia/Shanghai`.
  public let timeZone: String

  init(_ root: Node) {
    code = root["code"]?.string ?? ""
    name = root["name"].flatMap(LocalizedText.init) ?? LocalizedText(en: "", zh: "")
    timeZone = root["time-zone"]?.string ?? "UTC"
  }
}
