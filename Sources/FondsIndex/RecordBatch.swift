import Foundation

import struct FondsGit.OID

/// Contents that are described and segmented while the update goes on, on whatever cores are free.
///
/// Reading Git and writing SQLite each keep to one thread; what lies between them does not have to.
final class RecordBatch: @unchecked Sendable {
  /// A content to index.
  struct Input: Sendable {
    let oid: OID
    let path: String
    let bytes: [UInt8]
  }

  /// A content ready to be written.
  struct Row: Sendable {
    let oid: OID
    var number: String?
    var kind: String?
    var title: String?
    var date: String?
    var status: String?
    var day: Int64?
    var isTombstone = false
    /// The words of the four columns of `words`, one after the other, in the part's buffer.
    var ends: (Int, Int, Int, Int) = (0, 0, 0, 0)
    var start = 0
  }

  /// Consecutive rows whose words share one buffer.
  struct Part: Sendable {
    let rows: [Row]
    let words: [UInt8]
  }

  private let group = DispatchGroup()
  // Each slot is written by one job and read after all of them have ended.
  private let parts: UnsafeMutableBufferPointer<Part?>

  /// Starts to prepare the contents.
  init(_ inputs: [Input], describe: @escaping @Sendable ([UInt8], String) -> IndexedRecord) {
    // Four pieces for two cores: the pieces differ in work.
    let size = max(1, (inputs.count + 3) / 4)
    let slices = stride(from: 0, to: inputs.count, by: size).map { inputs[$0..<min($0 + size, inputs.count)] }
    parts = .allocate(capacity: slices.count)
    parts.initialize(repeating: nil)
    for (slot, slice) in slices.enumerated() {
      // One commit more: a thread would cost as much as the work.
      guard inputs.count > 8 else {
        parts[slot] = RecordBatch.part(slice, describe: describe)
        continue
      }
      DispatchQueue.global(qos: .userInitiated).async(group: group) { [self] in
        parts[slot] = RecordBatch.part(slice, describe: describe)
      }
    }
  }

  deinit {
    // Jobs hold the batch, so none can be running.
    parts.deinitialize()
    parts.deallocate()
  }

  /// Waits for the contents to be ready.
  func finish() -> [Part] {
    group.wait()
    return parts.compactMap { $0 }
  }

  private static func part(
    _ inputs: ArraySlice<Input>, describe: ([UInt8], String) -> IndexedRecord
  ) -> Part {
    let buffer = TokenBuffer(capacity: 1 << 16)
    var facets: [UInt8] = []
    let rows = inputs.map { input in
      let record = describe(input.bytes, input.path)
      var row = Row(oid: input.oid)
      row.number = record.number
      row.kind = record.kind
      row.title = record.title
      row.date = record.date
      row.status = record.status
      row.day = record.date.flatMap { CalendarDay($0)?.number }
      row.isTombstone = record.isTombstone
      row.start = buffer.count
      segment(record.title ?? "", into: buffer)
      row.ends.0 = buffer.count
      segment(record.keywords, into: buffer)
      row.ends.1 = buffer.count
      segment(record.body, into: buffer)
      row.ends.2 = buffer.count
      facets.removeAll(keepingCapacity: true)
      facets.append(contentsOf: Facet.everyRecord.utf8)
      for facet in record.facets {
        facets.append(UInt8(ascii: " "))
        Facet.append(facet.field, Segmenter.folded(facet.value), to: &facets)
      }
      buffer.append(facets)
      row.ends.3 = buffer.count
      return row
    }
    return Part(rows: rows, words: Array(buffer.bytes))
  }

  private static func segment(_ text: String, into buffer: TokenBuffer) {
    var text = text
    text.withUTF8 { Segmenter.segment($0, into: buffer) }
  }
}
