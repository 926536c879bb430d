import FondsText
import FondsWorkspace
import Glibc

/// Where a run writes: results to standard output, messages and progress to standard error.
struct Console {
  enum Stream: Int32 {
    case output = 1
    case error = 2
  }

  enum ColorChoice: String, CaseIterable {
    case auto, always, never
  }

  let choice: ColorChoice

  /// Writes a result.
  func print(_ text: String = "") {
    write(text + "\n", to: .output)
  }

  /// Writes a message.
  func note(_ text: String) {
    write(text + "\n", to: .error)
  }

  func write(_ text: String, to stream: Stream) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(stream.rawValue, $0.baseAddress, $0.count) }
      guard count <= 0 else {
        bytes = bytes.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Whoever reads along does so slowly, through a pipe that does not wait.
        var place = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
        poll(&place, 1, -1)
      default:
        guard stream == .output else { return }
        // A result that was cut off would pass for a whole one.
        exit(Failure.report(WorkspaceError.unwritable(path: "stdout", reason: String(cString: strerror(errno)))))
      }
    }
  }

  /// Whether somebody reads along, and no program.
  func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

  // MARK: Colour

  enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "1;31"
    case yellow = "1;33"
    case green = "32"
    case blue = "34"
    case hit = "1;7"
  }

  func styled(_ text: String, _ style: Style, on stream: Stream = .output) -> String {
    hasColor(stream) ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  func hasColor(_ stream: Stream) -> Bool {
    switch choice {
    case .always: true
    case .never: false
    case .auto:
      // https://no-color.org: set and not empty, whatever the value.
      (Surroundings.variables["NO_COLOR"] ?? "").isEmpty && Surroundings.variables["TERM"] != "dumb"
        && isTerminal(stream)
    }
  }

  // MARK: Hostile text

  /// Text from a record, made harmless: a terminal acts on control characters, and bidirectional overrides make a line
  /// read other than it is. They are shown by their code.
  static func clean(_ text: String) -> String {
    guard
      text.unicodeScalars.contains(where: { ForbiddenCharacters.contains($0) || $0 == "\n" || $0 == "\t" || $0 == "\r" }
      )
    else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n" || scalar == "\t" || scalar == "\r" {
        result += " "
      } else if ForbiddenCharacters.contains(scalar) {
        result += visible(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text of several lines from a record, made harmless line by line.
  static func cleanLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { clean(String($0)) }.joined(separator: "\n")
  }

  static func visible(_ scalar: Unicode.Scalar) -> String {
    "<U+" + String(scalar.value, radix: 16, uppercase: true) + ">"
  }
}
