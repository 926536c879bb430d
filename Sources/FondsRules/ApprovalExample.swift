import FondsModel

/// A kind without a workflow, and an approved record of it: what explains and tests the rules about content and signatures.
enum ApprovalExample {
  private static let kind = """
    $schema: https://json-schema.org/draft/2020-12/schema
    $id: example
    allOf: [{$ref: record}]
    properties:
      status: {enum: [draft, approved]}
      amount: {type: number}
    unevaluatedProperties: false
    x-fonds:
      label: {en: Example of approval, zh: 审批示例}
      type: "12"

    """

  private static let text = """
    id: HR-2023-12-001
    kind: example
    title: 审批
    date: 2023-05-08
    classification: internal
    retention: 10y
    status: approved
    owner: li.na
    amount: 100
    trail:
      - step: department-head
        by: zhang.wei
        decision: approve
        at: 2023-05-08T10:22:00+08:00
        covers: sha256:9644defd3b6e79c2da996ed6a0750d3ecb14c10e547a9957b6b004fa4ba71c1d

    """

  static let sound = replacing("", with: "")

  /// With a signature that was made for commits of Git.
  static let signedForGit = replacing(
    "", with: "",
    adding:
      """
          signature: |
            -----BEGIN SSH SIGNATURE-----
            U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgOiM6vgvnwf9zEWyD8cQBpo3c1I
            CRd240gaiomXuqJ3kAAAADZ2l0AAAAAAAAAAZzaGE1MTIAAABTAAAAC3NzaC1lZDI1NTE5
            AAAAQPJ3hZbQ0Wwd82TCQ0axk2++FsRkosMD1y5DaElpBktKGLC8qUNe9+cG1LUqd0nFN2
            GbVVlr0i/rj3GkZ6pAJAo=
            -----END SSH SIGNATURE-----

      """)

  static func replacing(_ old: String, with new: String, adding lines: String = "") -> Example {
    let changed = (old.isEmpty ? text : text.replacing(old, with: new)) + lines
    return Example([
      .init(path: "\(Schemas.root)/kinds/example.yaml", bytes: Array(kind.utf8)),
      .init(path: "Records/HR/2023/12/HR-2023-12-001_2023-05-08_审批.yaml", bytes: Array(changed.utf8)),
    ])
  }
}
