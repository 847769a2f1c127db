import Foundation
import Postgres
import Subprocess
import Support
import SystemPackage
import Testing
import Yams

/// What the dashboard asks, asked for real.
@Suite(.timeLimit(.minutes(20))) struct DashboardTests {
    private struct Dashboard: Decodable {
        struct Panel: Decodable {
            let title: String
            let targets: [Target]?
        }
        struct Target: Decodable {
            let expr: String?
            let rawSql: String?
        }
        let panels: [Panel]
    }

    /// Panels by title, each with its questions.
    private static func panels() throws -> [(title: String, target: Dashboard.Target)] {
        let file = Repository.file("Operations/grafana/dashboards/merit.json")
        let dashboard = try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: file))
        return dashboard.panels.flatMap { panel in (panel.targets ?? []).map { (panel.title, $0) } }
    }

    @Test(.database(.scored)) func everyStatementFindsSomethingInRealResults() async throws {
        let database = try TestDatabase.current
        var asked = 0
        for (title, target) in try Self.panels() {
            guard let sql = target.rawSql else { continue }
            asked += 1
            let filter = try Regex(#"\$__timeFilter\(([^)]*)\)"#)
            let statement = sql.replacing(filter) { match in
                "\(match[1].substring ?? "") between '2026-01-01' and '2026-12-31'"
            }
            let rows = try await database.withConnection(user: "merit_dashboard") {
                try await $0.query(statement).count
            }
            #expect(rows > 0, "\(title): \(statement)")
        }
        #expect(asked == 4)
    }

    @Test(
        .database(.company), .enabled(if: Prometheus.folder != nil, "skipped: prometheus is not installed"))
    func everyExpressionFindsSeries() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            try await Prometheus.run(scraping: [try await program.address()]) { prometheus in
                try await prometheus.untilScraped()
                for (title, target) in try Self.panels() {
                    guard let expression = target.expr?.replacing("$__rate_interval", with: "5s") else { continue }
                    // Rates need two scrapes, and one that came late lacks what the database says.
                    let scrapes = "count_over_time(merit_ready[1h])"
                    let before = try await prometheus.value(of: scrapes).flatMap(Int.init) ?? 0
                    while try await prometheus.value(of: expression) == nil {
                        try Task.checkCancellation()
                        let known = try await prometheus.value(of: scrapes).flatMap(Int.init) ?? 0
                        try #require(known < before + 20, "\(title): \(expression)")
                    }
                }
            }
            try program.send(.terminate)
        }
    }

    @Test(.database(.scored)) func eachMeanIsOfFivePeopleOrMore() async throws {
        let database = try TestDatabase.current
        let scored = try await database.withConnection(user: "merit_dashboard") {
            try await $0.query("select scored from merit.department_trend where mean_total is not null").decode(
                Int64.self)
        }
        #expect(scored.count >= 6)
        #expect(scored.allSatisfy { $0 >= 5 })
    }
}

/// The compose file, read by an implementation of compose.
@Suite struct ComposeTests {
    static let compose = [
        "/usr/bin/docker-compose", "/opt/homebrew/bin/docker-compose", "/usr/local/bin/docker-compose",
    ]
    .first(where: FileManager.default.isExecutableFile)

    private struct Model: Decodable {
        struct Service: Decodable {
            let ports: [String]?
            let readOnly: Bool?
            let depends: [String: Condition]?
            let capDrop: [String]?

            enum CodingKeys: String, CodingKey {
                case ports
                case readOnly = "read_only"
                case depends = "depends_on"
                case capDrop = "cap_drop"
            }
        }
        struct Condition: Decodable {
            let condition: String
        }
        let services: [String: Service]
    }

    @Test(.enabled(if: compose != nil, "skipped: docker-compose is not installed"))
    func nothingIsReachableFromElsewhereAndAllStartsInOrder() async throws {
        let outcome = try await Subprocess.run(
            .path(.init(Self.compose ?? "")),
            arguments: ["--file", "\(Repository.file("docker-compose.yml").path())", "config"],
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        #expect(outcome.terminationStatus == .exited(0), "\(outcome.standardError)")
        let model = try YAMLDecoder().decode(Model.self, from: outcome.standardOutput)
        #expect(
            Set(model.services.keys) == [
                "database", "migrate", "roles", "sample", "worker", "portal", "prometheus", "grafana",
            ])
        for (name, service) in model.services {
            for port in service.ports ?? [] { #expect(port.hasPrefix("127.0.0.1:"), "\(name) listens on \(port)") }
            if ["migrate", "sample", "worker", "portal", "prometheus"].contains(name) {
                #expect(service.readOnly == true && service.capDrop == ["ALL"], "\(name)")
            }
        }
        let order = [
            "migrate": ["database": "service_healthy"], "worker": ["roles": "service_completed_successfully"],
            "portal": ["roles": "service_completed_successfully"],
        ]
        for (name, conditions) in order {
            #expect(model.services[name]?.depends?.mapValues(\.condition) == conditions)
        }
    }
}

extension DatabaseTemplate {
    /// The sample company with its three months scored.
    static let scored = DatabaseTemplate("scored") { owner in
        try await Company.prepare(owner)
        _ = try await Program.run(["worker", "--until-idle"], database: try owner.with(["user": "merit_worker"]))
    }
}
