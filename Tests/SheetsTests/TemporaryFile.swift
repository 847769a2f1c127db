import Foundation

/// A file for the time of `body`.
func withFile<Value>(_ bytes: some Collection<UInt8>, _ body: (String) throws -> Value) throws -> Value {
    let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(bytes).write(to: url)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url.path())
}
