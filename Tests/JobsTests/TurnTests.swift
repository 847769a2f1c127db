import Postgres
import Support
import Testing

@testable import Jobs

/// Whoever asks for very much does not keep others waiting.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct TurnTests {
    private static let many = 400

    /// Two people of HR with logins of their own, for the time of `body`.
    private func withPeople(_ body: (_ one: String, _ other: String) async throws -> Void) async throws {
        let database = try TestDatabase.current
        let (one, other) = ("one_\(database.name)", "other_\(database.name)")
        try await database.execute("create role \(one) login in role merit_hr")
        try await database.execute("create role \(other) login in role merit_hr")
        try await body(one, other)
        try await database.execute("drop role \(one)")
        try await database.execute("drop role \(other)")
    }

    private func ask(_ count: Int, from day: String = "2020-01-01", as login: String) async throws {
        try await TestDatabase.current.withConnection(user: login) { connection in
            _ = try await connection.execute(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
                select session_user || ' ' || n, '\(day)', '\(day)', 'UTC' from generate_series(1, $1) n
                """, count)
        }
    }

    /// Who asked for the jobs of a claim.
    private func claim(_ most: Int, _ session: ControlSession) async throws -> [String] {
        let jobs = try await session.claim(["score_period"], atMost: most)
        return try await TestDatabase.current.withConnection {
            try await $0.query(
                "select asked_by from merit.job where job_id = any ($1) order by asked_by", jobs.map(\.id)
            ).decode(String.self)
        }
    }

    @Test func whoAsksForOneComesAmongTheFirst() async throws {
        try await withPeople { one, other in
            try await ask(Self.many, as: one)
            try await ask(2, from: "2021-01-01", as: other)
            let session = try await ControlSession.open()
            #expect(try await claim(4, session) == [one, one, other, other])
            await session.close()
        }
    }

    /// Chance decides between equals: it does not decide the same way thirty times.
    @Test func whereOneIsTakenAtATimeTheyTakeTurns() async throws {
        try await withPeople { one, other in
            try await ask(Self.many, as: one)
            try await ask(Self.many, from: "2021-01-01", as: other)
            let session = try await ControlSession.open()
            // Whoever has one that runs lets the other go first.
            for _ in 0..<10 {
                let pair = try await claim(1, session) + claim(1, session)
                #expect(pair.sorted() == [one, other])
            }
            let worker = try await PostgresConnection.connect(
                try TestDatabase.current.configuration(user: "merit_worker"))
            var first: Set<String> = []
            for _ in 0..<30 {
                try await worker.script(
                    "update merit.job set state = 'completed', finished_at = clock_timestamp() where state = 'running'")
                first.formUnion(try await claim(1, session))
            }
            #expect(first == [one, other])
            await worker.close()
            await session.close()
        }
    }

    /// A person's jobs go in the order in which they are due, and those of a lower priority first, whoever asked.
    @Test func withinOnesOwnTheOrderStays() async throws {
        let database = try TestDatabase.current
        try await withPeople { one, other in
            try await ask(3, as: one)
            try await ask(1, as: other)
            try await database.execute(
                """
                update merit.job set run_at = run_at - make_interval(days => subject_id::integer),
                    priority = case when subject_id = 2 then -1 else 0 end
                """)
            let session = try await ControlSession.open()
            var order: [Int64] = []
            while case let jobs = try await session.claim(["score_period"], atMost: 1), let job = jobs.first {
                if job.subjectID != 4 { order.append(job.subjectID) }
                try await database.execute(
                    "update merit.job set state = 'completed', finished_at = clock_timestamp() where job_id = $1",
                    job.id)
            }
            #expect(order == [2, 3, 1])
            await session.close()
        }
    }

    @Test func whatIsHeldHoldsUpNobodyElse() async throws {
        let database = try TestDatabase.current
        try await withPeople { one, other in
            try await ask(Self.many, as: one)
            try await ask(1, from: "2021-01-01", as: other)
            let session = try await ControlSession.open()
            try await database.withConnection(user: one) { holder in
                try await holder.script(
                    "begin; update merit.appraisal_period set label = label where label <> '\(other) 1'")
                #expect(try await claim(2, session) == [other])
                try await holder.script("rollback")
            }
            await session.close()
        }
    }

    /// The first hundreds are held, and others of the same login wait behind them.
    @Test func whatIsHeldHoldsUpNothingElseOfTheSameLogin() async throws {
        let database = try TestDatabase.current
        try await ask(Self.many, as: "merit_hr")
        let session = try await ControlSession.open()
        try await database.withConnection(user: "merit_hr") { holder in
            try await holder.script(
                "begin; update merit.appraisal_period set label = label where period_id <= \(Self.many / 2)")
            #expect(try await claim(2, session).count == 2)
            try await holder.script("rollback")
        }
        await session.close()
    }

    /// However much waits for its day, or is paused, a look at the queue reads the first of each line only.
    @Test(arguments: ["select from merit.claim(1, '{test}', 5)", "select from merit.queue_state('{test}')"])
    func whatIsNotToBeBegunIsNotRead(look: String) async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                insert into merit.job (kind, subject_id, max_attempts, run_at, asked_by)
                select kind, i, 5, timestamptz '2999-01-01', asked_by
                from generate_series(1, 10000) i, (values ('test', 'one'), ('other', 'other')) line (kind, asked_by);
                insert into merit.job (kind, subject_id, max_attempts) select 'paused', i, 5 from generate_series(1, 10000) i;
                insert into merit.paused (kind, reason) values ('paused', 'for a test');
                """)
            let read = try await connection.withTransaction { connection in
                try await connection.script(look)
                return try await connection.query(
                    """
                    select seq_tup_read + idx_tup_fetch + (
                        select sum(pg_stat_get_xact_tuples_returned(indexrelid)) from pg_index where indrelid = relid)::bigint
                    from pg_stat_xact_user_tables where relid = 'merit.job'::regclass
                    """
                ).one().decode(Int.self)
            }
            #expect(read < 100)
        }
    }
}
