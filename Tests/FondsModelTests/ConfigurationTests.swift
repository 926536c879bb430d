import FondsModel
import FondsTestSupport
import FondsText
import Testing

@Suite("Coding, Organization, FondsSettings")
struct ConfigurationTests {
  @Test func twelveTypesAreShipped() throws {
    let coding = try ShippedSchemas.load().coding
    #expect(coding.types.map(\.code) == (1...12).map { $0 < 10 ? "0\($0)" : "\($0)" })
    #expect(coding.type("03")?.label == LocalizedText(en: "Contract", zh: "合同"))
    #expect(coding.type("13") == nil)
  }

  @Test(arguments: [
    ".DS_Store", "Thumbs.db", "~$考勤.docx", ".~lock.x.yaml#", "x.yaml~", ".x.yaml.swp", ".gitkeep",
  ])
  func whatEditorsLeaveIsPassedOver(_ name: String) throws {
    #expect(try ShippedSchemas.load().coding.passesOver(name))
  }

  @Test(arguments: ["x.yaml", "DS_Store", "Thumbs.db.yaml", "x.yml", "notes.txt", "$~x"])
  func whatMightBeARecordIsNotPassedOver(_ name: String) throws {
    #expect(try !ShippedSchemas.load().coding.passesOver(name))
  }

  @Test(arguments: [
    ("*", "", true), ("*", "x", true), ("a*", "a", true), ("a*b", "ab", true), ("a*b", "a", false),
    ("a*a", "a", false), ("a*b*c", "axbyc", true), ("a*b*c", "acb", false), ("a*b*c", "abbc", true), ("a", "a", true),
    ("a", "A", false), ("*合*", "综合办", true),
  ])
  func aStarStandsForAnything(_ pattern: String, _ name: String, _ matches: Bool) {
    #expect(NamePattern(pattern).matches(name) == matches)
  }

  @Test func aDepartmentIsInForceFromItsFirstToItsLastDay() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/organization.yaml"] = Array(
      """
      departments:
        - {code: HR, name: 人事处, from: 2000-01-01, until: 2019-12-31}
        - {code: HR, name: {en: People, zh: 人力资源部}, from: 2020-01-01}
        - {code: OLD, name: 旧部, until: 2010-06-30}

      """.utf8)
    // What else names a department or a role has no part in this.
    files[Duty.path] = nil
    let schemas = Schemas(files: files, kinds: [])
    #expect(schemas.faults.isEmpty)
    let departments = schemas.organization.departments("HR")
    func names(_ date: String) throws -> [String] {
      let day = try #require(CalendarDate(date))
      return departments.filter { $0.isInForce(on: day) }.map(\.name.zh)
    }
    #expect(try names("1999-12-31") == [])
    #expect(try names("2000-01-01") == ["人事处"])
    #expect(try names("2019-12-31") == ["人事处"])
    #expect(try names("2020-01-01") == ["人力资源部"])
    let old = try #require(schemas.organization.departments("OLD").first)
    #expect(old.isInForce(on: try #require(CalendarDate("1950-01-01"))))
    #expect(old.name == LocalizedText(en: "旧部", zh: "旧部"))
    #expect(schemas.organization.departments("XX").isEmpty)
  }

  @Test func aPersonIsKnownByAnyAddressWhateverItsCase() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/organization.yaml"] = Array(
      """
      departments: [{code: HR, name: HR}]
      people:
        - {id: li.na, name: 李娜, email: [Li.Na@Office.example, na@home.example], roles: [secretary]}
        - {id: wu.di, name: 吴迪}

      """.utf8)
    let organization = Schemas(files: files).organization
    #expect(organization.person(email: "li.na@office.EXAMPLE")?.id == "li.na")
    #expect(organization.person(email: "na@home.example")?.name == "李娜")
    #expect(organization.person(email: "") == nil)
    #expect(organization.people.map { $0.terms.map(\.role) } == [["secretary"], []])
  }

  @Test func theShippedFondsLivesInShanghai() throws {
    let settings = try ShippedSchemas.load().settings
    #expect(settings.timeZone == "Asia/Shanghai")
    #expect(settings.code == "XZ")
  }
}
