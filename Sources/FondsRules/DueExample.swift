import FondsModel

/// Records for the rules about time.
enum DueExample {
  private static let path = "Records/ADM/2023/04/ADM-2023-04-001_2023-05-08_搬迁.yaml"

  private static let text = """
    id: ADM-2023-04-001
    kind: task
    title: 搬迁
    date: 2023-05-08
    classification: internal
    retention: 10y
    status: draft
    owner: li.na
    leader: li.na
    due: 2023-05-19

    """

  /// A task that was due on 19 May and is open.
  static let open = Example([.init(path: path, bytes: Array(text.utf8))])

  /// The same, finished on a day.
  static func finished(_ day: String) -> Example {
    Example([.init(path: path, bytes: Array((text + "finished: \(day)\n").utf8))])
  }

  /// The card of an asset that was scrapped in 2023, so that its period begins with 2024.
  static let scrapped = Example([
    .init(
      path: "Records/ADM/2023/08/ADM-2023-08-001_2023-05-08_打印机.yaml",
      bytes: Array(
        """
        id: ADM-2023-08-001
        kind: asset
        title: 打印机
        date: 2023-05-08
        classification: internal
        retention: 10y
        status: scrapped
        owner: li.na
        model: M1
        bought: 2019-05-08
        place: 二楼
        ended: 2023-08-16

        """.utf8))
  ])

  private static let duties = """
    duties:
      - name: stocktake
        label: {en: Quarterly stocktake, zh: 季度盘点}
        every: 3mo
        from: 2023-01-01
        until: 2023-03-31
        role: storekeeper
        kind: stocktake
        within: 15d

    """

  /// An office that owes a stocktake of the first quarter.
  static let duty = Example([.init(path: Duty.path, bytes: Array(duties.utf8))] + Example.sound.files)
}
