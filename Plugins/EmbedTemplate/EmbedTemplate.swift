import Foundation
import PackagePlugin

/// Puts the shipped `Schemas/`, `Records/` and `Example/` into the program as Swift source, so that `fonds init` needs
/// no checkout beside it and each of them exists once.
@main
struct EmbedTemplate: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL
    let template = context.pluginWorkDirectoryURL.appending(path: "TemplateFiles.swift")
    let example = context.pluginWorkDirectoryURL.appending(path: "ExampleFiles.swift")
    return [
      .buildCommand(
        displayName: "Embedding the template of a records repository",
        executable: try context.tool(named: "TemplateEmbedder").url,
        arguments: [
          root.path(percentEncoded: false), template.path(percentEncoded: false),
          example.path(percentEncoded: false),
        ],
        inputFiles: try ["Schemas", "Records", "Example"].flatMap { try files(below: root.appending(path: $0)) },
        outputFiles: [template, example])
    ]
  }

  private func files(below folder: URL) throws -> [URL] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { $0.hasSuffix(".yaml") }.sorted().map { folder.appending(path: $0) }
  }
}
