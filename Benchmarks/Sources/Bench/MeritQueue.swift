import ArgumentParser
import Foundation
import Jobs
import Logging
import Postgres
import Schema

/// Merit's queue in one process that asks and works: what `python/queues.py` is for the others.
struct MeritQueue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merit-queue", abstract: "One measurement of Merit's queue, for the subcommand queue.",
        shouldDisplay: false)

    @Argument(help: "An empty database.") var url: String
    @Argument(help: "How many jobs are asked for one by one.") var idle: Int
    @Argument(help: "How many jobs are asked for at once.") var many: Int
    @Argument(help: "For how long those may be worked on.") var limit: Double
    @Flag(help: "Each job writes a row, in the transaction of its completion.") var writes = false

    func run() async throws {
        let database = try PostgresConfiguration(url)
        var figures = try await database.withConnection { connection in
            try await prepare(connection)
            return QueueFigures(waits: try await waits(database, connection), rate: 0)
        }
        figures.rate = try await database.withConnection { try await rate(database, $0) }
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }

    private func prepare(_ connection: PostgresConnection) async throws {
        try await connection.script(Scripts.bootstrap)
        try await connection.script("set role merit_owner")
        for sql in Migration.all.map(\.sql) + SchemaFunction.all.map(\.sql) { try await connection.script(sql) }
        try await connection.script("reset role; create table public.effect (job_id bigint primary key)")
    }

    /// Seconds from asking to the start, with nothing else to do.
    private func waits(
        _ database: PostgresConfiguration, _ connection: PostgresConnection
    ) async throws -> [Double] {
        try await working(database) { starts in
            var waits: [Double] = []
            var starts = starts.makeAsyncIterator()
            try await Task.sleep(for: .seconds(1))
            // The first ones open connections.
            let first = 20
            for subject in 1...first + idle {
                let asked = ContinuousClock.now
                try await connection.execute(Statement.askSmall, subject)
                guard let started = await starts.next() else { break }
                if subject > first { waits.append((started - asked) / .seconds(1)) }
                try await Task.sleep(for: .milliseconds(.random(in: 10...30)))
            }
            return waits
        }
    }

    /// Jobs a second, from the first completion to the last, by what the database says.
    private func rate(_ database: PostgresConfiguration, _ connection: PostgresConnection) async throws -> Double {
        try await connection.script("truncate merit.job, merit.job_attempt")
        try await connection.execute(Statement.askMany, many)
        try await connection.script("analyze")
        try await working(database) { starts in
            await withTaskGroup { group in
                group.addTask { for await _ in starts.prefix(many) {} }
                group.addTask { try? await Task.sleep(for: .seconds(limit)) }
                await group.next()
                group.cancelAll()
            }
            // Completions are written a little after the jobs were done.
            try await Task.sleep(for: .milliseconds(500))
        }
        return try await connection.query(Statement.completedPerSecond).one().decode(Double.self)
    }

    /// Serves the queue while `body` runs.
    ///
    /// - Parameter body: is given the start of each job.
    private func working<Value: Sendable>(
        _ database: PostgresConfiguration, _ body: (AsyncStream<ContinuousClock.Instant>) async throws -> Value
    ) async throws -> Value {
        let (starts, start) = AsyncStream<ContinuousClock.Instant>.makeStream()
        var configuration = JobService.Configuration(
            database: database, host: "bench", processID: ProcessInfo.processInfo.processIdentifier, version: "bench")
        configuration.slots = writes ? 32 : 256
        var logger = Logger(label: "bench")
        logger.logLevel = .warning
        let pool = PostgresPool(database, maximum: 2 * configuration.slots)
        let handler = SmallJob(writes: writes) { start.yield(.now) }
        let service = JobService(configuration, pool: pool, handlers: [handler], logger: logger)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            defer { group.cancelAll() }
            return try await body(starts)
        }
    }
}

/// Does nothing, or next to nothing.
private struct SmallJob: JobHandler {
    let kind = "small"
    let subject = "subject"
    let writes: Bool
    let started: @Sendable () -> Void

    func run(_ attempt: Attempt) async throws {
        started()
        guard writes else { return try await attempt.finish() }
        try await attempt.finish { try await $0.execute("insert into public.effect values ($1)", attempt.job.id) }
    }
}

private enum Statement {
    static let askSmall = "select merit.ask('small', $1, clock_timestamp())"
    static let askMany =
        "select merit.ask('small', subject, clock_timestamp()) from generate_series(1, $1::integer) subject"
    static let completedPerSecond = """
        select ((count(*) - 1) / extract(epoch from max(finished_at) - min(finished_at)))::float8
        from merit.job where state = 'completed'
        """
}
