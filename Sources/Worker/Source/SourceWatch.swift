import Postgres
import Statements
import Synchronization

/// Looks on while a session reads the source: who is in its way, and whether it and its server still hear each other.
///
/// A network that is gone altogether ends the session by itself; one that keeps the connection open and lets nothing pass does not.
final class SourceWatch: Sendable {
    private let connection: PostgresConnection
    private let backend: Int32
    private let patience: Duration
    private let seen = Mutex<(obstacle: String, at: ContinuousClock.Instant)?>(nil)

    /// - Parameters:
    ///   - backend: the session's server process.
    ///   - patience: how long nothing may be heard before the server is asked what it does.
    init(connection: PostgresConnection, backend: Int32, patience: Duration) {
        self.connection = connection
        self.backend = backend
        self.patience = patience
    }

    /// Who held what the session waited for when it was looked at last, and since when, as far as the server tells; nil where it was
    /// not seen to wait just now.
    var obstacle: String? {
        guard let seen = seen.withLock(\.self), .now - seen.at <= patience * 2 + .seconds(1) else { return nil }
        return seen.obstacle
    }

    /// Looks on until its task is cancelled; breaks the connection where nothing passes.
    func run() async {
        var pulse = connection.pulse
        while (try? await Task.sleep(for: patience)) != nil {
            let current = connection.pulse
            // Even: no statement runs, and nobody waits for the server.
            if current == pulse, current % 2 == 1 { await look() }
            pulse = current
        }
    }

    /// Where nobody can say, the server is taken to work.
    private func look() async {
        let answer = try? await connection.configuration.withConnection { asking in
            try await asking.answering(within: self.patience) {
                try await asking.query(Statements.sourceSilence, self.backend).one().decode(Bool.self, String?.self)
            }
        }
        guard let (isSilent, obstacle) = answer else { return }
        seen.withLock { $0 = obstacle.map { ($0, .now) } }
        if isSilent { connection.sever() }
    }
}
