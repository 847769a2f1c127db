import CLibPQ
import Logging

/// Keeps the server's notices off standard error; warnings go to the log, at debug.
final class NoticeSink: Sendable {
    private let logger: Logger?

    init(logger: Logger?) {
        self.logger = logger
    }

    /// - Parameter connection: Must be finished before the sink goes away.
    func attach(to connection: OpaquePointer) {
        PQsetNoticeReceiver(
            connection,
            { sink, result in
                guard let sink, let result else { return }
                Unmanaged<NoticeSink>.fromOpaque(sink).takeUnretainedValue().receive(result)
            }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ result: OpaquePointer) {
        // libpq frees the notice itself when this returns.
        guard let logger, field(result, CLibPQDiagnosticSeverity) == "WARNING" else { return }
        logger.debug(
            "\(field(result, CLibPQDiagnosticMessage) ?? "warning")",
            metadata: ["sqlstate": "\(field(result, CLibPQDiagnosticSQLState) ?? "")"])
    }

    private func field(_ result: OpaquePointer, _ code: Int32) -> String? {
        PQresultErrorField(result, code).map { String(cString: $0) }
    }
}
