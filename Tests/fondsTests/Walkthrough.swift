import FondsTestSupport
import Foundation
import Testing

/// A section of CONTRIBUTING.md that shows by files and commands how something is done.
struct Walkthrough {
  /// The fenced blocks, in order.
  let blocks: [(language: String, text: String)]

  init(_ title: String) throws {
    let path = ShippedSchemas.projectRoot.appendingPathComponent("CONTRIBUTING.md")
    let document = try String(contentsOf: path, encoding: .utf8)
    let section = document.split(separator: "\n## ").first { $0.hasPrefix(title + "\n") } ?? ""
    let walk = section.split(separator: "\n### ").first ?? ""
    let parts = walk.split(separator: "```", omittingEmptySubsequences: false)
    blocks = parts.enumerated().filter { $0.offset % 2 == 1 }.map { _, part in
      let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(lines[0]), lines.count > 1 ? String(lines[1]) : "")
    }
  }

  /// Runs the lines of a block of commands, each of which must succeed, and returns the runs by `fonds` and verb.
  func run(_ block: Int, in office: OfficeRepository) throws -> [String: ProgramRun] {
    var runs: [String: ProgramRun] = [:]
    for line in blocks[block].text.split(separator: "\n").map(String.init) {
      let words = line.replacing("fonds ", with: "'\(FondsProgram.path)' ", maxReplacements: 1)
      let run = try office.run(["sh", "-c", words])
      #expect(run.status == 0, "\(line)\n\(run.output)\(run.errors)")
      let command = line.split(separator: " ").drop { $0 != "fonds" }
      runs[command.prefix(2).joined(separator: " ")] = run
      office.passTime()
    }
    return runs
  }
}
