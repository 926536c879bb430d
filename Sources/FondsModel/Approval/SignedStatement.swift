/// What a signature of an approval is over: five lines, each ended by a line feed.
///
/// ```
/// fonds-approval-v1
/// HR-2023-01-015
/// department-head
/// approve 2023-05-06T10:22:00+08:00
/// sha256:9f2c…
/// ```
public struct SignedStatement: Sendable, Hashable {
  public let lines: [String]

  /// The namespace of the signature: what was signed for something else is no approval.
  public static let namespace = "fonds"

  /// - Parameters:
  ///   - id: the record's number.
  ///   - moment: the time as the entry writes it.
  ///   - covers: the digest of the content, `sha256:…`.
  ///
  /// Nil where a part is empty or has a character that would make it more lines than five, or a decision more than a
  /// word: then two different entries could have the same statement.
  public init?(id: String, step: String, decision: String, at moment: String, covers: String) {
    let parts = [id, step, decision, moment, covers]
    guard parts.allSatisfy({ !$0.isEmpty && !$0.unicodeScalars.contains(where: \.isLineBreakOrControl) }),
      !decision.contains(" "), !moment.contains(" ")
    else { return nil }
    lines = ["fonds-approval-v1", id, step, "\(decision) \(moment)", covers]
  }

  public var bytes: [UInt8] { lines.flatMap { Array($0.utf8) + [0x0A] } }
}

extension Unicode.Scalar {
  fileprivate var isLineBreakOrControl: Bool {
    properties.generalCategory == .control || value == 0x2028 || value == 0x2029
  }
}
