/// The objects used last. Two generations instead of a list by age: when the younger is full, it
/// becomes the older, and what was not asked for in a whole generation is dropped.
struct ObjectCache<Key: Hashable> {
  private var younger: [Key: ObjectData] = [:]
  private var older: [Key: ObjectData] = [:]
  private var youngerBytes = 0
  private let generationLimit: Int

  init(byteLimit: Int) {
    generationLimit = max(byteLimit / 2, 1)
  }

  subscript(key: Key) -> ObjectData? {
    mutating get {
      if let data = younger[key] { return data }
      guard let data = older[key] else { return nil }
      insert(data, for: key)
      return data
    }
  }

  mutating func insert(_ data: ObjectData, for key: Key) {
    // 100 bytes more for the handle and the table, or small trees would be counted too low.
    let bytes = data.count + 100
    if youngerBytes + bytes > generationLimit {
      older = younger
      younger = [:]
      youngerBytes = 0
    }
    younger[key] = data
    youngerBytes += bytes
  }
}
