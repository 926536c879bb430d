import FondsModel

/// Why nothing was listed or destroyed.
public enum DisposalError: Error, Sendable, Equatable {
  /// A record that is no list by which anything is destroyed.
  case noDestructionList(String)
  /// Nothing has reached its term that is not held or listed already.
  case nothingDue(DispositionAction)
  /// No kind of the office lists what is to be disposed of so.
  case noListKind(DispositionAction)
  /// A list for destruction that was carried out before.
  case carriedOutBefore(String)
  /// Lines of a list that do not agree with the archive.
  case listDisagrees(String, [ListMismatch])
  /// A tombstone that somebody wants to write by hand.
  case tombstoneByHand
  /// Somebody who carries a list out without being one of its witnesses.
  case notAWitness(person: String, list: String)
  /// Witnesses who have not signed for a destruction.
  case witnessesMissing(list: String, step: String, [String])
}
