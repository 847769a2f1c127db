import ArgumentParser
import Foundation
import Postgres
import ScratchServer

/// What indexes and partitions do for the statement on `ticket`, by the share of the table that the period is.
struct Indexes: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A period of a long table: with indexes on its time columns, with BRIN, by month in partitions.")

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often each is measured.") var rounds = 5
    @Option(help: "TICKETS/PEOPLE of one month.") var size = Size(30_000, 1_000)
    @Option(help: "How many months the table holds.") var months = 100

    func run() async throws {
        let memory = ProcessInfo.processInfo.physicalMemory
        // Little that is written has to survive, so that the tables are made quickly; and it compiles, as PostgreSQL has it.
        var settings = ["wal_level": "minimal", "max_wal_senders": "0", "jit": "on"]
        if memory >= 16 << 30 { settings.merge(["shared_buffers": "4GB", "effective_cache_size": "12GB"]) { $1 } }
        print(try await ScratchServer.running(settings: settings) { try await measure(on: $0) })
    }

    private func measure(on server: ScratchServer) async throws -> String {
        let company = try await Company.make(size, on: server, merit: merit)
        note("\(months) months of it, in \(Shape.all.count) shapes …")
        try await Tool.psql(
            "indexes.sql", company.owner.conninfo, variables: ["months": months, "tickets": size.tickets])
        return try await company.owner.withConnection { connection in
            let statements = try await statements(connection)
            var scorings: [String: Samples] = [:]
            try await company.withWorker { _ in scorings = try await self.scorings(company, connection) }
            let version = try await connection.query("show server_version").one().decode(String.self)
            return text(statements, scorings, server: version)
        }
    }

    /// Months of a period; up to the whole table.
    private var periods: [Int] { Set([1, 2, 5, 10, 20, 50, 100].map { max(1, $0 * months / 100) }).sorted() }

    /// A figure of the statement: for so many months of one shape.
    private struct Figure {
        var samples = Samples()
        var scans = ""
    }

    private func statements(_ connection: PostgresConnection) async throws -> [String: [Int: Figure]] {
        let statement = try await TicketStatement(Company.template, on: connection)
        var figures: [String: [Int: Figure]] = [:]
        for period in periods {
            var rows: Set<Int> = []
            // The first round fills caches and does not count.
            for round in 0...rounds {
                for place in Shape.all.indices {
                    let shape = Shape.all[(place + round) % Shape.all.count]
                    let (time, found) = try await statement.run(shape.schema, months: period, connection)
                    rows.insert(found)
                    if round > 0 {
                        figures[shape.schema, default: [:]][period, default: Figure()].samples.add(time)
                    } else {
                        figures[shape.schema, default: [:]][period, default: Figure()].scans =
                            try await statement.scans(
                                shape.schema, months: period, connection)
                    }
                }
            }
            guard rows.count == 1 else { throw Tool.Failed(description: "the shapes do not hold the same: \(rows)") }
            note("  \(period) of \(months) months: measured")
        }
        return figures
    }

    /// A month from INSERT to `scored`, with each shape in turn as the source's table.
    private func scorings(_ company: Company, _ connection: PostgresConnection) async throws -> [String: Samples] {
        let way = Merit()
        var figures: [String: Samples] = [:]
        try await connection.script("create schema aside; alter table merit_source.ticket set schema aside")
        for round in 0...rounds {
            for place in Shape.all.indices {
                let shape = Shape.all[(place + round) % Shape.all.count]
                try await connection.script(
                    """
                    alter table \(shape.schema).ticket set schema merit_source;
                    grant select on merit_source.ticket to merit_worker
                    """)
                let time = try await way.run(company.owner)
                try await connection.script("alter table merit_source.ticket set schema \(shape.schema)")
                if round > 0 { figures[shape.schema, default: Samples()].add(time) }
            }
        }
        return figures
    }

    private func text(_ statements: [String: [Int: Figure]], _ scorings: [String: Samples], server: String) -> String {
        let system = ProcessInfo.processInfo
        let heads = periods.map { "\($0 * 100 / months)%" }
        var lines = [
            "\(Date.now.formatted(.iso8601.year().month().day())); \(system.processorCount) cores, \(system.physicalMemory >> 30) GiB, PostgreSQL \(server); \(size.tickets * months) tickets in \(months) months; ms, medians of \(rounds)",
            "", "| the table; the period's share of it | \(heads.joined(separator: " | ")) | a month scored |",
            "|---|\(heads.map { _ in "---:|" }.joined())---:|",
        ]
        for shape in Shape.all {
            let cells = periods.map { Self.shown(statements[shape.schema]?[$0]?.samples) }
            lines.append(
                "| \(shape.name) | \(cells.joined(separator: " | ")) | \(Self.shown(scorings[shape.schema])) |")
        }
        lines += ["", "| plan | \(heads.joined(separator: " | ")) |", "|---|\(heads.map { _ in "---|" }.joined())"]
        for shape in Shape.all {
            let cells = periods.map { statements[shape.schema]?[$0]?.scans ?? "" }
            lines.append("| \(shape.name) | \(cells.joined(separator: " | ")) |")
        }
        return lines.joined(separator: "\n")
    }

    private static func shown(_ samples: Samples?) -> String {
        samples.map { String(Int(($0.median * 1000).rounded())) } ?? ""
    }
}
