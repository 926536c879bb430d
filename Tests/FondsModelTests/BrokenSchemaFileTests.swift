import FondsModel
import FondsTestSupport
import FondsText
import Testing

/// A file of `Schemas/` with one fault: a piece of the shipped text replaced, and the bytes that shall be named.
struct BrokenFile: Sendable, CustomTestStringConvertible {
  let what: String
  let path: String
  let old: String
  let new: String
  /// The text at which the fault is reported; nil where it is the whole file's.
  let at: String?

  init(_ what: String, _ path: String, _ old: String, _ new: String, at: String?) {
    self.what = what
    self.path = "Schemas/" + path
    self.old = old
    self.new = new
    self.at = at
  }

  var testDescription: String { what }

  static let all = [
    BrokenFile("no YAML", "fonds.yaml", "code: XZ", "code: [XZ", at: nil),
    BrokenFile("tab", "fonds.yaml", "languages:", "\tlanguages:", at: "\t"),
    BrokenFile("control character", "fonds.yaml", "综合办公室", "综合\u{7}办公室", at: "\u{7}"),
    BrokenFile("missing field", "fonds.yaml", "time-zone: Asia/Shanghai\n", "", at: nil),
    BrokenFile("unknown field", "fonds.yaml", "code: XZ", "code: XZ\ncolour: red", at: "colour"),
    BrokenFile("wrong value", "fonds.yaml", "[zh, en]", "[zh, fr]", at: "fr"),
    BrokenFile("unknown weekday", "fonds.yaml", "week: [mon,", "week: [monday,", at: "monday"),
    BrokenFile("hours that end before they begin", "fonds.yaml", "13:30-17:30", "13:30-12:30", at: "\"13:30-12:30\""),
    BrokenFile("hours that overlap", "fonds.yaml", "13:30-17:30", "11:30-17:30", at: "\"11:30-17:30\""),
    BrokenFile("hours that no clock shows", "fonds.yaml", "13:30-17:30", "13:30-17:60", at: "\"13:30-17:60\""),
    BrokenFile("holidays that overlap", "fonds.yaml", "from: 2023-01-21", "from: 2023-01-02", at: "2023-01-02|1"),
    BrokenFile(
      "holiday that ends before it begins", "fonds.yaml", "until: 2023-01-27", "until: 2023-01-07", at: "2023-01-07"),
    BrokenFile("holiday of a year", "fonds.yaml", "until: 2023-01-27", "until: 2024-01-27", at: "2024-01-27"),
    BrokenFile(
      "holiday beyond the calendar", "fonds.yaml", "until: 2026-10-07", "until: 2027-01-01", at: "2027-01-01"),
    BrokenFile("workday that is no weekend", "fonds.yaml", "- 2023-01-28", "- 2023-01-30", at: "2023-01-30"),
    BrokenFile("workday that is a holiday", "fonds.yaml", "- 2023-01-28", "- 2023-01-22", at: "2023-01-22"),
    BrokenFile("workday twice", "fonds.yaml", "- 2023-01-29", "- 2023-01-28", at: nil),
    BrokenFile("wrong pattern", "organization.yaml", "code: ADM,", "code: adm,", at: "adm"),
    BrokenFile(
      "no date", "organization.yaml", "人力资源部}, from: 2000-01-01", "人力资源部}, from: 2000-13-01", at: "2000-13-01"),
    BrokenFile("person twice", "organization.yaml", "id: huang.bo", "id: li.na", at: "li.na|2"),
    BrokenFile(
      "role twice", "organization.yaml", "  - {name: registrar,", "  - {name: registrar}\n  - {name: registrar,",
      at: "registrar|1"),
    BrokenFile("level that no record can have", "classification.yaml", "name: secret", "name: secert", at: "secert"),
    BrokenFile(
      "level that is missing", "classification.yaml",
      "  - {name: internal, label: {en: Internal, zh: 内部}, open: true}\n",
      "", at: nil),
    BrokenFile("level twice", "classification.yaml", "name: internal", "name: public", at: "public|1"),
    BrokenFile("term that is none", "classification.yaml", "longest: 20y", "longest: 20 years", at: "20 years"),
    BrokenFile(
      "open level with a term", "classification.yaml", "zh: 公开}, open: true", "zh: 公开}, open: true, longest: 5y",
      at: nil),
    BrokenFile(
      "reader that no role is", "classification.yaml", "office-director, archivist]", "archivst]", at: "archivst"),
    BrokenFile("role of the review", "classification.yaml", "role: archivist", "role: archivst", at: "archivst"),
    BrokenFile("review that never comes", "classification.yaml", "every: 1y", "every: yearly", at: "yearly"),
    BrokenFile("role that files", "filing.yaml", "role: archivist", "role: archivst", at: "archivst"),
    BrokenFile("kind of a category", "filing.yaml", "[expense, budget]", "[expense, budgt]", at: "budgt"),
    BrokenFile("archive number without an item", "filing.yaml", "-{item}\"", "\"", at: nil),
    BrokenFile("type code", "coding.yaml", "\"12\":", "\"1a\":", at: nil),
    BrokenFile("unknown kind in the schedule", "retention.yaml", "kinds: [expense]", "kinds: [expens]", at: "expens"),
    BrokenFile("unknown trigger", "retention.yaml", "from: released", "from: realeased", at: "realeased"),
    BrokenFile(
      "trigger in a successor that has no such field", "retention.yaml", "superseded-by.effective",
      "superseded-by.efective", at: "superseded-by.efective"),
    BrokenFile(
      "kind without the trigger", "retention.yaml", "kinds: [incident, data-leak]\n    period: 30y\n    from: ended",
      "kinds: [incident, data-leak]\n    period: 30y\n    from: controlled", at: "data-leak"),
    BrokenFile(
      "class with a condition over an absent field", "retention.yaml",
      "{properties: {genre: {const: yearly}}, required: [genre]}",
      "{properties: {genre: {const: yearly}}}", at: "genre"),
    BrokenFile(
      "class with a condition over no field", "retention.yaml",
      "{properties: {genre: {const: yearly}}, required: [genre]}",
      "{properties: {gerne: {const: yearly}}, required: [genre]}", at: "gerne"),
    BrokenFile(
      "reason to keep over no field", "retention.yaml", "{properties: {status: {const: approved}}, required: [status]}",
      "{properties: {state: {const: approved}}}", at: "state"),
    BrokenFile("class twice", "retention.yaml", "name: holds", "name: disputes", at: "disputes"),
    BrokenFile("period of nothing", "retention.yaml", "period: 5y", "period: 0y", at: "0y"),
    BrokenFile(
      "unknown cut-off", "retention.yaml", "period: 5y", "period: 5y\n    cut-off: month-end", at: "month-end"),
    BrokenFile("unknown disposition", "retention.yaml", "disposition: destroy", "disposition: burn", at: "burn"),
    BrokenFile(
      "destroyed though permanent", "retention.yaml", "    disposition: transfer", "    disposition: destroy",
      at: "destroy|1"),
    BrokenFile("class without a basis", "retention.yaml", "basis: {en: The office's own, zh: 本单位自定}", "", at: nil),
    BrokenFile(
      "class that no record comes to", "retention.yaml", "kinds: [emergency-decision]",
      "kinds: [emergency-decision, incident]", at: "incident"),
    BrokenFile("$id of the base", "record.yaml", "$id: record", "$id: recrd", at: "recrd"),
    BrokenFile("$id", "kinds/loan-book.yaml", "$id: loan-book", "$id: loans-book", at: "loans-book"),
    BrokenFile("two kinds with one name", "kinds/loan-book.yaml", "$id: loan-book", "$id: policy", at: "policy"),
    BrokenFile(
      "two kinds with one label", "kinds/loan-book.yaml", "zh: 借阅登记}\n  type", "zh: 合同}\n  type",
      at: "{en: Loan book, zh: 合同}"),
    BrokenFile(
      "$ref to nothing", "kinds/loan-book.yaml", "$ref: \"record#/$defs/person\"", "$ref: \"record#/$defs/persn\"",
      at: "\"record#/$defs/persn\""),
    BrokenFile("unknown type of value", "kinds/loan-book.yaml", "fee: {type: number", "fee: {type: numbr", at: "numbr"),
    BrokenFile("unknown keyword", "kinds/loan-book.yaml", "minimum: 0", "minimun: 0", at: "minimun"),
    BrokenFile("wrong keyword value", "kinds/loan-book.yaml", "minLength: 1", "minLength: -1", at: "-1"),
    BrokenFile("bad pattern", "kinds/loan-book.yaml", "minLength: 1", "pattern: \"(\"", at: "\"(\""),
    BrokenFile(
      "no schema", "kinds/loan-book.yaml", "purpose: {type: string, minLength: 1}", "purpose: 5", at: "5"),
    BrokenFile(
      "unknown $schema", "kinds/loan-book.yaml", "https://json-schema.org/draft/2020-12/schema",
      "https://json-schema.org/draft/2019/schema", at: "https://json-schema.org/draft/2019/schema"),
    BrokenFile(
      "type code that coding.yaml lacks", "kinds/loan-book.yaml", "type: \"12\"", "type: \"88\"", at: "\"88\""),
    BrokenFile("unknown x-fonds key", "kinds/loan-book.yaml", "  type: \"12\"", "  typ: \"12\"", at: "typ"),
    BrokenFile("anchor", "kinds/loan-book.yaml", "title: Loan book", "title: &t Loan book", at: nil),
    BrokenFile(
      "workflow that does not exist", "kinds/loan-book.yaml", "  type: \"12\"", "  type: \"12\"\n  workflow: lending",
      at: "lending"),
    BrokenFile("label of no field", "kinds/loan-book.yaml", "    purpose: {en", "    purpos: {en", at: "purpos"),
    BrokenFile(
      "label beside a part's properties", "kinds/loan-book.yaml", "help: {en: When, zh: 何时}", "hlp: {en: When, zh: 何时}",
      at: nil),
    BrokenFile(
      "reference by a field of text", "kinds/loan-book.yaml", "references: {lent:", "references: {purpose:",
      at: "purpose"),
    BrokenFile(
      "reference to no kind", "kinds/loan-book.yaml", "lent: [contract, policy]", "lent: [contrat, policy]",
      at: "contrat"),
    BrokenFile(
      "status without a meaning", "kinds/loan-book.yaml", "statuses: {out: approved, back: closed}",
      "statuses: {out: approved}", at: "back"),
    BrokenFile(
      "meaning of no status", "kinds/loan-book.yaml", "back: closed}", "back: closed, lost: closed}", at: "lost"),
    BrokenFile("free field that is none", "kinds/loan-book.yaml", "free: [rows]", "free: [rowz]", at: "rowz"),
    BrokenFile("column that is no field", "kinds/loan-book.yaml", "lent, purpose]", "lent, purpse]", at: "purpse"),
    BrokenFile(
      "rows that are no field", "kinds/loan-book.yaml", "sheet: {rows: rows", "sheet: {rows: lines", at: "lines"),
    BrokenFile("carry of no key", "kinds/loan-book.yaml", "last-by: what", "last-by: wht", at: "wht"),
    BrokenFile("carry to no field", "kinds/minutes.yaml", "- to: resolutions", "- to: resolutns", at: "resolutns"),
    BrokenFile(
      "carry of no origin", "kinds/minutes.yaml", "origin: carried-from", "origin: carried-fom", at: "carried-fom"),
    BrokenFile(
      "origin that names no record", "kinds/minutes.yaml", "origin: carried-from", "origin: result", at: "result"),
    BrokenFile("series of no field", "kinds/minutes.yaml", "per: [series]", "per: [seris]", at: "seris"),
    BrokenFile(
      "carry beside a sheet", "kinds/minutes.yaml", "free: [resolutions, sent-to]",
      "free: [resolutions, sent-to]\n  sheet: {rows: resolutions}", at: nil),
    BrokenFile(
      "place in one of two lists", "kinds/minutes.yaml", "from: [resolutions]", "from: [resolutions, topics]", at: nil),
    BrokenFile("check of no field", "kinds/loan-book.yaml", "{order: [out, back]}", "{order: [out, bak]}", at: "bak"),
    BrokenFile("check of no row's field", "kinds/loan-book.yaml", "result: left", "result: lefft", at: "lefft"),
    BrokenFile("notice of no field", "kinds/loan-book.yaml", "unless: purpose", "unless: purpos", at: "purpos"),
    BrokenFile("notice ahead of one field", "kinds/loan-book.yaml", "ahead: [out, back]", "ahead: [out]", at: nil),
    BrokenFile("notice in hours", "kinds/loan-book.yaml", "by: 3d", "by: 3h", at: nil),
    BrokenFile(
      "notice under a condition over an absent field", "kinds/loan-book.yaml",
      "when: {properties: {fee: {minimum: 7}}, required: [fee]}", "when: {properties: {fee: {minimum: 7}}}", at: "fee"),
    BrokenFile(
      "condition over an absent field", "kinds/loan-book.yaml", "exclusiveMinimum: 100}}, required: [fee]}",
      "exclusiveMinimum: 100}}}", at: "fee"),
    BrokenFile(
      "condition over a field that does not exist", "kinds/loan-book.yaml",
      "if: {properties: {fee: {exclusiveMinimum: 100}}", "if: {properties: {fees: {exclusiveMinimum: 100}}", at: "fees"),
    BrokenFile(
      "condition of a row over an absent field", "kinds/loan-book.yaml", "if: {required: [count], properties",
      "if: {properties", at: "count"),
    BrokenFile("limit of an obligation", "kinds/loan-book.yaml", "within: 30d", "within: 30", at: "30"),
    BrokenFile("obligation without a limit", "kinds/loan-book.yaml", ", within: 30d", "", at: nil),
    BrokenFile(
      "obligation of records under a condition over an absent field", "kinds/loan-book.yaml",
      "where: {required: [fee], properties: {fee: {minimum: 5}}}",
      "where: {properties: {fee: {minimum: 5}}}", at: "fee"),
    BrokenFile("obligation of no field", "kinds/loan-book.yaml", "from: out,", "from: outt,", at: "outt"),
    BrokenFile("obligation of no row's field", "kinds/loan-book.yaml", "due: at,", "due: att,", at: "att"),
    BrokenFile("obligation for each of no list", "kinds/loan-book.yaml", "each: rows", "each: purpose", at: "purpose"),
    BrokenFile("obligation of no role", "kinds/loan-book.yaml", "role: archivist", "role: archivst", at: "archivst"),
    BrokenFile("escalation to no role", "kinds/loan-book.yaml", "to: office-director", "to: director", at: "director"),
    BrokenFile("obligation twice", "kinds/loan-book.yaml", "name: count", "name: return", at: "return|1"),
    BrokenFile(
      "obligation with a condition over an absent field", "kinds/loan-book.yaml", "required: [left]",
      "minProperties: 1", at: "left"),
    BrokenFile("duty of no kind", "duties.yaml", "kind: loan-book", "kind: loan-bok", at: "loan-bok"),
    BrokenFile("duty of no field", "duties.yaml", "day: out", "day: outt", at: "outt"),
    BrokenFile("duty of no department", "duties.yaml", "[SEC]", "[SEK]", at: "SEK"),
    BrokenFile("duty of no role", "duties.yaml", "role: archivist", "role: archivst", at: "archivst"),
    BrokenFile("duty that is due before it comes round", "duties.yaml", "day: out", "day: out, within: -5d", at: "-5d"),
    BrokenFile("duty of no day", "duties.yaml", "yearly 06-30", "yearly 06-31", at: "yearly 06-31"),
    BrokenFile(
      "duty that never comes", "duties.yaml", "every: yearly 06-30", "every: now and then", at: "now and then"),
    BrokenFile(
      "duty with a condition over an absent field", "duties.yaml", "where: {required: [fee], properties",
      "where: {properties", at: "fee"),
    BrokenFile(
      "duty of rows under a condition over an absent field", "duties.yaml", "when: {required: [count], properties",
      "when: {properties", at: "count"),
    BrokenFile("duty of rows without rows", "duties.yaml", "rows: rows, ", "", at: nil),
  ]

  /// A kind that uses every part of the vocabulary.
  static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: loan-book
    title: Loan book
    allOf:
      - {$ref: record}
      - if: {properties: {fee: {exclusiveMinimum: 100}}, required: [fee]}
        then: {required: [purpose]}
    properties:
      status: {enum: [draft, out, back]}
      lent: {$ref: "record#/$defs/number"}
      purpose: {type: string, minLength: 1}
      borrower: {$ref: "record#/$defs/person"}
      fee: {type: number, minimum: 0}
      out: {$ref: "record#/$defs/day"}
      back: {$ref: "record#/$defs/day"}
      opening: {$ref: "#/$defs/rows"}
      rows: {$ref: "#/$defs/rows"}
    unevaluatedProperties: false
    $defs:
      rows:
        type: array
        items:
          type: object
          properties:
            at: {$ref: "record#/$defs/day"}
            what: {$ref: "record#/$defs/text"}
            count: {$ref: "record#/$defs/quantity"}
            left: {$ref: "record#/$defs/quantity"}
          if: {required: [count], properties: {count: {minimum: 10}}}
          then: {required: [what]}
          x-fonds:
            fields:
              at: {en: At, zh: 时间, help: {en: When, zh: 何时}}
    x-fonds:
      label: {en: Loan book, zh: 借阅登记}
      type: "12"
      fields:
        purpose: {en: Purpose, zh: 用途}
      references: {lent: [contract, policy]}
      statuses: {out: approved, back: closed}
      free: [rows]
      register: [id, lent, purpose]
      sheet: {rows: rows, carry: [{to: opening, from: [opening, rows], last-by: what, keep: [what, left]}]}
      checks:
        - {order: [out, back]}
        - {balance: rows, of: what, opening: opening, minus: [count], result: left}
        - {ahead: [out, back], by: 3d, when: {properties: {fee: {minimum: 7}}, required: [fee]}, unless: purpose}
      obligations:
        - {name: return, label: Return, from: out, within: 30d, role: archivist, done: back, escalate: {after: 40d, to: office-director}}
        - {name: count, label: Count, each: rows, where: {required: [fee], properties: {fee: {minimum: 5}}}, due: at, met: {properties: {left: {minimum: 1}}, required: [left]}}

    """

  static let duties = """
    duties:
      - {name: look, label: Look, every: yearly 06-30, from: 2023-01-01, per: department, departments: [SEC], role: archivist, kind: loan-book, where: {required: [fee], properties: {fee: {minimum: 1}}}, day: out}
      - {name: count, label: Count, every: workday, from: 2023-01-01, role: archivist, kind: loan-book, rows: rows, when: {required: [count], properties: {count: {minimum: 1}}}, day: at}

    """

  static func files() throws -> [String: [UInt8]] {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/loan-book.yaml"] = Array(kind.utf8)
    files["Schemas/duties.yaml"] = Array(duties.utf8)
    return files
  }
}

@Suite("Broken files of Schemas/")
struct BrokenSchemaFileTests {
  @Test(arguments: BrokenFile.all)
  func oneFaultIsReportedOnceAtItsPlace(_ broken: BrokenFile) throws {
    var files = try BrokenFile.files()
    let text = String(decoding: try #require(files[broken.path]), as: UTF8.self)
    try #require(text.contains(broken.old))
    let bytes = Array(text.replacing(broken.old, with: broken.new, maxReplacements: 1).utf8)
    files[broken.path] = bytes
    // The schedule is judged by all the kinds that it names.
    let isSchedule = broken.path == RetentionSchedule.path
    let kinds: Set<String>? = isSchedule ? nil : ["loan-book", "contract", "policy", "minutes"]
    let faults = Schemas(files: files, kinds: kinds).faults.filter { $0.path == broken.path }
    #expect(faults.count == 1, "\(faults)")
    let fault = try #require(faults.first)
    guard let at = broken.at else { return }
    let parts = at.split(separator: "|")
    let range = try #require(fault.range)
    #expect(String(decoding: bytes[range], as: UTF8.self) == parts[0])
  }

  @Test func theSoundFilesHaveNoFault() throws {
    let schemas = Schemas(files: try BrokenFile.files())
    #expect(schemas.faults.isEmpty, "\(schemas.faults)")
    let kind = try #require(schemas.kinds["loan-book"])
    #expect(kind.field("rows")?.child("at")?.help == LocalizedText(en: "When", zh: "何时"))
    #expect(kind.field("lent")?.allowedKinds == ["contract", "policy"])
    #expect(kind.field("borrower")?.names == .person)
    #expect(kind.field("purpose")?.demand == .sometimes)
    #expect(kind.meaning(ofStatus: "back") == .closed)
    #expect(kind.agreements.count == 3)
  }

  @Test func aBrokenKindTakesNoOtherWithIt() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/kinds/loan-book.yaml"] = Array(BrokenFile.kind.replacing("\"12\"", with: "\"88\"").utf8)
    let schemas = Schemas(files: files)
    #expect(schemas.brokenKinds == ["loan-book"])
    #expect(schemas.kinds["policy"] != nil)
  }

  @Test func aBrokenBaseIsReportedAtTheBaseAlone() throws {
    var files = try ShippedSchemas.files()
    files["Schemas/record.yaml"] = Array("$id: record\nproperties: 5\n".utf8)
    #expect(Set(Schemas(files: files).faults.map(\.path)).contains("Schemas/record.yaml"))
    files["Schemas/record.yaml"] = nil
    #expect(Schemas(files: files).faults.map(\.path).contains("Schemas/record.yaml"))
  }

  @Test func kindsThatReferToEachOtherInACircleAreReported() throws {
    var files = try ShippedSchemas.files()
    for (name, other) in [("aa", "bb"), ("bb", "aa")] {
      files["Schemas/kinds/\(name).yaml"] = Array(
        """
        $schema: https://json-schema.org/draft/2020-12/schema
        $id: \(name)
        allOf: [{$ref: \(other)}]
        x-fonds: {label: \(name)}

        """.utf8)
    }
    let faults = Schemas(files: files).faults
    #expect(!faults.isEmpty)
    #expect(faults.allSatisfy { ["Schemas/kinds/aa.yaml", "Schemas/kinds/bb.yaml"].contains($0.path) })
  }

  @Test func randomBytesAsASchemaAreFaultsAndNoCrash() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      var files = try ShippedSchemas.files()
      let path = try #require(files.keys.sorted().randomElement(using: &generator))
      var bytes = try #require(files[path])
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      files[path] = bytes
      // The kind that was spoilt alone, or any one where another file was: compiling all of them 200 times takes minutes.
      let name = String(RecordPath.name(of: path).dropLast(RecordPath.ending.count))
      let schemas = Schemas(files: files, kinds: path.contains("/kinds/") ? [name] : ["policy"])
      for fault in schemas.faults {
        #expect(fault.range.map { $0.upperBound <= (files[fault.path]?.count ?? 0) } ?? true)
      }
    }
  }
}
