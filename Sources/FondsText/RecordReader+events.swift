extension RecordReader {
  /// Reads a text with libyaml alone, however ordinary it is: what the quick reader of ordinary texts is held against.
  public static func readByEvents(_ bytes: [UInt8]) -> Reading {
    guard bytes.count <= RecordLimit.fileSize else { return read(bytes) }
    let scan = TextScan(bytes)
    guard scan.isReadable else { return Reading(source: bytes, root: nil, faults: scan.faults) }
    return read(bytes, scan, scan.faults + (scan.mayNeedNormalization ? Normalization.faults(in: bytes) : []))
  }
}
