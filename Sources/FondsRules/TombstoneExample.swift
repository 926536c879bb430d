import FondsModel

/// A tombstone and its list: what explains and tests the rules about destruction.
enum TombstoneExample {
  private static let list = """
    id: SEC-2034-12-001
    kind: destruction
    title: 2034 年第一批销毁清册
    date: 2034-01-05
    classification: internal
    retention: permanent
    status: destroyed
    owner: ma.chao
    proposer: ma.chao
    lines:
      - {title: 来访, number: ADM-2023-06-001, record: ADM-2023-06-001, medium: paper, count: 1, first: 2023, last: 2023, due: 10, kept: 10}
    count: 1
    appraised-by: [wang.fang, chen.jie]
    opinion: 无继续保存价值
    witnesses: [lin.yue, guo.tao]
    checked: "2034-02-01T09:00:00+08:00"
    destroyed: "2034-02-01T10:00:00+08:00"
    method: shredding
    place: 销毁中心
    trail:
      - {step: list, by: ma.chao, decision: done, at: "2034-01-05T09:00:00+08:00"}
      - {step: appraisal, by: wang.fang, decision: done, at: "2034-01-06T09:00:00+08:00"}
      - {step: appraisal, by: chen.jie, decision: done, at: "2034-01-06T10:00:00+08:00"}
      - {step: appraisal, by: zhang.wei, decision: done, at: "2034-01-06T11:00:00+08:00"}
      - {step: department-head, by: wang.fang, decision: approve, at: "2034-01-07T09:00:00+08:00"}
      - {step: finance-head, by: chen.jie, decision: approve, at: "2034-01-07T10:00:00+08:00"}
      - {step: leader-in-charge, by: zhou.ming, decision: approve, at: "2034-01-07T11:00:00+08:00"}
      - {step: ceo, by: he.jun, decision: approve, at: "2034-01-07T12:00:00+08:00"}
      - {step: check-before, by: lin.yue, decision: done, at: "2034-02-01T09:00:00+08:00"}
      - {step: check-before, by: guo.tao, decision: done, at: "2034-02-01T09:05:00+08:00"}
      - {step: witness, by: lin.yue, decision: done, at: "2034-02-01T10:10:00+08:00"}
      - {step: witness, by: guo.tao, decision: done, at: "2034-02-01T10:15:00+08:00"}

    """

  private static let path = "Records/ADM/2023/06/ADM-2023-06-001_2023-05-08_来访.yaml"

  /// The record, as long as it was there.
  static let before = Example([
    .init(
      path: path,
      bytes: Array(
        """
        id: ADM-2023-06-001
        kind: visitor
        title: 来访
        date: 2023-05-08
        classification: internal
        retention: 10y
        status: left
        owner: li.na
        visitors:
          - {name: 周凯}
        number: 1
        purpose: 送货
        host: emily.carter
        arrived: "2023-05-08T13:52:00+08:00"
        admitted-by: sun.li
        left: "2023-05-08T16:20:00+08:00"

        """.utf8))
  ])

  private static let text = """
    id: ADM-2023-06-001
    kind: tombstone
    title: 来访
    date: 2023-05-08
    classification: internal
    retention: permanent
    status: closed
    owner: li.na
    former: visitor
    authority: 国家档案局令第10号；he.jun 批准
    list: SEC-2034-12-001
    witnesses: [lin.yue, guo.tao]
    destroyed: "2034-02-01T10:00:00+08:00"
    digest: \(Tombstone.Digest(of: before.files[0].bytes, salt: Array(0..<16)).text)
    erasure: tree-only

    """

  private static let listFile = Example.File(
    path: "Records/SEC/2034/12/SEC-2034-12-001_2034-01-05_销毁清册.yaml", bytes: Array(list.utf8))

  static let sound = files(listFile)

  /// The list names another record.
  static let unlisted = files(
    .init(path: listFile.path, bytes: Array(list.replacing("record: ADM-2023-06-001, ", with: "").utf8)))

  private static let hold = """
    id: ADM-2033-12-001
    kind: hold
    title: 劳动仲裁
    date: 2033-05-08
    classification: internal
    retention: 30y
    status: effective
    owner: li.na
    cause: litigation
    reason: 仲裁未结
    records: [ADM-2023-06-001]
    from: 2033-05-08

    """
  private static let holdFile = Example.File(
    path: "Records/ADM/2033/12/ADM-2033-12-001_2033-05-08_劳动仲裁.yaml", bytes: Array(hold.utf8))

  /// The record is held, and the hold is not released.
  static let held = Example(sound.files + [holdFile]).after(Example(before.files + [holdFile]))
    .made(on: "2034-02-01")

  /// Carried out before the period was over.
  static let early = sound.made(on: "2033-12-31")

  private static func files(_ list: Example.File) -> Example {
    Example([.init(path: path, bytes: Array(text.utf8)), list]).after(before).made(on: "2034-02-01")
  }
}
