import Postgres
import Support
import Testing

@testable import Jobs

/// Jobs that have no effects of their own share statements, and nothing else.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct CompletionTests {
    @Test func ofThoseThatShareAStatementTheOneThatLostItsLeaseIsTold() async throws {
        let database = try TestDatabase.current
        for subject in 1...4 { try await database.ask(Int64(subject)) }
        let session = try await ControlSession.open()
        let jobs = try await session.claim(["test"], atMost: 4)
        try await database.putBack(jobs[1])
        var ends: [Int64: String] = [:]
        try await finish(jobs, of: session, sessions: 1) { ends[$0] = $1 }
        #expect(ends == [1: "completed", 2: "lost", 3: "completed", 4: "completed"])
        #expect(
            try await database.value(
                Int.self, "select count(distinct xmin::text) from merit.job where state = 'completed'") == 2)
        #expect(
            try await database.value(String.self, "select state from merit.job where subject_id = 2") == "available")
        await session.close()
    }

    @Test func whoeverIsHeldDoesNotHoldTheOthers() async throws {
        let database = try TestDatabase.current
        let free = [try await database.insertPeriod("first"), try await database.insertPeriod("second")]
        let held = try await database.insertPeriod("held")
        let session = try await ControlSession.open()
        let jobs = try await session.claim(["score_period"], atMost: 3)
        let holder = try await PostgresConnection.connect(database.configuration())
        try await holder.script("begin; select from merit.appraisal_period where period_id = \(held) for update")
        var ended: [Int64] = []
        try await finish(jobs, of: session, sessions: 3) { subject, end in
            #expect(end == "completed")
            ended.append(subject)
            if ended.count == 2 { try await holder.script("rollback") }
        }
        #expect(Set(ended.prefix(2)) == Set(free) && ended.last == held)
        #expect(try await database.jobs().map(\.state) == ["completed", "completed", "completed"])
        await holder.close()
        await session.close()
    }

    @Test func aConnectionThatIsLostIsLostToAllWhoSharedIt() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            """
            create function public.hang_up() returns trigger language plpgsql security definer as $$
            begin
                perform pg_terminate_backend(pg_backend_pid());
                return null;
            end $$
            """)
        try await database.execute(
            """
            create trigger hang_up after update of state on merit.job
                for each row when (new.state = 'completed') execute function public.hang_up()
            """)
        for subject in 1...3 { try await database.ask(Int64(subject)) }
        let session = try await ControlSession.open()
        let jobs = try await session.claim(["test"], atMost: 3)
        var ends: [String] = []
        try await finish(jobs, of: session, sessions: 1) { ends.append($1) }
        #expect(ends == Array(repeating: "connection lost", count: 3))
        #expect(try await database.jobs().map(\.state) == ["running", "running", "running"])
        await session.close()
    }

    @Test func whoeverIsToldToStopTakesNobodyAlong() async throws {
        let database = try TestDatabase.current
        for subject in 1...2 { try await database.ask(Int64(subject)) }
        let session = try await ControlSession.open()
        let jobs = try await session.claim(["test"], atMost: 2)
        let pool = PostgresPool(try database.configuration(user: "merit_worker"), maximum: 1)
        let completions = Completions(pool: pool, patience: .seconds(60))
        let lease = try await pool.lease()
        let first = Task { try await completions.complete(jobs[0]) }
        while pool.waiterCount == 0 { await Task.yield() }
        let second = Task { try await completions.complete(jobs[1]) }
        while await completions.waiting.isEmpty { await Task.yield() }
        first.cancel()
        await pool.giveBack(lease)
        #expect(try await first.value)
        #expect(try await second.value)

        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await completions.complete(jobs[0])
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
        await pool.close()
        await session.close()
    }

    /// Finishes jobs so that the first is sent at once, and the others share the next statement.
    ///
    /// - Parameter ended: is told the subject and the end of each, as they end.
    private func finish(
        _ jobs: [Job], of session: ControlSession, sessions: Int, ended: (Int64, String) async throws -> Void
    ) async throws {
        let pool = PostgresPool(try TestDatabase.current.configuration(user: "merit_worker"), maximum: sessions)
        let completions = Completions(pool: pool, patience: .seconds(60))
        var leases: [PostgresConnection] = []
        for _ in 0..<sessions { leases.append(try await pool.lease()) }
        try await withThrowingTaskGroup(of: (Int64, String).self) { group in
            for (place, job) in jobs.enumerated() {
                let attempt = session.attempt(job, on: pool, completions)
                group.addTask { (job.subjectID, await end(of: attempt)) }
                while place == 0 && pool.waiterCount == 0 { await Task.yield() }
                while await completions.waiting.count < place { await Task.yield() }
            }
            for lease in leases { await pool.giveBack(lease) }
            for try await (subject, end) in group { try await ended(subject, end) }
        }
        await pool.close()
    }

    private func end(of attempt: Attempt) async -> String {
        var end = "completed"
        do {
            try await attempt.finish()
        } catch {
            end = error is LeaseLost ? "lost" : (error as? PostgresError).map { "\($0.code)" } ?? "\(error)"
        }
        await attempt.session.end()
        return end
    }
}
