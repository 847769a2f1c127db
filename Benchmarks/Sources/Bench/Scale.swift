import ArgumentParser
import Foundation
import Postgres
import ScratchServer

/// What a month costs by people and by tickets, in one table and in shards: what docs/scale.md reckons with.
struct Scale: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract:
            "A month of one table and of shards on the same server: processor time of each part, by people and tickets."
    )

    @Option(help: "Merit's program, a release build.") var merit: String
    @Option(help: "How often a month is scored each way.") var rounds = 3
    @Option(help: "Among how many databases the rows are divided.") var shards = 4
    @Option(parsing: .upToNextOption, help: "TICKETS/PEOPLE of two companies.")
    var size = [Size(5_000_000, 10_000), Size(4_000_000, 1_000_000)]
    @Option(help: "Also write what was measured there, as JSON.") var json: String?

    /// Seconds of a month.
    struct Month: Codable {
        /// By the clock.
        var total = Samples()
        /// By the clock, of the newest scoring.
        var stages: [String: Double] = [:]
        /// Of a core.
        var worker = Samples()
        var shards = Samples()
        var source = Samples()
        var writing = Samples()
    }

    struct Outcome: Codable {
        let size: Size
        var oneTable = Month()
        var sharded = Month()
        /// Of the worker that reads shards, in MB.
        var peakMemory = 0
        /// In bytes: results and indicator scores of a month with their indexes; tickets without.
        var results: Int64 = 0
        var tickets: Int64 = 0
        /// Seconds of planning the statement on `ticket` over the shards.
        var planning = Samples()
    }

    func validate() throws {
        guard size.count == 2 else {
            throw ValidationError("--size takes two: what people and tickets cost follows from both")
        }
    }

    func run() async throws {
        let measured = try await ScratchServer.running(settings: ScratchServer.large) {
            server in
            var outcomes: [Outcome] = []
            for size in size { outcomes.append(try await measure(size, on: server)) }
            return try await Measured(outcomes, rounds: rounds, on: server)
        }
        print(ScaleReport(measured: measured, shards: shards).text)
        try Tool.write(measured, to: json)
    }

    private func measure(_ size: Size, on server: ScratchServer) async throws -> Outcome {
        let company = try await Company.make(size, on: server, merit: merit)
        let shards = try await Shards.make(of: company, count: shards, on: server)
        try await company.owner.withConnection { try await $0.script("checkpoint") }
        sync()
        var outcome = Outcome(size: size)
        for round in 0...rounds {
            let (oneTable, _) = try await month(company, source: nil)
            let (sharded, memory) = try await month(company, source: shards.source)
            try await requireSameDigits(company.owner)
            note("  one table \(oneTable.total.median) s, shards \(sharded.total.median) s")
            // The first fills caches.
            guard round > 0 else { continue }
            outcome.oneTable.add(oneTable)
            outcome.sharded.add(sharded)
            outcome.peakMemory = max(outcome.peakMemory, memory)
        }
        try await shards.source.withConnection { connection in
            let statement = try await TicketStatement(Company.template, on: connection)
            for _ in 0..<rounds { outcome.planning.add(try await statement.planning(connection)) }
        }
        try await company.owner.withConnection { connection in
            (outcome.results, outcome.tickets) = try await connection.query(
                """
                select (pg_total_relation_size('merit.result') + pg_total_relation_size('merit.indicator_score'))
                    / (select count(*) from merit.appraisal_period where status = 'scored'), pg_relation_size('merit_source.ticket')
                """
            ).one().decode(Int64.self, Int64.self)
        }
        try await shards.drop(from: server)
        try await company.drop(from: server)
        return outcome
    }

    /// One month, by a worker of its own.
    ///
    /// - Parameter source: the shards; nil: the company's own table.
    /// - Returns: what it took, and the worker's peak memory in MB.
    private func month(_ company: Company, source: PostgresConfiguration?) async throws -> (Month, memory: Int) {
        var month = Month()
        var memory = 0
        try await company.withWorker(source: source) { worker in
            month.total.add(try await Merit().run(company.owner))
            month.worker.add(ProcessFigures.processorTime(of: worker))
            memory = ProcessFigures.peakMemory(of: worker)
            let (sessions, stages) = try await company.owner.withConnection { connection in
                let stages = try await connection.query(
                    """
                    select key, value::text::double precision / 1000
                    from merit.run, jsonb_each(milliseconds) where run_id = (select max(run_id) from merit.run)
                    """
                ).decode(String.self, Double.self)
                return (try await ProcessFigures.processorTimeOfSessions(connection), stages)
            }
            month.stages = Dictionary(uniqueKeysWithValues: stages)
            month.writing.add(sessions[company.database] ?? 0)
            month.source.add(sessions[Shards.database] ?? 0)
            month.shards.add(sessions.filter { $0.key.hasPrefix("shard_") }.values.reduce(0, +))
        }
        return (month, memory)
    }

    private func requireSameDigits(_ owner: PostgresConfiguration) async throws {
        let sql = try Tool.text("digits.sql")
        guard try await owner.withConnection({ try await $0.query(sql).one().decode(Bool.self) }) else {
            throw Agreement.Broken(description: "the month of the shards has other figures than that of one table")
        }
    }
}

extension Scale.Month {
    fileprivate mutating func add(_ other: Scale.Month) {
        stages = other.stages
        for part in [\Self.total, \.worker, \.shards, \.source, \.writing] {
            self[keyPath: part].add(other[keyPath: part].median)
        }
    }
}
