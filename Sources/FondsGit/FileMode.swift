/// What a tree entry is: Git stores no other file modes than these five.
public enum FileMode: UInt32, Sendable, Hashable {
  /// A folder.
  case tree = 0o040000
  /// An ordinary file.
  case regular = 0o100644
  /// A file that may be executed.
  case executable = 0o100755
  /// A symbolic link; its blob is the target path.
  case symlink = 0o120000
  /// A commit of another repository ("gitlink").
  case submodule = 0o160000

  /// The mode for a number found in a tree. Old Gits wrote group-writable files (100664):
  /// like Git itself, only the type and the owner's execute bit are looked at.
  init?(bits: UInt32) {
    switch bits & 0o170000 {
    case 0o040000: self = .tree
    case 0o100000: self = bits & 0o100 == 0 ? .regular : .executable
    case 0o120000: self = .symlink
    case 0o160000: self = .submodule
    default: return nil
    }
  }

  /// An ordinary file, executable or not: its blob is content to read.
  public var isFile: Bool { self == .regular || self == .executable }
}

extension FileMode: CustomStringConvertible {
  /// Six octal digits, as Git prints them.
  public var description: String {
    let digits = String(rawValue, radix: 8)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }
}
