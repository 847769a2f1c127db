import Postgres
import Support
import Testing

@testable import Jobs

/// A login without any right holds every advisory lock whose key can be read or guessed: nothing of Merit's waits for it.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct StrangerTests {
    /// Those of this version and the versions before, and the small numbers.
    private static let keys = """
        select pg_advisory_lock(n) from generate_series(0, 100) n;
        select pg_advisory_lock(c.oid::integer, n)
        from pg_class c, generate_series(0, 100) n
        where c.relnamespace = to_regnamespace('merit')
            and c.relname in ('worker', 'worker_session', 'job', 'duty', 'turn', 'template', 'quarter_review', 'outcome');
        select pg_advisory_lock(c.oid::integer, hashint8(n))
        from pg_class c, generate_series(0, 100) n
        where c.relnamespace = to_regnamespace('merit') and c.relname in ('appraisal_period', 'quarter_review');
        select pg_advisory_lock(c.oid::integer, hashtext(kind))
        from pg_class c, unnest(array['month', 'quarter', 'year', 'custom']) kind
        where c.relnamespace = to_regnamespace('merit') and c.relname = 'outcome'
        """

    private func whileAStrangerHoldsAll(_ body: (PostgresConnection) async throws -> Void) async throws {
        let database = try TestDatabase.current
        let name = "stranger_\(database.name)"
        try await database.execute("create role \(name) login")
        do {
            try await database.withConnection(user: name) { stranger in
                try await stranger.script(Self.keys)
                try await body(stranger)
            }
        } catch {
            try await database.execute("drop role \(name)")
            throw error
        }
        try await database.execute("drop role \(name)")
    }

    @Test func workersWork() async throws {
        let database = try TestDatabase.current
        try await whileAStrangerHoldsAll { _ in
            try await database.ask()
            try await TestWorker(adjust: { $0.endsWhenIdle = true }) { try await $0.finish() }.untilIdle()
            #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1)])
        }
    }

    @Test func aDeadWorkerIsFoundThoughAStrangerTakesItsLock() async throws {
        let database = try TestDatabase.current
        try await whileAStrangerHoldsAll { stranger in
            try await database.ask()
            let (dying, next) = (try await ControlSession.open(), try await ControlSession.open())
            _ = try await dying.claimOne()
            try await dying.die()
            try await stranger.execute(
                "select pg_try_advisory_lock(key) from unnest($1::bigint[]) key", try await keys())
            try await next.sweep()
            #expect(try await database.jobs().map(\.lastError) == ["its worker died"])
            await next.close()
        }
    }

    @Test func aWorkerOfTheVersionBeforeIsFoundDeadToo() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let next = try await ControlSession.open()
        let old = try await PostgresConnection.connect(try database.configuration(user: "merit_worker"))
        let worker = try await old.query(
            """
            with registered as (
                insert into merit.worker_session (host, process_id, version, backend_id, locked)
                values ('test', 1, '0.1.0', pg_backend_pid(), true) returning worker_id
            )
            select worker_id, pg_try_advisory_lock('merit.worker'::regclass::oid::integer, worker_id) from registered
            """
        ).one().decode(Int.self, Bool.self).0
        try await old.execute("select merit.claim($1::integer, '{test}', 1)", worker)
        try await next.sweep()
        #expect(try await database.line("select alive::text from merit.worker where worker_id = \(worker)") == "true")
        try await database.execute("select pg_terminate_backend($1, 10000)", await old.processID)
        try await whileAStrangerHoldsAll { _ in
            try await next.sweep()
            #expect(try await database.jobs().map(\.lastError) == ["its worker died"])
        }
        await old.close()
        await next.close()
    }

    /// It takes an advisory lock for as long as it writes, and knows nothing of turns.
    @Test func aWorkerOfTheVersionBeforeWritesAlone() async throws {
        let database = try TestDatabase.current
        let period = try await database.insertPeriod("2026-01")
        try await database.withConnection(user: "merit_worker") { old in
            try await old.execute(
                """
                with registered as (
                    insert into merit.worker_session (host, process_id, version, locked) values ('test', 1, '0.1.0', false)
                    returning worker_id
                )
                select merit.claim(worker_id, '{score_period}', 1) from registered
                """)
            try await old.execute(
                """
                update merit.job set backend = (pid, backend_start)::merit.backend from pg_stat_activity where pid = pg_backend_pid()
                """)
            try await old.script(
                """
                begin;
                select pg_advisory_xact_lock('merit.outcome'::regclass::oid::integer, hashtext(concat_ws(' ', kind, department)))
                from merit.appraisal_period
                """)
            try await database.withConnection(user: "merit_worker") { new in
                let processID = await new.processID
                async let turn: Void = {
                    _ = try await new.execute("select merit.take_turn_of_period($1)", period)
                }()
                // For longer than a stranger would be waited for.
                let isWaited = try await database.withConnection { looking in
                    try await looking.waitUntil(
                        """
                        select state = 'active' and query like '%take_turn_of_period%'
                        from pg_stat_activity where pid = \(processID)
                        """)
                    try await looking.waitUntil(
                        """
                        select state = 'idle' or clock_timestamp() > query_start + interval '6 seconds'
                        from pg_stat_activity where pid = \(processID)
                        """)
                    return try await looking.query(
                        "select state = 'active' from pg_stat_activity where pid = $1", processID
                    ).one().decode(Bool.self)
                }
                #expect(isWaited)
                try await old.script("commit")
                try await turn
            }
        }
    }

    /// A key that can be worked out from others, or from what a worker is, is taken before the worker comes to it.
    @Test func noKeyFollowsFromOthers() async throws {
        var sessions: [ControlSession] = []
        for _ in 0..<8 { sessions.append(try await ControlSession.open()) }
        let drawn = try await keys()
        for half in [drawn.map { $0 >> 32 }, drawn.map { $0 & 0xFFFF_FFFF }] {
            let sorted = half.sorted()
            let steps = zip(sorted, sorted.dropFirst()).map { $1 - $0 }
            #expect(steps.count == 7 && Set(steps).count == 7 && !steps.contains(0), "\(drawn)")
        }
        for session in sessions { await session.close() }
    }

    /// Keys of the workers' locks.
    private func keys() async throws -> [Int64] {
        try await TestDatabase.current.withConnection {
            try await $0.query("select lock_key from merit.worker_session").decode(Int64.self)
        }
    }

    @Test func reviewsAreAskedForPeriodsAreClosedAndOutcomesAreWritten() async throws {
        let database = try TestDatabase.current
        let period = try await database.insertPeriod("2026-01")
        try await whileAStrangerHoldsAll { stranger in
            try await database.withConnection(user: "merit_hr") { hr in
                try await hr.script("set lock_timeout = '5s'")
                try await hr.script("insert into merit.quarter_review (quarter) values ('2026-01-01')")
                try await database.withConnection {
                    try await $0.script(
                        """
                        set session_replication_role = replica;
                        delete from merit.job;
                        update merit.appraisal_period set status = 'scored', revision = 1
                        """)
                }
                try await hr.execute(
                    "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values ($1, 'E1', 'supervisor', 'M1', 90)",
                    period)
                try await database.execute("update merit.job set state = 'cancelled', finished_at = clock_timestamp()")
                try await hr.script("update merit.appraisal_period set status = 'closed', status_reason = 'over'")
            }
            try await database.withConnection(user: "merit_worker") {
                try await $0.script("set lock_timeout = '5s'")
                try await $0.execute("select merit.take_turn_of_period($1)", period)
            }
            let error = await #expect(throws: PostgresError.self) {
                try await stranger.script("begin; select from merit.turn for update")
            }
            #expect(error?.sqlState == "42501")
        }
    }

    @Test(arguments: [true, false]) func aClosingWaitsForAnEvaluationThatIsOnItsWay(commits: Bool) async throws {
        let database = try TestDatabase.current
        let period = try await database.insertPeriod("2026-01")
        try await database.withConnection {
            try await $0.script(
                """
                set session_replication_role = replica;
                delete from merit.job;
                update merit.appraisal_period set status = 'scored', revision = 1
                """)
        }
        try await database.withConnection(user: "merit_hr") { evaluating in
            try await evaluating.script("begin")
            try await evaluating.execute(
                "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values ($1, 'E1', 'supervisor', 'M1', 90)",
                period)
            try await database.withConnection(user: "merit_hr") { closing in
                let processID = await closing.processID
                async let closed: Void = closing.script("update merit.appraisal_period set status = 'closed'")
                try await database.withConnection {
                    try await $0.waitUntil("select cardinality(pg_blocking_pids(\(processID))) > 0")
                }
                try await evaluating.script(commits ? "commit" : "rollback")
                do {
                    try await closed
                    #expect(!commits)
                } catch let error as PostgresError {
                    #expect(commits && error.message.contains("cannot be closed: it is to be rescored"), "\(error)")
                }
            }
        }
    }
}
