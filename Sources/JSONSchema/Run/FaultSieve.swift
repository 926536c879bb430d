import FondsText

/// Leaves one fault of each cause.
///
/// A run reports what every keyword has to say. A base schema that is reached by two ways says it twice, and a value
/// of the wrong type also fails its `enum`. The verdict does not change: of each cause one fault stays.
enum FaultSieve {
  static func sift(_ faults: [SchemaFault]) -> [SchemaFault] {
    guard faults.count > 1 else { return faults }
    var wrongTypes: Set<InstancePath> = []
    var unknown: Set<Cause> = []
    for fault in faults {
      switch fault.detail {
      case .wrongType: wrongTypes.insert(fault.path)
      case .unknownProperty(let name, _): unknown.insert(.property(fault.path, name))
      default: break
      }
    }
    var known: Set<Cause> = []
    return faults.filter { fault in
      switch fault.detail {
      case .wrongType:
        break
      case .wrongPropertyName(let name, _) where unknown.contains(.property(fault.path, name)):
        return false
      default:
        // Whatever else is said of a value of the wrong type follows from that.
        if wrongTypes.contains(fault.path) { return false }
      }
      return known.insert(Cause(fault)).inserted
    }
  }

  /// What makes two faults one.
  private enum Cause: Hashable {
    case type(InstancePath)
    case property(InstancePath, String)
    case missing(InstancePath, String)
    case item(InstancePath, Int)
    case bound(InstancePath, SchemaKeyword?, Number)
    case count(InstancePath, SchemaKeyword?, Int)
    case text(InstancePath, String)
    case keyword(InstancePath, SchemaLocation)

    /// Bounds and names are the same cause wherever they are written; a `not` or an `anyOf` is a cause of its own at
    /// each place.
    init(_ fault: SchemaFault) {
      let path = fault.path
      switch fault.detail {
      case .wrongType: self = .type(path)
      case .unknownProperty(let name, _), .wrongPropertyName(let name, _): self = .property(path, name)
      case .missingProperty(let name, _): self = .missing(path, name)
      case .unknownItem(let index): self = .item(path, index)
      case .outOfRange(let limit), .notMultiple(let limit): self = .bound(path, fault.keyword, limit)
      case .wrongCount(let limit, _): self = .count(path, fault.keyword, limit)
      case .wrongPattern(let text), .wrongFormat(let text): self = .text(path, text)
      default: self = .keyword(path, fault.schema)
      }
    }
  }
}
