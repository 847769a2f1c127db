package import Jobs

/// Whether a worker lives, and whether it takes jobs, as `/livez` and `/readyz` say it.
package struct Health: Sendable, Equatable {
    /// Something that keeps a worker from taking jobs.
    package struct Reason: Sendable, Equatable, Encodable {
        package let check: String
        package let reason: String
        /// What to do about it.
        package let advice: String
    }

    /// How long the service's loop may stand still: it comes round every second, and while the database cannot be reached every
    /// half minute or so (10 s to connect to each address unless `connect_timeout` says otherwise, a minute to all of them; 8 for an
    /// answer, 15 of backoff).
    static let longestStillness = Duration.seconds(120)

    package let isAlive: Bool
    package let reasons: [Reason]

    package var isReady: Bool { reasons.isEmpty }

    package init(_ status: ServiceStatus) {
        self.init(status.phase, stillness: status.stillness)
    }

    init(_ phase: ServiceStatus.Phase, stillness: Duration) {
        isAlive = stillness < Self.longestStillness
        var reasons: [Reason] = []
        if !isAlive {
            reasons.append(
                Reason(
                    check: "loop", reason: "the worker's loop has stood still for \(stillness.components.seconds) s",
                    advice: "restart this worker; its jobs are taken over"))
        }
        switch phase {
        case .serving: break
        case .connecting(let problem):
            reasons.append(
                Reason(
                    check: "database", reason: problem ?? "not connected yet",
                    advice: "wait, it tries again by itself; merit doctor says what is wrong"))
        case .draining:
            reasons.append(
                Reason(check: "shutdown", reason: "it shuts down, and takes no more jobs", advice: "nothing"))
        }
        self.reasons = reasons
    }
}
