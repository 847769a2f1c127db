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
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    struct Outcome: Codable {
        let size: Size
        let months: Int
        /// By the shape's schema, and by how many months the period has.
        var statements: [String: [Int: Figure]] = [:]
        /// By the shape's schema.
        var scorings: [String: Samples] = [:]
    }

    /// A figure of the statement: for so many months of one shape.
    struct Figure: Codable {
        var samples = Samples()
        var scans = ""
    }

    func run() async throws {
        // Little that is written has to survive, so that the tables are made quickly.
        let settings = ScratchServer.large.merging(["wal_level": "minimal", "max_wal_senders": "0"]) { $1 }
        let measured = try await ScratchServer.running(settings: settings) { server in
            try await Measured(try await measure(on: server), rounds: rounds, on: server)
        }
        print(IndexesReport(measured: measured).text)
        try Tool.write(measured, to: json)
    }

    private func measure(on server: ScratchServer) async throws -> Outcome {
        let company = try await Company.make(size, on: server, merit: merit)
        note("\(months) months of it, in \(Shape.all.count) shapes …")
        try await Tool.psql(
            "indexes.sql", company.owner.conninfo, variables: ["months": months, "tickets": size.tickets])
        return try await company.owner.withConnection { connection in
            var outcome = Outcome(size: size, months: months)
            outcome.statements = try await statements(connection)
            try await company.withWorker { _ in outcome.scorings = try await scorings(company, connection) }
            return outcome
        }
    }

    /// Months of a period; up to the whole table.
    private var periods: [Int] { Set([1, 2, 5, 10, 20, 50, 100].map { max(1, $0 * months / 100) }).sorted() }

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
                    grant select on merit_source.ticket to merit_reader
                    """)
                let time = try await way.run(company.owner)
                try await connection.script("alter table merit_source.ticket set schema \(shape.schema)")
                if round > 0 { figures[shape.schema, default: Samples()].add(time) }
            }
        }
        return figures
    }
}
