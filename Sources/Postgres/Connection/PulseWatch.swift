import Synchronization

/// Looks on while a session waits for its server, and remembers what was in its way.
package final class PulseWatch: Sendable {
    private let pace: Duration
    private let pulse: @Sendable () -> UInt64
    private let look: @Sendable () async throws -> String?
    private let seen = Mutex<(obstacle: String, at: ContinuousClock.Instant)?>(nil)

    /// - Parameters:
    ///   - pace: how often it looks on; whoever has heard nothing for so long may wait for somebody.
    ///   - pulse: the session's; see ``PostgresConnection/pulse``.
    ///   - look: says what is in the way of a statement that has heard nothing, nil where nothing is; where it throws, nobody knows.
    package init(
        pace: Duration, pulse: @escaping @Sendable () -> UInt64, look: @escaping @Sendable () async throws -> String?
    ) {
        self.pace = pace
        self.pulse = pulse
        self.look = look
    }

    /// What was in the way when it looked last; nil where nothing was just now.
    package var obstacle: String? {
        guard let seen = seen.withLock(\.self), .now - seen.at <= pace * 2 + .seconds(1) else { return nil }
        return seen.obstacle
    }

    /// Looks on until its task is cancelled.
    package func run() async {
        var last = pulse()
        while (try? await Task.sleep(for: pace)) != nil {
            let current = pulse()
            // Even: no statement runs, and nobody waits for the server.
            if current == last, current % 2 == 1 { await remember() }
            last = current
        }
    }

    private func remember() async {
        do {
            let obstacle = try await look()
            seen.withLock { $0 = obstacle.map { ($0, .now) } }
        } catch {
            // What was seen before stands for a while.
        }
    }
}
