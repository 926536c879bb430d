// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "fonds",
  products: [
    .executable(name: "fonds", targets: ["fonds"]),
    // What reads bytes that anybody may have written, for Fuzz/.
    .library(name: "FondsReading", targets: ["FondsGit", "FondsIndex", "FondsModel", "FondsText", "JSONSchema"]),
    // Preloaded by tests that kill the program before each write, or have that write fail.
    .library(name: "Faults", type: .dynamic, targets: ["CFaults"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    // Bindings: module maps and shims, nothing else.
    .systemLibrary(
      name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    // libgit2 stands on it, so it is there wherever libgit2 is.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CMalloc"),
    // libgit2 starts without the certificates that Fonds never needs.
    .target(name: "CWithoutCertificates"),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),

    // The layers, from the bottom up.
    .target(name: "FondsGit", dependencies: ["CLibgit2", "CMalloc", "CWithoutCertificates", "CZlib"]),
    .target(name: "FondsText", dependencies: ["CLibYAML"]),
    .target(name: "JSONSchema", dependencies: ["CRE2", "FondsText"]),
    .target(
      name: "FondsModel",
      dependencies: ["FondsText", "JSONSchema", .product(name: "Crypto", package: "swift-crypto")]),
    .target(name: "FondsRules", dependencies: ["FondsModel", "FondsText", "JSONSchema"]),
    .target(
      name: "FondsIndex",
      dependencies: [
        "FondsGit", "FondsText", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    .target(
      name: "FondsWorkspace",
      dependencies: [
        "FondsGit", "FondsIndex", "FondsModel", "FondsRules", "FondsText", "JSONSchema",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      plugins: ["EmbedTemplate"]),
    .target(name: "FondsPages", dependencies: ["CQREncode", "FondsModel", "FondsText"]),
    .executableTarget(
      name: "fonds",
      dependencies: [
        "FondsGit", "FondsIndex", "FondsModel", "FondsPages", "FondsRules", "FondsText", "FondsWorkspace",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // The template of a new repository travels inside the program.
    .executableTarget(name: "TemplateEmbedder"),
    .plugin(name: "EmbedTemplate", capability: .buildTool(), dependencies: ["TemplateEmbedder"]),

    // Tests.
    .target(name: "CFaults", path: "Tests/CFaults", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "FondsTestSupport", dependencies: ["CFaults", "FondsGit", "FondsModel", "FondsText"]),
    // What a hook of Git runs in the tests of FondsGit.
    .executableTarget(name: "FondsGitProbe", dependencies: ["FondsGit"], path: "Tests/FondsGitProbe"),
    .testTarget(name: "FondsGitTests", dependencies: ["FondsGit", "FondsGitProbe"]),
    .testTarget(
      name: "FondsTextTests", dependencies: ["FondsModel", "FondsTestSupport", "FondsText"], exclude: ["Fixtures"]),
    .testTarget(name: "JSONSchemaTests", dependencies: ["FondsTestSupport", "JSONSchema"]),
    .testTarget(
      name: "FondsIndexTests",
      dependencies: ["FondsGit", "FondsIndex", "FondsText", .product(name: "GRDB", package: "GRDB.swift")]),
    .testTarget(
      name: "FondsModelTests", dependencies: ["FondsModel", "FondsTestSupport", "FondsText", "JSONSchema"],
      exclude: ["Fixtures", "Golden"]),
    .testTarget(
      name: "FondsRulesTests", dependencies: ["FondsModel", "FondsRules", "FondsTestSupport", "FondsText"],
      exclude: ["Fixtures", "Kinds"]),
    .testTarget(
      name: "FondsPagesTests", dependencies: ["FondsModel", "FondsPages", "FondsTestSupport", "FondsText"],
      exclude: ["Golden"]),
    .testTarget(
      name: "FondsWorkspaceTests",
      dependencies: ["FondsGit", "FondsModel", "FondsRules", "FondsTestSupport", "FondsText", "FondsWorkspace"]),
    // Runs the built program, as people and hooks do.
    .testTarget(
      name: "fondsTests", dependencies: ["fonds", "FondsTestSupport", "FondsText"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
