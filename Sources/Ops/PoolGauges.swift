import Metrics
import Postgres

/// How many connections of a pool are open, and who waits for one.
struct PoolGauges {
    private let pool: PostgresPool
    private let lent: Gauge
    private let idle: Gauge
    private let waiters: Gauge

    init(name: String, pool: PostgresPool, _ factory: any MetricsFactory) {
        self.pool = pool
        lent = Gauge(label: "pool_connections", dimensions: [("pool", name), ("state", "lent")], factory: factory)
        idle = Gauge(label: "pool_connections", dimensions: [("pool", name), ("state", "idle")], factory: factory)
        waiters = Gauge(label: "pool_waiters", dimensions: [("pool", name)], factory: factory)
    }

    func update() {
        lent.record(pool.openCount - pool.idleCount)
        idle.record(pool.idleCount)
        waiters.record(pool.waiterCount)
    }
}
