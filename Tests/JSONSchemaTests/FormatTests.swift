import FondsText
import JSONSchema
import Testing

@Suite("formats")
struct FormatTests {
  struct Table: Sendable, CustomTestStringConvertible {
    let format: String
    let valid: [String]
    let invalid: [String]
    var testDescription: String { format }
  }

  static let tables = [
    Table(
      format: "date", valid: ["2023-05-08", "2020-02-29", "2000-02-29", "0000-01-01", "9999-12-31"],
      invalid: [
        "2021-02-29", "1900-02-29", "2023-02-30", "2023-13-01", "2023-00-10", "2023-04-31", "2023-1-01", "23-01-01",
        "2023-01-01 ", "2023/01/01", "", "2023-01-0২", "2023-W01-1", "2023-001", "+2023-01-01", "2023-01-01T00:00:00Z",
      ]),
    Table(
      format: "time",
      valid: [
        "08:30:06Z", "08:30:06z", "23:20:50.52Z", "08:30:06+00:20", "12:34:56-00:00", "23:59:60Z", "01:29:60+01:30",
        "23:29:60+23:30", "15:59:60-08:00", "00:29:60-23:30",
      ],
      invalid: [
        "8:3:6Z", "22:59:60Z", "23:58:60Z", "23:59:60+01:00", "23:59:60-00:30", "24:00:00Z", "00:60:00Z", "00:00:61Z",
        "01:02:03+24:00", "01:02:03+00:60", "01:02:03Z+00:30", "12:00:00", "12:00:00.", "12:00:00.Z", "01:01:01,11Z",
        "08:30:06+0130", "08:30:06+01", "08:30:06Z\n", "1২:00:00Z", "08:30Z",
      ]),
    Table(
      format: "date-time",
      valid: [
        "1963-06-19T08:30:06.283185Z", "1963-06-19t08:30:06z", "1990-12-31T15:59:60-08:00", "2023-05-06T10:22:00+08:00",
      ],
      invalid: [
        "1990-02-31T15:59:59Z", "1990-12-31T15:59:60Z", "1963-06-19 08:30:06Z", "1963-06-19T08:30:06", "1963-06-19",
        "2013-350T01:01:01", "1963-6-19T08:30:06Z", "",
      ]),
    Table(
      format: "duration",
      valid: ["P4DT12H30M5S", "P4Y", "PT0S", "P1M", "PT36H", "P2W", "P1Y2M", "P1M2D", "PT1H2M", "P01D", "PT1M2S"],
      invalid: [
        "PT1D", "P", "P1YT", "PT", "P2D1Y", "P1D2H", "P2S", "P1Y2W", "P1", "PT0.5S", " P1D", "", "P1Y2D", "PT1H2S",
        "-P1D", "P1D2T3H", "P1WT1H", "P0Y1W", "P1D\n", "P২Y", "p1d",
      ]),
    Table(
      format: "email",
      valid: [
        "joe.bloggs@example.com", "te~st@example.com", #""joe bloggs"@example.com"#, #""a@b"@example.com"#,
        #""\""@iana.org"#, "a@[127.0.0.1]", "a@[IPv6:::1]", "a@[ipv6:2001:db8::7]", "test@io", "test@255.255.255.255",
        "\"\"@iana.org", "test@c--n.com",
      ],
      invalid: [
        "2962", ".test@example.com", "test.@example.com", "te..st@example.com", "a@b@c.org", "a@[127.0.0.300]", "a@[]",
        "a@[1.2.3]", "a@[RFC-5322]", "@example.com", "a@", "a b@c.org", "aé@iana.org", "a@é.org", "test@iana.org\n",
        "test@-iana.org", "test@iana-.com", "test@iana.org.", "a,b@iana.org", "test(c)@iana.org", "",
        String(repeating: "a", count: 65) + "@b.org",
      ]),
    Table(
      format: "uri",
      valid: [
        "http://foo.bar/?baz=qux#quux", "http://-.~_!$&'()*+,;=:%40:80%2f::::::@example.com",
        "ldap://[2001:db8::7]/c=GB?x",
        "mailto:John.Doe@example.com", "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "http://:80", "http://a.com:",
        "http://user@", "http://087.10.0.1/", "http://[::ffff:1.2.3.4]", "http://[v1.a:b]", "file:///a", "a:",
      ],
      invalid: [
        "//foo.bar/", "/abc", "abc", "http:// x.com", "bar,baz:foo", "https://[@example.org/", "https://example.org/®",
        "https://example.org/a b", "http://example.com/%6G", "http://example.com/%", "1http://a.com", "ht_tp://a.com",
        "http://a.com:abc/", "http://a.com:8:0", "http://[1::2::3]", "http://[1:2:3:4:5:6:7:8:9]", "http://a/^",
        "http://a/#a#b",
        "",
      ]),
    Table(
      format: "uuid", valid: ["2EB8AA08-aa98-11ea-b4aa-73b441d16380", "00000000-0000-0000-0000-000000000000"],
      invalid: [
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638", "2eb8aa08aa9811eab4aa73b441d16380",
        "2eb8aa08-aa98-11ea-b4ga-73b441d16380",
        "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380", "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}", "",
      ]),
    Table(
      format: "regex", valid: ["([abc])+\\s+$", "(?=a)b", #"(a)\1"#, "a{2000}", #"\p{Emoji}"#, ""],
      invalid: ["^(abc]", #"\a"#, "a**", "[z-a]", "(?<n>a)\\k<m>"]),
    Table(format: "unknown", valid: ["anything"], invalid: []),
  ]

  @Test(arguments: tables)
  func formatHoldsWhatItsStandardSays(table: Table) throws {
    let asserting = try schema(#"{"format": "\#(table.format)"}"#, options: SchemaOptions(formatAssertion: true))
    let annotating = try schema(#"{"format": "\#(table.format)"}"#)
    for text in table.valid { #expect(asserting.isValid(Node(.string(text))), "\(text)") }
    for text in table.invalid {
      #expect(!asserting.isValid(Node(.string(text))), "\(text)")
      #expect(annotating.isValid(Node(.string(text))), "\(text)")
    }
    #expect(asserting.isValid(Node(.number(Number(12)))))
  }

  @Test func assertingVocabularyNeedsNoOption() throws {
    let set = try schemas([
      "meta":
        #"{"$id": "meta", "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/format-assertion": true}}"#,
      "x": #"{"$id": "x", "$schema": "fonds:/meta", "format": "date", "minimum": 3}"#,
    ])
    #expect(set.errors.isEmpty)
    #expect(try set.schema("fonds:/x")?.isValid(Instance(#""x""#).node) == false)
    // The metaschema names no validation vocabulary, so `minimum` judges nothing.
    #expect(try set.schema("fonds:/x")?.isValid(Instance("1").node) == true)
  }
}
