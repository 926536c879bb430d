import FondsModel
import FondsText

/// `LNK006`: whoever a record names is in the office, on the day it speaks of.
enum UnknownPerson: RecordRule {
  static let description = RuleDescription(
    code: "LNK006", name: "unknown-person",
    explanation: LocalizedText(
      en: """
        A person is named by the id that Schemas/organization.yaml gives, and was in the office on the day that the \
        record, or the row of it, is of. A field that is kept up to date after approval (x-fonds.free), such as the \
        person in charge, may name somebody who came later.
        """,
      zh: """
        人员要写 Schemas/organization.yaml 里的 id，并且在档案或该行所写的日期在职。批准后仍会更新的字段（x-fonds.free），\
        如经办人，可以写后来入职的人。
        """),
    fails: .replacing("owner: li.na", with: "owner: li.ma"))

  static func check(_ record: RecordContext) -> [Diagnostic] {
    record.namedValues.lazy.filter { $0.field.naming == .person }.compactMap { value in
      // A text that can't be an id is the schema's to report.
      guard !record.hasSchemaFault(at: value.range) else { return nil }
      let organization = record.schemas.organization
      guard let person = organization.person(value.text) else {
        return diagnostic(
          at: record.path, value.range,
          LocalizedText(en: "nobody in the office has the id '\(value.text)'", zh: "没有 id 为“\(value.text)”的人员"),
          help: help(value.text, organization))
      }
      guard let day = value.day, !wasThere(person, on: day, isFree: value.field.isFree) else { return nil }
      return diagnostic(
        at: record.path, value.range,
        LocalizedText(
          en: "\(person.id) (\(person.name)) was not in the office on \(day)",
          zh: "\(day) 这一天 \(person.name)(\(person.id))不在职"),
        help: LocalizedText(
          en: "in the office from \(person.from?.description ?? "…") to \(person.until?.description ?? "…")",
          zh: "在职时间：\(person.from?.description ?? "…") 至 \(person.until?.description ?? "…")"))
    }
  }

  private static func wasThere(_ person: Organization.Person, on day: CalendarDate, isFree: Bool) -> Bool {
    if let until = person.until, day > until { return false }
    if let from = person.from, day < from { return isFree }
    return true
  }

  private static func help(_ id: String, _ organization: Organization) -> LocalizedText {
    guard let nearest = nearestName(to: id, among: organization.people.map(\.id)),
      let person = organization.person(nearest)
    else {
      return LocalizedText(
        en: "people are listed in Schemas/organization.yaml", zh: "人员列在 Schemas/organization.yaml")
    }
    return LocalizedText(en: "did you mean '\(nearest)' (\(person.name))?", zh: "是不是“\(nearest)”（\(person.name)）？")
  }
}
