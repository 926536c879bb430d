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
    var profile = RecordProfile()
    /// The words of the columns of `words`, one after the other, in the part's buffer.
    var start = 0
    var ends: [Int] = []
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
    var writer = ColumnWriter(buffer: buffer)
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
      row.profile = RecordProfile(record)
      row.start = buffer.count
      row.ends = writer.write(record)
      return row
    }
    return Part(rows: rows, words: Array(buffer.bytes))
  }
}
