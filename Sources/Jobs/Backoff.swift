/// How long to wait before trying again: doubling from `base` up to `limit`, jittered to between half and the whole of it, so
/// that many who failed together do not come back together.
package struct Backoff: Sendable {
    package let base: Duration
    package let limit: Duration

    package init(base: Duration = .seconds(1), limit: Duration = .seconds(300)) {
        self.base = base
        self.limit = limit
    }

    /// - Parameter failures: how often it has failed before, from 0.
    package func delay(after failures: Int) -> Duration {
        delay(after: failures, jitter: Double.random(in: 0...1))
    }

    func delay(after failures: Int, jitter: Double) -> Duration {
        let whole = failures < 30 ? min(limit, base * (1 << failures)) : limit
        return whole * (0.5 + jitter / 2)
    }
}
