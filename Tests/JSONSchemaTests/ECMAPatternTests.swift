import Testing

@testable import JSONSchema

@Suite("patterns of ECMA-262")
struct ECMAPatternTests {
  @Test(arguments: [
    ("^a$", #"\Aa\z"#),
    ("a.c", #"a[^\n\r\x{2028}\x{2029}]c"#),
    (#"\/\."#, #"\x{2f}\x{2e}"#),
    (#"\u5408\u{1F600}"#, "合😀"),
    (#"\uD83D\uDE00"#, "😀"),
    (#"\cA\x41\t\0"#, #"\x{1}A\x{9}\x{0}"#),
    (#"[\d_-]"#, #"[0-9\x{5f}\x{2d}]"#),
    (#"[^\w]"#, "[^0-9A-Za-z_]"),
    (#"[[:alpha:]"#, #"[\x{5b}\x{3a}alpha\x{3a}]"#),
    ("[]", #"[^\x{0}-\x{10FFFF}]"#),
    ("[^]", "(?s:.)"),
    (#"[\b]"#, #"[\x{8}]"#),
    (#"\p{Letter}\P{Lu}\p{gc=Nd}"#, #"[\p{L}][^\p{Lu}][\p{Nd}]"#),
    (#"\p{Script=Han}\p{sc=Grek}"#, #"[\p{Han}][\p{Greek}]"#),
    ("(?<year>[0-9]{4})(?:-|/)?(x)*?", #"(?:[0-9]{4})(?:\x{2d}|\x{2f})?(?:x)*?"#),
  ])
  func translationIntoRE2(pattern: String, expected: String) throws {
    #expect(try ECMAPattern.translate(pattern) == expected)
  }

  @Test(arguments: [
    ("a", "xay", true), ("", "", true), ("^$", "", true), ("^abc$", "abc\n", false),
    (#"^\s$"#, "\u{FEFF}", true), (#"^\s$"#, "\u{2029}", true), (#"^\s$"#, "\u{1}", false),
    (#"^\S$"#, "\u{3000}", false),
    (#"^[\s]$"#, "\u{A0}", true), (#"^[\S]$"#, "\u{2013}", true), (#"^[^\S]$"#, "\u{B}", true),
    (#"^\d$"#, "߀", false), (#"^\D$"#, "߀", true), (#"^\w$"#, "é", false), (#"^\W$"#, "é", true),
    (#"^\p{digit}+$"#, "৪২", true), (#"\p{Letter}cole"#, "l'école", true), (#"^\p{Script=Han}+$"#, "合同", true),
    ("^🐲*$", "🐲🐲", true), ("^🐲*$", "🐉", false), ("^.$", "\u{2028}", false), ("^.$", "😀", true),
    (#"^\p{C}$"#, "\u{378}", true), (#"^\P{C}$"#, "a", true), (#"^[a\p{Cn}]$"#, "a", true),
    (#"^[^\p{C}]$"#, "\u{7}", false),
    (#"\bfoo\b"#, "a foo.", true), (#"^[^a]$"#, "\n", true), ("a{0}b", "b", true), (#"^\u{1F4}$"#, "Ǵ", true),
    (#"^\p{LC}$"#, "ß", true), (#"^\p{Any}$"#, "\u{10FFFF}", true), (#"^\p{ASCII}$"#, "é", false),
  ])
  func searchIsThatOfECMA(pattern: String, text: String, matches: Bool) throws {
    #expect(try Regex(pattern).matches(text) == matches)
  }

  @Test(
    arguments: [
      ("(?=a)b", .lookaround), ("(?<!a)b", .lookaround), (#"(a)\1"#, .backreference),
      (#"(?<n>a)\k<n>"#, .backreference),
      ("a{1001}", .longRepetition), ("(a{100}){100}", .tooLarge),
      (#"\p{Alphabetic}"#, .unsupportedProperty("Alphabetic")),
      (#"\uD800"#, .loneSurrogate), (#"[^a\p{C}]"#, .unsupportedSet),
      (#"\p{Lettre}"#, .unknownProperty("Lettre")), (#"\p{sc=Klingon}"#, .unknownProperty("sc=Klingon")),
      (#"\a"#, .unknownEscape(#"\a"#)), (#"\-"#, .unknownEscape(#"\-"#)), (#"\1"#, .brokenEscape),
      (#"\u12"#, .brokenEscape),
      (#"\u{110000}"#, .brokenEscape), (#"\"#, .brokenEscape), ("(", .unclosedGroup), (")", .unopenedGroup),
      ("[a", .unclosedClass),
      ("[z-a]", .brokenRange), (#"[\d-z]"#, .brokenRange), ("a{2,1}", .brokenRepetition), ("a{x}", .brokenRepetition),
      ("*a", .nothingToRepeat), ("a**", .nothingToRepeat), ("^*", .nothingToRepeat), ("(|*)", .nothingToRepeat),
      ("a]", .loneBracket), ("}", .loneBracket), ("(?i:a)", .brokenGroup), ("(?<1>a)", .brokenGroup),
      ("(?<n", .brokenGroup),
    ] as [(String, PatternError.Reason)])
  func refusalHasAReason(pattern: String, reason: PatternError.Reason) {
    let error = #expect(throws: PatternError.self) { try Regex(pattern) }
    #expect(error?.reason == reason)
  }

  @Test func refusalTellsThePlace() {
    let error = #expect(throws: PatternError.self) { try Regex(#"合同\a"#) }
    #expect(error?.offset == 3)
  }

  @Test func searchTimeIsLinear() throws {
    let text = String(repeating: "a", count: 100_000) + "!"
    let elapsed = try ContinuousClock().measure {
      for pattern in ["^(a+)+$", "^(a|a)*$", "(.*)*x", "(a?){50}a{50}$"] {
        let regex = try Regex(pattern)
        #expect(!regex.matches(text), "\(pattern)")
      }
    }
    #expect(elapsed < .seconds(1))
  }

  @Test func textWithZeroBytesIsSearchedWhole() throws {
    #expect(try Regex("b$").matches("a\0b"))
  }
}
