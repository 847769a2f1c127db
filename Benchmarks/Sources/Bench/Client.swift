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

    func run() async throws {
        var figures: [(what: String, figure: String)] = []
        try await ScratchServer.running { server in
            try await server.configuration.withConnection { connection in
                try await prepare(connection)
                figures.append(("round trip of select 1", "\(try await roundTrip(connection)) µs"))
                for (what, body) in Self.bulk {
                    var samples = Samples()
                    for _ in 0..<rounds { samples.add(try await seconds { try await body(connection, rows) }) }
                    figures.append((what, "\(Int(Double(rows) / samples.median)) rows/s"))
                }
            }
        }
        print("| what | median of \(rounds) |\n|---|---:|")
        for (what, figure) in figures { print("| \(what) | \(figure) |") }
    }

    /// Tickets, as wide as those that are measured.
    private func prepare(_ connection: PostgresConnection) async throws {
        try await connection.script(
            """
            create table ticket as
            select n::int8 as ticket_id, 1 + n % 10000 as employee_id, 'category ' || n % 20 as category,
                timestamptz '2026-10-01' + n * interval '1 second' as opened_at,
                case when n % 50 > 0 then timestamptz '2026-10-02' + n * interval '1 second' end as resolved_at,
                'resolved' as status, n % 9 = 0 as reopened, (n % 1000)::numeric / 100 as hours
            from generate_series(1, \(rows)) n;
            create table written (like ticket); analyze ticket
            """)
    }

    private func roundTrip(_ connection: PostgresConnection) async throws -> Int {
        var samples = Samples()
        let count = 5_000
        for _ in 0..<rounds {
            samples.add(
                try await seconds {
                    for _ in 0..<count { _ = try await connection.query("select 1") }
                })
        }
        return Int(samples.median / Double(count) * 1e6)
    }

    private static let bulk: [(String, @Sendable (PostgresConnection, Int) async throws -> Void)] = [
        (
            "read by COPY BINARY, 8 columns decoded",
            { connection, rows in
                let sum = try await connection.copyOut(
                    into: Int64(0), "copy ticket to stdout (format binary)"
                ) { sum, row in
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
                let sum = try await connection.reduceRows(into: Int64(0), "select * from ticket", parameters: []) {
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
                try await connection.script("truncate written")
                let hours = BigDecimal("4.25")
                let opened = PostgresTimestamp(microseconds: 813_000_000_000_000)
                try await connection.copyIn("copy written from stdin (format binary)") { writer in
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
