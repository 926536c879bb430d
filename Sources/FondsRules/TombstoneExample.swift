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
      - {title: 考勤制度, number: HR-2023-01-001, record: HR-2023-01-001, medium: paper, count: 1, first: 2023, last: 2023, due: 10, kept: 10}
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

  private static let stone = """
    id: HR-2023-01-001
    kind: tombstone
    title: 考勤制度
    date: 2023-05-08
    classification: internal
    retention: permanent
    status: closed
    owner: li.na
    former: policy
    authority: 国家档案局令第10号；he.jun 批准
    list: SEC-2034-12-001
    witnesses: [lin.yue, guo.tao]
    destroyed: "2034-02-01T10:00:00+08:00"
    digest: \(Tombstone.Digest(of: Array(Example.text.utf8), salt: Array(0..<16)).text)
    erasure: tree-only

    """

  private static let listPath = "Records/SEC/2034/12/SEC-2034-12-001_2034-01-05_销毁清册.yaml"

  static let sound = files(list)

  /// The list names another record.
  static let unlisted = files(list.replacing("record: HR-2023-01-001, ", with: ""))

  private static func files(_ list: String) -> Example {
    Example([
      .init(path: Example.path, bytes: Array(stone.utf8)), .init(path: listPath, bytes: Array(list.utf8)),
    ]).after(.sound)
  }
}
