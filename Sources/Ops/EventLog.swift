import Foundation
package import Logging
import Reports
import Synchronization

/// Writes each event as one line, for people or as JSON, with the time in UTC by this machine's clock.
package struct EventLog: LogHandler {
    package enum Format: String, Sendable, CaseIterable {
        case text, json
    }

    package var metadata: Logger.Metadata = [:]
    package var logLevel: Logger.Level
    private let format: Format
    private let write: @Sendable (String) -> Void

    /// - Parameter write: takes a line without its end; standard error unless given.
    package init(
        _ format: Format, level: Logger.Level, write: @escaping @Sendable (String) -> Void = Self.toStandardError
    ) {
        self.format = format
        self.write = write
        logLevel = level
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let all = metadata.merging(event.metadata ?? [:]) { $1 }.mapValues { "\($0)" }
        write(line(time: Date.now, level: event.level, message: "\(event.message)", metadata: all))
    }

    func line(time: Date, level: Logger.Level, message: String, metadata: [String: String]) -> String {
        let time = time.formatted(Self.time)
        switch format {
        case .text:
            let pairs = metadata.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.quoted($0.value))" }
            return ([time, level.rawValue, Self.oneLine(message)] + pairs).joined(separator: " ")
        case .json:
            // The three fixed keys win: an event cannot pass itself off as another.
            let fields = metadata.merging(["time": time, "level": level.rawValue, "message": message]) { $1 }
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return (try? encoder.encode(fields)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
    }

    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// As it stands where it has neither spaces nor quotes, else between quotes.
    private static func quoted(_ value: String) -> String {
        let isPlain =
            !value.isEmpty
            && value.unicodeScalars.allSatisfy {
                $0 != "\"" && $0 != "=" && !$0.properties.isWhitespace && !$0.misleads
            }
        return isPlain ? value : "\"\(oneLine(value, quotes: true))\""
    }

    /// Without anything that ends a line, turns it round or moves a terminal's cursor, so that no text passes itself off as an event.
    private static func oneLine(_ text: String, quotes: Bool = false) -> String {
        var line = String.UnicodeScalarView()
        // Scalar by scalar: a carriage return before a newline is one Character, as is a quote before an accent.
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n": line.append(contentsOf: "\\n".unicodeScalars)
            case "\r": line.append(contentsOf: "\\r".unicodeScalars)
            case "\\": line.append(contentsOf: "\\\\".unicodeScalars)
            case "\"" where quotes: line.append(contentsOf: "\\\"".unicodeScalars)
            case _ where scalar.misleads:
                line.append(contentsOf: "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars)
            default: line.append(scalar)
            }
        }
        return String(line)
    }

    private static let gate = Mutex<Void>(())

    /// One line after the other, whole, from whichever task.
    package static let toStandardError: @Sendable (String) -> Void = { line in
        // Where nobody can hear, work goes on.
        gate.withLock { _ in try? FileHandle.standardError.write(contentsOf: Data("\(line)\n".utf8)) }
    }
}
