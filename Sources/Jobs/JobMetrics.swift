package import Metrics
import Postgres

/// What a service counts, through swift-metrics; every series stands from the start, so that a first event shows as a rise.
package struct JobMetrics: Sendable {
    /// How attempts end.
    enum Outcome: String, CaseIterable {
        case completed, failed, cancelled, superseded
        case putBack = "put_back"
        case handedBack = "handed_back"
        case early
        case leaseLost = "lease_lost"
        /// The outcome could not be written, or its answer did not come.
        case unknown
    }

    private let attempts: [String: [Outcome: Counter]]
    private let durations: [String: Timer]
    private let retries: [String: Counter]
    private let takeovers: Counter
    private let lostLeases: Counter
    private let reconnections: Counter
    private let listener: Gauge

    /// - Parameter kinds: kinds of jobs that the service does; the only labels beside fixed ones.
    package init(_ factory: any MetricsFactory, kinds: [String]) {
        attempts = Dictionary(
            uniqueKeysWithValues: kinds.map { kind in
                (
                    kind,
                    Dictionary(
                        uniqueKeysWithValues: Outcome.allCases.map { outcome in
                            (
                                outcome,
                                Counter(
                                    label: "attempts_total",
                                    dimensions: [("kind", kind), ("outcome", outcome.rawValue)], factory: factory)
                            )
                        })
                )
            })
        durations = Dictionary(
            uniqueKeysWithValues: kinds.map {
                ($0, Timer(label: "attempt_seconds", dimensions: [("kind", $0)], factory: factory))
            })
        retries = Dictionary(
            uniqueKeysWithValues: Fault.classes.map {
                ($0, Counter(label: "retries_total", dimensions: [("class", $0)], factory: factory))
            })
        takeovers = Counter(label: "takeovers_total", factory: factory)
        lostLeases = Counter(label: "lost_leases_total", factory: factory)
        reconnections = Counter(label: "control_connections_lost_total", factory: factory)
        listener = Gauge(label: "listener_up", factory: factory)
        listener.record(0)
    }

    func attemptEnded(_ kind: String, _ outcome: Outcome, after time: Duration) {
        attempts[kind]?[outcome]?.increment()
        durations[kind]?.recordMilliseconds(time.milliseconds)
        if outcome == .leaseLost { lostLeases.increment() }
    }

    func retried(_ fault: Fault) {
        fault.retryClass.flatMap { retries[$0] }?.increment()
    }

    func tookOver() {
        takeovers.increment()
    }

    func controlConnectionLost() {
        reconnections.increment()
    }

    func listens(_ isListening: Bool) {
        listener.record(isListening ? 1 : 0)
    }
}

extension Fault {
    /// Why jobs are tried again, as metrics name it.
    static let classes = ["connection", "passing", "own_work"]

    /// Nil for what is not tried again, or not for a fault.
    var retryClass: String? {
        switch self {
        case .sessionLost: "connection"
        case .passing: "passing"
        case .ownWork: "own_work"
        case .unusable, .handedBack, .early, .leaseLost, .cancelled: nil
        }
    }
}
