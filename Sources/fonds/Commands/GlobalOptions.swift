import ArgumentParser
import FondsWorkspace
import Foundation

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(
    name: .customShort("C"),
    help: ArgumentHelp(say("Run as if started in this folder.", "在这个文件夹里运行。"), valueName: "dir"))
  var directory: String?

  @Flag(help: ArgumentHelp(say("Print JSON for programs.", "输出 JSON，供程序使用。")))
  var json = false

  @Option(help: ArgumentHelp(say("The language of messages: en or zh.", "提示语言：en 或 zh。"), valueName: "lang"))
  var lang: String?

  @Option(help: ArgumentHelp(say("Colour: auto, always or never.", "颜色：auto、always 或 never。"), valueName: "when"))
  var color: ColorChoice = .auto

  enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
    case auto, always, never
  }

  func validate() throws {
    if let lang, !["en", "zh"].contains(where: { lang.lowercased().hasPrefix($0) }) {
      throw ValidationError(say("--lang is en or zh", "--lang 只能是 en 或 zh"))
    }
  }

  var console: Console {
    Console(choice: Console.ColorChoice(rawValue: color.rawValue) ?? .auto)
  }

  /// The folder that relative paths start from, absolute.
  var folder: String {
    let current = FileManager.default.currentDirectoryPath
    guard let directory else { return current }
    return directory.hasPrefix("/") ? directory : current + "/" + directory
  }

  func workspace() throws -> Workspace {
    let workspace = try Surroundings.workspace(folder)
    let console = console
    workspace.notice = { notice in
      switch notice {
      case .passingIndex(let reason):
        console.note(
          say(
            "the index in .git/fonds can't be written (\(reason)), so this command makes one for itself: the answer is complete, and takes longer",
            "无法写入 .git/fonds 里的索引（\(reason)），本次另建临时索引：结果完整，只是慢一些"))
      }
    }
    return workspace
  }

  func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : folder + "/" + path
  }
}
