/// Sets of characters in ECMA-262's words and RE2's.
enum CharacterSets {
  /// A set as the inside of an RE2 class, or as what is left without it.
  struct Property {
    var members: String
    var isComplement = false

    var complement: Property { Property(members: members, isComplement: !isComplement) }
  }

  enum Lookup {
    case known(Property)
    /// Sound in ECMA-262, unknown to RE2.
    case unsupported
    case unknown
  }

  /// `\s`: WhiteSpace and LineTerminator of ECMA-262. RE2's own has five characters.
  static let space =
    "\\x{9}-\\x{d}\\x{20}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}\\x{feff}"

  /// `\S`, spelt out so that it can stand within a class.
  static let notSpace =
    "\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}"
    + "\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{fefe}\\x{ff00}-\\x{10ffff}"

  /// The set of `\p{…}`.
  static func property(_ text: String) -> Lookup {
    let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
    switch parts.count {
    case 1: return category(parts[0]) ?? binary(parts[0])
    case 2:
      switch parts[0] {
      case "General_Category", "gc": return category(parts[1]) ?? .unknown
      case "Script", "sc": return script(parts[1])
      // Characters that several scripts share: RE2 keeps no such lists.
      case "Script_Extensions", "scx": return isScript(parts[1]) ? .unsupported : .unknown
      default: return .unknown
      }
    default: return .unknown
    }
  }

  /// A general category by its code or name; nil where the name is none.
  private static func category(_ name: String) -> Lookup? {
    let code = categories[name] ?? name
    switch code {
    case "LC": return .known(Property(members: "\\p{Lu}\\p{Ll}\\p{Lt}"))
    // RE2 leaves the unassigned characters out of `C`: they are what no other category has.
    case "C": return .known(Property(members: assignedToOthers, isComplement: true))
    case "Cn":
      return .known(Property(members: assignedToOthers + "\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}", isComplement: true))
    default: return categories.values.contains(code) ? .known(Property(members: "\\p{\(code)}")) : nil
    }
  }

  private static let assignedToOthers = "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}"

  /// The properties that ECMA-262 knows by one name. The three that are plain ranges are had easily.
  private static func binary(_ name: String) -> Lookup {
    switch name {
    case "Any": .known(Property(members: "\\x{0}-\\x{10FFFF}"))
    case "ASCII": .known(Property(members: "\\x{0}-\\x{7f}"))
    case "Assigned":
      category("Cn").map { if case .known(let set) = $0 { .known(set.complement) } else { $0 } } ?? .unknown
    default: binaryProperties.contains(name) ? .unsupported : .unknown
    }
  }

  /// A script by its name or code.
  private static func script(_ name: String) -> Lookup {
    let name = scriptCodes[name] ?? name
    return isScript(name) ? .known(Property(members: "\\p{\(name)}")) : .unknown
  }

  /// RE2 knows the scripts by their long names, so it is asked; the form of the name keeps categories out.
  private static func isScript(_ name: String) -> Bool {
    let name = scriptCodes[name] ?? name
    guard name.utf8.count > 2, name != "Any", name.utf8.allSatisfy({ $0.isASCIILetter || $0 == UInt8(ascii: "_") })
    else { return false }
    return RE2Syntax.accepts("\\p{\(name)}")
  }
}
