import Postgres
import Statements
import Synchronization

/// Looks on while an attempt works, and remembers who is in the way of its session.
final class AttemptWatch: Sendable {
    private let session: AttemptSession
    private let pace: Duration
    private let seen = Mutex<(obstacle: String, at: ContinuousClock.Instant)?>(nil)

    /// - Parameter pace: how often it looks; a session that has waited for the server for so long may wait for somebody.
    init(session: AttemptSession, pace: Duration) {
        self.session = session
        self.pace = pace
    }

    /// Who held what the session waited for when it was looked at last, and since when; nil where it waited for nobody just now.
    var obstacle: String? {
        guard let seen = seen.withLock(\.self), .now - seen.at <= pace * 2 + .seconds(1) else { return nil }
        return seen.obstacle
    }

    /// Looks on until its task is cancelled.
    func run() async {
        var pulse = session.pulse
        while (try? await Task.sleep(for: pace)) != nil {
            let current = session.pulse
            // Even: no statement runs.
            if current == pulse, current % 2 == 1, let obstacle = await look() {
                seen.withLock { $0 = (obstacle, .now) }
            }
            pulse = current
        }
    }

    private func look() async -> String? {
        let processID = session.processID
        guard processID != 0 else { return nil }
        return try? await session.pool.withConnection { connection in
            try await connection.query(Statements.waitsFor, processID).one().decode(String?.self)
        }
    }
}
