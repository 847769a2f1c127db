import Logging
import Ops
import Portal
import Postgres
import Reports
import ServiceLifecycle
import Store
import UnixSignals

extension SampleCompany {
    /// Who can be picked, and as what.
    private static let people: [(id: String, zh: String, en: String)] = [
        ("E017", "员工", "an employee"), ("M02", "E017 的上级", "their supervisor"),
        ("H01", "人事：看所有人，送达、决定", "HR, who sees everyone, delivers and decides"),
        ("O01", "运维：管理任务队列", "operations, who run the queue"),
    ]

    /// Serves the portal with a page on which one picks whom to be, and does what is asked for there, until the process is told to end.
    ///
    /// - Parameter address: of this machine alone, for nobody is asked who they are.
    func servePortal(
        at address: HTTPAddress, language: Language, isServing: @escaping @Sendable () -> Void
    ) async throws {
        guard let origin = PortalOrigin("http://\(address)") else { return }
        var configuration = PortalConfiguration(address: address, origin: origin)
        configuration.people = Self.people.map { .init(id: $0.id, note: language.text(zh: $0.zh, en: $0.en)) }
        // Nobody waits a minute to see what becomes of what they did.
        try await owner.withConnection {
            try await $0.script("update merit.setting set value = '5' where name = 'quiet_seconds'")
        }
        let logger = Logger(label: "merit") { _ in EventLog(.text, level: .warning) }
        let pool = PostgresPool(try owner.with(["user": roles.portal]), maximum: 8)
        let server = try PortalServer(
            configuration, database: pool, registry: PrometheusRegistry(families: MetricFamily.portal), logger: logger,
            isServing: isServing)
        let work = try work(endsWhenIdle: false)
        let group = ServiceGroup(
            configuration: .init(
                services: [
                    .init(service: work.service),
                    .init(service: server, successTerminationBehavior: .gracefullyShutdownGroup),
                ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
        try await group.run()
        await work.close()
        await pool.close()
    }
}
