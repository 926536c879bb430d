import FondsModel
import FondsTestSupport
import FondsText
import Testing

@testable import FondsWorkspace

@Suite("Cells")
struct CellFormTests {
  private let kind: Kind
  private let form: CellForm

  init() throws {
    let schemas = try ShippedSchemas.load()
    kind = try #require(schemas.kinds["contract"])
    form = CellForm(organization: schemas.organization, language: .chinese, clock: OfficeClock(zone: "Asia/Shanghai"))
  }

  private func field(_ name: String) throws -> Field { try #require(kind.fields.field(at: name)) }

  private func fault(_ cell: String, _ name: String) throws -> CellFault? {
    let field = try field(name)
    do throws(CellFault) {
      _ = try form.value(of: cell, as: field)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "2023-05-08", "2023-5-8", "2023/5/8", "2023/05/08", "2023.5.8", "2023年5月8日", "20230508", " 2023/5/8 0:00 ",
    "2023-05-08 00:00:00",
  ])
  func daysInTheFormsOfSpreadsheetsAreRead(_ text: String) throws {
    #expect(try form.value(of: text, as: field("date")) == Node(.string("2023-05-08")))
  }

  @Test(arguments: [
    ("5/8/2023", CellFault.ambiguousDay), ("45054", .dayAsNumber), ("23/5/8", .notADay), ("2023-02-30", .notADay),
    ("2023/5-8", .notADay), ("2023年5月", .notADay), ("明天", .notADay), ("２０２３-05-08", .notADay),
    ("2023-05-08x", .notADay),
    ("/ /", .notADay), ("2023--8", .notADay), ("-2023/5/8", .notADay),
  ])
  func otherDaysAreRefused(_ text: String, _ expected: CellFault) throws {
    #expect(try fault(text, "date") == expected)
  }

  @Test(arguments: [
    ("1234.50", "1234.50"), ("1,234.50", "1234.50"), ("¥1,234,567", "1234567"), ("￥ 80", "80"), ("186000元", "186000"),
    ("-5", "-5"), ("007", "7"), ("0", "0"), ("-¥5", nil), ("+5.0", "5.0"), (".5", "0.5"),
    ("1.234,50", nil), ("1,5", nil), ("12,34,567", nil), ("1,234,56", nil), (",123", nil), ("12%", nil),
    ("(5.00)", nil),
    ("1e3", nil), ("5 000", nil), ("１２", nil), ("五", nil), ("$5", nil), ("1.2.3", nil), ("", ""), ("-", nil),
  ])
  func numbersAreReadWhereTheyAreUnambiguous(_ text: String, _ expected: String?) throws {
    guard let expected else { return #expect(try fault(text, "amount") == .notANumber) }
    #expect(try form.value(of: text, as: field("amount"))?.number?.text ?? "" == expected)
  }

  @Test func wordsAreTakenByLabelInEitherLanguageAndByName() throws {
    for word in ["内部", "Internal", "internal", "INTERNAL"] {
      #expect(try form.value(of: word, as: field("classification")) == Node(.string("internal")), "\(word)")
    }
    let allowed = ["公开", "内部", "机密", "绝密"]
    #expect(try fault("机要", "classification") == .notListed(allowed: allowed, nearest: "机密"))
    for word in ["李娜", "li.na"] { #expect(try form.value(of: word, as: field("owner")) == Node(.string("li.na"))) }
    #expect(try fault("李那", "owner") == .unknownPerson(nearest: "李娜"))
  }

  @Test func aNameThatTwoHaveIsRefusedAndShownByItsId() throws {
    let text = """
      departments: [{code: HR, name: {en: People, zh: 人事部}}, {code: PE, name: {en: People, zh: 人力部}}]
      people:
        - {id: li.na, name: 李娜}
        - {id: li.na.2, name: 李娜}
        - {id: he.jun, name: 何军}

      """
    let schemas = Schemas(
      files: try ShippedSchemas.files().merging(["Schemas/organization.yaml": Array(text.utf8)]) { $1 })
    let form = CellForm(organization: schemas.organization, language: .english, clock: OfficeClock(zone: nil))
    let owner = try field("owner")
    #expect(throws: CellFault.ambiguousName(["li.na", "li.na.2"])) { try form.value(of: "李娜", as: owner) }
    #expect(form.text(of: Node(.string("li.na")), as: owner) == "li.na")
    #expect(form.text(of: Node(.string("he.jun")), as: owner) == "何军")
    #expect(throws: CellFault.ambiguousName(["HR", "PE"])) { try form.department("people") }
    #expect(try form.department("人事部") == "HR")
  }

  @Test func listsStandBetweenSemicolons() throws {
    let list = Node(.sequence([Node(.string("保洁")), Node(.string("物业"))]))
    for cell in ["保洁;物业", "保洁； 物业；", "保洁\n物业"] {
      #expect(try form.value(of: cell, as: field("keywords")) == list, "\(cell)")
    }
    #expect(try form.text(of: list, as: field("keywords")) == "保洁；物业")
    #expect(try form.survives(list, as: field("keywords")))
    #expect(try !form.survives(Node(.sequence([Node(.string("a;b"))])), as: field("keywords")))
  }

  @Test func timesAreOfTheOfficesZone() throws {
    let at = try field("trail.at")
    let time = Node(.string("2023-05-06T10:22:31+08:00"))
    #expect(try form.value(of: "2023/5/6 10:22:31", as: at) == time)
    #expect(form.text(of: time, as: at) == "2023-05-06 10:22:31")
    // A spreadsheet shows no seconds, and one that is left so has not changed anything.
    #expect(form.says("2023/5/6 10:22", of: time, as: at))
    #expect(!form.says("2023/5/6 10:23", of: time, as: at))
    let other = "2023-05-06T10:22:31+09:00"
    #expect(form.text(of: Node(.string(other)), as: at) == other)
    for text in ["2023/5/6", "10:22", "2023/5/6 25:00", "2023/5/6 10:22 PM", "2023/5/6 10:2"] {
      #expect(throws: CellFault.notAMoment, "\(text)") { try form.value(of: text, as: at) }
    }
  }

  @Test func zerosThatASpreadsheetTookOffAreNoChange() throws {
    #expect(try form.says("12", of: Node(.string("0012")), as: field("archive-number")))
    #expect(try !form.says("1.1", of: Node(.string("1.10")), as: field("archive-number")))
    #expect(try form.says("1234.5", of: Node(.number(#require(Number("1234.50")))), as: field("amount")))
  }

  @Test(arguments: [
    ("1.10101E+17", CellFault.shortenedNumber), ("a\u{202E}b", .forbiddenCharacter("\u{202E}")),
    ("a\u{7}", .forbiddenCharacter("\u{7}")), (String(repeating: "长", count: 100_000), .tooLong(100_000)),
  ])
  func textThatNoFieldMayHoldIsRefused(_ text: String, _ expected: CellFault) throws {
    #expect(try fault(text, "note") == expected)
  }

  @Test func textIsTrimmedAndNormalizedAndKeepsItsIndents() throws {
    let note = try field("note")
    #expect(try form.value(of: " e\u{301}\u{A0}\n", as: note)?.string == "\u{E9}")
    #expect(try form.value(of: "　　第一条\n　　第二条", as: note)?.string == "　　第一条\n　　第二条")
    #expect(try form.value(of: " \n\t", as: note) == nil)
  }

  @Test func everyShippedValueSurvivesACell() throws {
    for (name, kind) in try ShippedSchemas.load().kinds {
      let table = ColumnTable(kind)
      for column in table.columns {
        for language in Language.allCases {
          let heading = table.heading(of: column, language)
          #expect(table.columns(headed: heading).map(\.name) == [column.name], "\(name) \(heading)")
        }
        for value in column.field.values where CellForm.form(of: column.field) == .choice {
          let node = Node(.string(value))
          #expect(form.says(form.text(of: node, as: column.field), of: node, as: column.field), "\(name) \(value)")
        }
      }
    }
  }
}
