// swift-tools-version: 6.0
import PackageDescription

let package = Package(
  name: "fonds",
  targets: [
    .systemLibrary(
      name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "FondsText", dependencies: ["CLibYAML"]),
    .testTarget(name: "FondsTextTests", dependencies: ["FondsText"]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
