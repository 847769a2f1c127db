import ArgumentParser
import Exact
import Foundation
import Postgres
import ScratchServer

/// What the libpq client does by itself.
struct Client: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Round trips, and rows read and written a second, of the libpq client.")

    @Option(help: "How often each is measured; medians are shown.") var rounds = 5
    @Option(help: "Rows that are read and written.") var rows = 1_000_000
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Outcome: Codable {
        enum Unit: String, Codable {
            case microseconds = "µs"
            case rowsPerSecond = "rows/s"
        }

        let what: String
        let unit: Unit
        /// How many round trips or rows each sample is of.
        let count: Int
        var samples = Samples()

        var text: String {
            let figure =
                switch unit {
                case .microseconds: samples.median / Double(count) * 1e6
                case .rowsPerSecond: Double(count) / samples.median
                }
            return "\(Int(figure)) \(unit.rawValue)"
        }
    }

    func run() async throws {
        let measured = try await ScratchServer.running { server in
            let outcomes = try await server.configuration.withConnection { connection in
                try await prepare(connection)
                var outcomes = [try await roundTrip(connection)]
                for (what, body) in Self.bulk {
                    var outcome = Outcome(what: what, unit: .rowsPerSecond, count: rows)
                    for _ in 0..<rounds { outcome.samples.add(try await seconds { try await body(connection, rows) }) }
                    outcomes.append(outcome)
                }
                return outcomes
            }
            return try await Measured(outcomes, rounds: rounds, on: server)
        }
        print("\(measured.head("times and rates"))\n\n| what | median |\n|---|---:|")
        for outcome in measured.outcomes { print("| \(outcome.what) | \(outcome.text) |") }
        try Tool.write(measured, to: json)
    }

    /// Tickets, as wide as those that are measured.
    private func prepare(_ connection: PostgresConnection) async throws {
        try await connection.script(
            """
            create table public.ticket as
            select n::int8 as ticket_id, 1 + n % 10000 as employee_id, 'category ' || n % 20 as category,
                timestamptz '2026-10-01' + n * interval '1 second' as opened_at,
                case when n % 50 > 0 then timestamptz '2026-10-02' + n * interval '1 second' end as resolved_at,
                'resolved' as status, n % 9 = 0 as reopened, (n % 1000)::numeric / 100 as hours
            from generate_series(1, \(rows)) n;
            create table public.written (like public.ticket); analyze public.ticket
            """)
    }

    private func roundTrip(_ connection: PostgresConnection) async throws -> Outcome {
        var outcome = Outcome(what: "round trip of select 1", unit: .microseconds, count: 5_000)
        for _ in 0..<rounds {
            outcome.samples.add(
                try await seconds {
                    for _ in 0..<outcome.count { _ = try await connection.query("select 1") }
                })
        }
        return outcome
    }

    private static let bulk: [(String, @Sendable (PostgresConnection, Int) async throws -> Void)] = [
        (
            "set aside and read, 8 columns decoded",
            { connection, _ in
                var sum: Int64 = 0
                try await connection.spool("select * from public.ticket", parameters: []).forEachRow { row in
                    sum &+= try row.next(Int64.self) &+ Int64(try row.next(Int32.self))
                    sum &+= Int64(try row.next(String.self).utf8.count)
                    sum &+= try row.next(PostgresTimestamp.self).microseconds
                    sum &+= try row.next(PostgresTimestamp?.self)?.microseconds ?? 0
                    sum &+= Int64(try row.next(String.self).utf8.count) &+ (try row.next(Bool.self) ? 1 : 0)
                    sum &+= Int64(try row.next(BigDecimal.self).scale)
                }
                precondition(sum != 0)
            }
        ),
        (
            "read by a query, 8 columns decoded",
            { connection, _ in
                let sum = try await connection.reduceRows(into: Int64(0), "select * from public.ticket", parameters: [])
                {
                    sum, row in
                    let (id, employee, category, opened, resolved, status, reopened, hours) = try row.decode(
                        Int64.self, Int.self, String.self, PostgresTimestamp.self, PostgresTimestamp?.self, String.self,
                        Bool.self, BigDecimal.self)
                    sum &+= id &+ Int64(employee) &+ Int64(category.utf8.count) &+ opened.microseconds
                    sum &+= (resolved?.microseconds ?? 0) &+ Int64(status.utf8.count) &+ (reopened ? 1 : 0)
                    sum &+= Int64(hours.scale)
                }
                precondition(sum != 0)
            }
        ),
        (
            "written by COPY BINARY, 8 columns",
            { connection, rows in
                try await connection.script("truncate public.written")
                let hours = BigDecimal("4.25")
                let opened = PostgresTimestamp(microseconds: 813_000_000_000_000)
                try await connection.copyIn("copy public.written from stdin (format binary)") { writer in
                    for number in 0..<rows {
                        try writer.startRow(columns: 8)
                        writer.write(Int64(number))
                        writer.write(Int32(number % 10_000))
                        writer.write("category")
                        writer.write(opened)
                        writer.write(opened)
                        writer.write("resolved")
                        writer.write(false)
                        writer.write(hours)
                    }
                }
            }
        ),
    ]
}
