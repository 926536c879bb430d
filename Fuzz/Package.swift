// swift-tools-version: 6.0
import PackageDescription

// A package of its own, so that the sanitizer's flags and its driver reach nothing that is shipped. See Fuzz/run.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "fonds", path: "..")],
  targets: [
    .executableTarget(
      name: "Fuzz",
      dependencies: [.product(name: "FondsReading", package: "fonds")],
      linkerSettings: [.linkedLibrary("stdc++")])
  ],
  swiftLanguageModes: [.v6]
)
