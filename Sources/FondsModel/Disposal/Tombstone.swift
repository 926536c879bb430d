import Crypto
import FondsText

/// What stays for ever where a record was destroyed: that there was one, and by whose authority it is gone.
public struct Tombstone: Sendable {
  /// The kind of every tombstone (design § 2).
  public static let kind = "tombstone"

  public let list: RecordID
  public let witnesses: [String]
  public let destroyed: Moment
  public let digest: Digest

  /// Nil for a record that is none, or lacks what makes it one.
  public init?(_ record: Node) {
    guard Self.stands(in: record), let list = record["list"]?.string.flatMap({ RecordID($0) }),
      let destroyed = record["destroyed"]?.string.flatMap({ Moment($0) }),
      let digest = record["digest"]?.string.flatMap(Digest.init)
    else { return nil }
    self.list = list
    self.destroyed = destroyed
    self.digest = digest
    witnesses = record["witnesses"]?.sequence?.compactMap(\.string) ?? []
  }

  /// Whether a record says that it is a tombstone.
  public static func stands(in record: Node) -> Bool { record["kind"]?.string == kind }

  /// Proves of a copy that it is the record which was destroyed, and tells nobody else anything.
  ///
  /// SHA-256 over the salt in hexadecimal digits, a line feed, and the file's bytes: `(echo SALT; cat FILE) | sha256sum`.
  /// Salted, so that two equal records give nothing away, and no table of likely contents can be made beforehand.
  public struct Digest: Sendable, Hashable {
    public let text: String
    private let salt: String

    public init(of bytes: [UInt8], salt: [UInt8]) {
      self.salt = salt.hexadecimal
      text = "sha256:\(self.salt):\(Self.sum(self.salt, bytes))"
    }

    init?(_ text: String) {
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0] == "sha256" else { return nil }
      salt = String(parts[1])
      self.text = text
    }

    /// Whether these bytes are those of the record.
    public func isOf(_ bytes: [UInt8]) -> Bool { text == "sha256:\(salt):\(Self.sum(salt, bytes))" }

    private static func sum(_ salt: String, _ bytes: [UInt8]) -> String {
      var hash = SHA256()
      hash.update(data: Array("\(salt)\n".utf8))
      hash.update(data: bytes)
      return hash.finalize().hexadecimal
    }
  }
}
