import FondsGit

/// A tree of files: the work tree's, a commit's, or the one that is staged.
public protocol FileTree {
  /// Every file below a folder, in path order. A folder that is not there has none.
  func files(below folder: String) throws -> [FileReference]
  /// The names of the files directly in a folder.
  func names(in folder: String) throws -> [String]
  func read(_ file: FileReference) throws -> FileContent
}

/// A file of a tree.
public struct FileReference: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case regular, symbolicLink, submodule, special

    /// What stands for it where it is remembered.
    var number: Int {
      switch self {
      case .regular: 0
      case .symbolicLink: 1
      case .submodule: 2
      case .special: 3
      }
    }
  }

  /// From the repository's root, with `/`.
  public let path: String
  public let kind: Kind
  /// The content's name in Git; nil on disk.
  public let blob: OID?
  /// What tells on disk that the file has not changed; nil where nobody asked for it.
  let signature: FileSignature?

  public init(path: String, kind: Kind, blob: OID? = nil) {
    self.init(path: path, kind: kind, blob: blob, signature: nil)
  }

  init(path: String, kind: Kind, blob: OID? = nil, signature: FileSignature?) {
    self.path = path
    self.kind = kind
    self.blob = blob
    self.signature = signature
  }

  /// The same with what tells the file on disk from a later one; nothing where that is not known.
  func signed(_ signature: FileSignature?) -> FileReference {
    FileReference(path: path, kind: kind, blob: blob, signature: signature ?? self.signature)
  }

  init(path: String, mode: FileMode, oid: OID) {
    switch mode {
    case .regular, .executable: self.init(path: path, kind: .regular, blob: oid)
    case .symlink: self.init(path: path, kind: .symbolicLink, blob: oid)
    case .submodule, .tree: self.init(path: path, kind: .submodule, blob: oid)
    }
  }
}

/// What reading a file gave.
public enum FileContent: Sendable {
  case bytes([UInt8])
  case symbolicLink
  case submodule
  case special
  /// Larger than any record: not read. In bytes.
  case tooLarge(Int)
}
