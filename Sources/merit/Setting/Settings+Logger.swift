import Logging
import Ops

extension Settings {
    /// Writes events as the settings say.
    var logger: Logger {
        let format = text(.logFormat).flatMap { EventLog.Format(rawValue: $0) } ?? .text
        let level = text(.logLevel).flatMap { Logger.Level(rawValue: $0) } ?? .info
        return Logger(label: "merit") { _ in EventLog(format, level: level) }
    }
}
