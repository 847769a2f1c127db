import Jobs
import Postgres
import Support
import Worker

/// Scores periods, with a word to say when it begins.
struct GatedScoring: JobHandler {
    let kind = "score_period"
    let subject = "period"
    let scoring: ScorePeriod
    let begin: @Sendable () async throws -> Void

    func run(_ attempt: Attempt) async throws {
        try await begin()
        try await scoring.run(attempt)
    }

    /// Lets a worker score what is due once, held when it has read everything until `body` has run.
    ///
    /// - Parameter begin: runs when the job is claimed and nothing is read.
    static func work(
        in database: TestDatabase, atBeginning begin: @escaping @Sendable () async throws -> Void,
        whenRead body: @Sendable () async throws -> Void
    ) async throws {
        let pool = PostgresPool(try database.configuration(user: "merit_reader"), maximum: 1)
        let scoring = ScorePeriod(source: SourceDatabase(pool: pool), engineVersion: "test")
        try await database.withConnection { holder in
            // The first thing that is written waits for the lock.
            try await holder.execute(
                """
                create function public.wait() returns trigger language plpgsql as
                'begin perform pg_advisory_xact_lock(42); return null; end'
                """)
            try await holder.execute(
                "create trigger wait before insert on merit.period_template execute function public.wait()")
            try await holder.execute("select pg_advisory_lock(42)")
            async let work: Void = database.work(handlers: [GatedScoring(scoring: scoring, begin: begin)]) {
                $0.slots = 1
            }
            try await holder.untilSomebodyWaits()
            try await body()
            try await holder.execute("select pg_advisory_unlock(42)")
            try await work
        }
        await pool.close()
    }
}

extension PostgresConnection {
    /// Waits until somebody in this database waits for an advisory lock.
    func untilSomebodyWaits() async throws {
        let question = """
            select exists (
                select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')
            """
        while try await !query(question).one().decode(Bool.self) { try Task.checkCancellation() }
    }
}

extension TestDatabase {
    /// Why HR's statement is refused; nil where it is not.
    func refusal(_ sql: String) async -> String? {
        do {
            _ = try await line(sql, user: "merit_hr")
            return nil
        } catch {
            return "\(error)"
        }
    }
}
