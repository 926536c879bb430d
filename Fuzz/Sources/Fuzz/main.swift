import Glibc

// Fuzz TARGET [what libFuzzer takes: a folder of inputs, single inputs, -max_total_time=60 …]
let names = Target.allCases.map(\.rawValue)
guard CommandLine.arguments.count > 1, let target = Target(rawValue: CommandLine.arguments[1]) else {
  print("usage: Fuzz \(names.joined(separator: "|")) [OPTION…] [FOLDER|FILE…]")
  exit(64)
}
chosen = target

/// libFuzzer's own entry for a program that has a main function already.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

var arguments: [UnsafeMutablePointer<CChar>?] = ([CommandLine.arguments[0]] + CommandLine.arguments.dropFirst(2)).map {
  strdup($0)
}
var count = CInt(arguments.count)
arguments.append(nil)
let status = arguments.withUnsafeMutableBufferPointer { buffer -> CInt in
  guard var base = buffer.baseAddress else { return 64 }
  return runDriver(&count, &base) { bytes, count in
    chosen.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
    return 0
  }
}
exit(status)
