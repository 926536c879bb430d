import Glibc

/// Paths, names and numbers are compared as Git has them: byte by byte. Swift's own comparisons are of normalized text and
/// whole characters, ten times slower and in another order.
extension String {
  /// The order of paths.
  public func isBytewiseBefore(_ other: String) -> Bool {
    let order = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other in
        // Neither address is used where there are no bytes.
        guard let base = own.baseAddress, let otherBase = other.baseAddress else { return own.count < other.count }
        let order = memcmp(base, otherBase, min(own.count, other.count))
        return order != 0 ? order < 0 : own.count < other.count
      }
    }
    return (order ?? nil) ?? utf8.lexicographicallyPrecedes(other.utf8)
  }

  /// Whether two texts have the same code points. Swift's `==` also holds for canonically equivalent texts (é in one or two
  /// code points), which JSON Schema tells apart.
  @inlinable @inline(__always)
  public func isBytewiseEqual(_ other: String) -> Bool {
    // The lengths differ for most pairs, and they are known without looking at the texts.
    utf8.count == other.utf8.count && hasSameBytes(other)
  }

  /// - Parameter other: a text of the same length.
  @inlinable func hasSameBytes(_ other: String) -> Bool {
    let same = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { other in
        // Mostly keys of a few letters, which differ in the first: quicker than any call.
        for index in own.indices where own[index] != other[index] { return false }
        return true
      }
    }
    // Text that is not UTF-8 in memory, as bridged strings may be.
    return same.flatMap(\.self) ?? utf8.elementsEqual(other.utf8)
  }

  public func hasBytewisePrefix(_ prefix: String) -> Bool {
    utf8.starts(with: prefix.utf8)
  }

  public func hasBytewiseSuffix(_ suffix: String) -> Bool {
    utf8.count >= suffix.utf8.count && utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }
}
