import ArgumentParser
import Foundation
import Postgres
import ScratchServer
import Subprocess
import SystemPackage

/// The figures of docs/reliability.md: takeover, latency, throughput, what idling costs.
struct Reliability: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Takeovers, cancelling, small periods a second, and what an idle worker costs, on durable servers.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often a worker is killed, and a job cancelled; a tenth as often it falls silent.") var rounds =
        50

    func run() async throws {
        say("what", "figure")
        say("---", "---:")
        try await withServer(takeoverAfterSIGKILL)
        try await withServer(takeoverAfterSilence)
        try await withServer(cancelling)
        try await withServer(latencyWhenIdle)
        for workers in [1, 4] { try await withServer { try await throughput($0, workers: workers) } }
        try await withServer(costWhenIdle)
        try await withServer(claimBesideManyFinishedJobs)
    }

    /// A durable server with a thousand people, each a department of their own, and what they did in September.
    private func withServer(_ body: (PostgresConfiguration) async throws -> Void) async throws {
        try await ScratchServer.running(
            settings: ["fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"]
        ) { server in
            let owner = server.configuration
            let environment: [Environment.Key: String?] = ["MERIT_DATABASE_URL": owner.conninfo]
            try await Tool.run(merit, ["migrate"], environment: environment)
            try await Tool.run(merit, ["source", "install"], environment: environment)
            try await owner.withConnection { connection in
                try await connection.script(Self.people)
                try await connection.script(
                    "update merit.setting set value = '1000000' where name = 'worker_deaths'; analyze")
            }
            let template = Tool.folder.appending(path: "../Templates/service-desk-measured.yaml").path()
            try await Tool.run(merit, ["template", "apply", template], environment: environment)
            try await body(owner)
        }
    }

    private static let people = """
        insert into merit_source.employee (employee_id, name, post, department)
        select 'E' || n, 'name', 'service-desk', 'D' || n from generate_series(1, 1000) n;
        insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, resolved_at, closed_at, status,
            reopened, escalated, target_met)
        select 'T' || n, 'E' || 1 + n % 1000, at, at + interval '1 hour', at + interval '5 hours', at + interval '6 hours',
            'resolved', n % 20 = 0, false, n % 9 <> 0
        from generate_series(1, 10000) n, lateral (select timestamptz '2026-09-02 00:00Z' + n % 600 * interval '1 hour') o (at);
        create index on merit_source.ticket (resolved_at);
        """

    /// Asks for a period of each of these departments.
    func ask(_ departments: ClosedRange<Int>, _ owner: PostgresConfiguration) async throws {
        try await owner.withConnection { connection in
            _ = try await connection.query(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
                select 'D' || n, '2026-09-01', '2026-09-30', 'UTC', 'D' || n from generate_series($1::integer, $2::integer) n
                """, Int32(departments.lowerBound), Int32(departments.upperBound))
        }
    }

    /// Runs `body` while a worker is there, which is killed behind it.
    ///
    /// - Parameter body: is given what sends a signal to the worker, and its process.
    func withWorker(
        _ owner: PostgresConfiguration, _ body: (@Sendable (Signal) throws -> Void, Int32) async throws -> Void
    ) async throws {
        let environment: [Environment.Key: String?] = try [
            "MERIT_DATABASE_URL": owner.with(["user": "merit_worker"]).conninfo,
            "MERIT_SOURCE_URL": owner.with(["user": "merit_reader"]).conninfo,
        ]
        _ = try await Subprocess.run(
            .path(.init(merit)), arguments: ["worker"], environment: .inherit.updating(environment),
            input: .none, output: .discarded, error: .discarded
        ) { execution in
            defer { try? execution.send(signal: .kill) }
            try await owner.withConnection { connection in
                let process = execution.processIdentifier.value
                try await connection.wait(
                    until: "exists (select from merit.worker where process_id = \(process))")
                try await body({ try execution.send(signal: $0) }, process)
            }
        }
    }

    /// While this holds the tickets, a scoring does not come to its end.
    func holdingTickets(_ owner: PostgresConfiguration, _ body: () async throws -> Void) async throws {
        try await owner.withConnection { holder in
            try await holder.script(
                "set idle_in_transaction_session_timeout = 0; begin; lock table merit_source.ticket in access exclusive mode"
            )
            try await body()
        }
    }

    func say(_ what: String, _ figure: String) {
        // At once: all of it takes an hour.
        FileHandle.standardOutput.write(Data("| \(what) | \(figure) |\n".utf8))
    }

    func say(_ what: String, _ seconds: [Double]) {
        say("\(what), median of \(seconds.count)", String(format: "%.2f s", seconds.median))
        say("… worst of \(seconds.count)", String(format: "%.2f s", seconds.max() ?? .nan))
    }
}

extension PostgresConnection {
    /// Asks until a condition holds.
    func wait(until condition: String) async throws {
        while try await !query("select \(condition)").one().decode(Bool.self) {}
    }
}
