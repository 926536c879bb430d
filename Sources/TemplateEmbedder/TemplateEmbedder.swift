import Foundation

/// Run by the build: writes the shipped files as Swift source, those of `Schemas/` as the template, those of `Records/`
/// and `Example/` as the example.
@main
enum TemplateEmbedder {
  static func main() throws {
    let arguments = CommandLine.arguments
    let root = URL(fileURLWithPath: arguments[1])
    try write(
      ["Schemas"], below: root, to: arguments[2], type: "TemplateFiles",
      comment: "The files of a new records repository, by path. Written by the build from `Schemas/`.")
    try write(
      ["Example", "Records"], below: root, to: arguments[3], type: "ExampleFiles",
      comment: "The shipped records and how they changed, by path. Written by the build from `Records/` and `Example/`."
    )
  }

  private static func write(
    _ folders: [String], below root: URL, to output: String, type: String, comment: String
  ) throws {
    // The type is spelt out: without it the compiler looks at every text for what it might be.
    var source = "/// \(comment)\nenum \(type) {\n  static let all: [(path: String, text: String)] = [\n"
    for folder in folders {
      let place = root.appendingPathComponent(folder)
      for name in try FileManager.default.subpathsOfDirectory(atPath: place.path).sorted()
      where name.hasSuffix(".yaml") {
        let text = try String(contentsOf: place.appendingPathComponent(name), encoding: .utf8)
        // Four marks: a file may hold quotes, backslashes and any shorter run of marks.
        source += "    (\n      path: \"\(folder)/\(name)\",\n      text: ####\"\"\"\n\(text)\n\"\"\"####\n    ),\n"
      }
    }
    source += "  ]\n}\n"
    try source.write(toFile: output, atomically: true, encoding: .utf8)
  }
}
