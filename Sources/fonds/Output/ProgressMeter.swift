import Foundation
import Synchronization

/// One line on standard error that says how far long work has come. Shown after a second, on a terminal alone.
final class ProgressMeter: Sendable {
  private let console: Console
  private let title: String
  private let start = Date()
  private let isTerminal = isatty(2) == 1
  private let last = Mutex(Date.distantPast)

  init(_ console: Console, _ title: String) {
    self.console = console
    self.title = title
  }

  func update(_ done: Int, _ total: Int) {
    guard isTerminal else { return }
    let now = Date()
    let isDue = last.withLock { last in
      guard now.timeIntervalSince(start) > 1, now.timeIntervalSince(last) > 0.1 else { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let part = total > 0 ? "\(done)/\(total) (\(done * 100 / total)%)" : "\(done)"
    console.write("\r\u{1B}[K\(title) \(part)", to: .error)
  }

  /// Clears the line.
  func finish() {
    if last.withLock({ $0 != .distantPast }) { console.write("\r\u{1B}[K", to: .error) }
  }
}
