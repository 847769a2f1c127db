import Logging

/// Keeps what is logged.
struct LogRecorder: LogHandler {
    let lines = Shared<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    func log(event: LogEvent) {
        let fields = (event.metadata ?? [:]).map { "\($0): \($1)" }.joined(separator: ", ")
        lines.change { $0.append("\(event.level): \(event.message) [\(fields)]") }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
