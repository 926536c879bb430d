import Foundation
import PackagePlugin

/// Puts the shipped `Schemas/` into the program as Swift source, so that `fonds init` needs no checkout beside it and
/// the template exists once.
@main
struct EmbedTemplate: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: Target) throws -> [Command] {
    let root = context.package.directoryURL
    let output = context.pluginWorkDirectoryURL.appending(path: "TemplateFiles.swift")
    let folder = root.appending(path: "Schemas")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path()).filter { $0.hasSuffix(".yaml") }
    return [
      .buildCommand(
        displayName: "Embedding the template of a records repository",
        executable: try context.tool(named: "TemplateEmbedder").url,
        arguments: [root.path(percentEncoded: false), output.path(percentEncoded: false)],
        inputFiles: names.sorted().map { folder.appending(path: $0) },
        outputFiles: [output])
    ]
  }
}
