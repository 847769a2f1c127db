import Metrics

/// What the portal counts.
struct PortalMetrics: Sendable {
    private let factory: any MetricsFactory

    init(_ factory: any MetricsFactory) {
        self.factory = factory
    }

    func answered(_ route: String, status: Int, after time: Duration) {
        Counter(
            label: "portal_requests_total", dimensions: [("route", route), ("status", "\(status / 100)xx")],
            factory: factory
        ).increment()
        Timer(label: "portal_request_seconds", dimensions: [("route", route)], factory: factory)
            .recordNanoseconds(Int64(time / .nanoseconds(1)))
    }

    func signedIn(_ way: String, _ outcome: SignInOutcome) {
        Counter(
            label: "portal_sign_ins_total", dimensions: [("way", way), ("outcome", outcome.rawValue)], factory: factory
        ).increment()
    }
}

/// How a try to sign in ended.
enum SignInOutcome: String, Sendable {
    case done
    case refused
    case limited
    case failed
}
