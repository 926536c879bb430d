import Foundation

/// Run by the build: writes the files below `Schemas/` as a Swift source file.
@main
enum TemplateEmbedder {
  static func main() throws {
    let arguments = CommandLine.arguments
    let root = URL(fileURLWithPath: arguments[1])
    let folder = root.appendingPathComponent("Schemas")
    var source = """
      /// The files of a new records repository, by path. Written by the build from `Schemas/`.
      enum TemplateFiles {
        static let all: [(path: String, text: String)] = [

      """
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() where name.hasSuffix(".yaml")
    {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      // Four marks: a schema may hold quotes, backslashes and any shorter run of marks.
      source += "    (\n      path: \"Schemas/\(name)\",\n      text: ####\"\"\"\n\(text)\n\"\"\"####\n    ),\n"
    }
    source += "  ]\n}\n"
    try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
  }
}
