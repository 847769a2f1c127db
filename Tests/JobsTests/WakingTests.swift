import Jobs
import Postgres
import Support
import Testing

/// When a worker looks at the queue, and when it ends.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct WakingTests {
    @Test func anAskingWakesAnIdleWorkerAtOnce() async throws {
        let database = try TestDatabase.current
        // After the first look it would look again in an hour.
        let worker = try TestWorker(adjust: { $0.tick = .seconds(3600) }) { try await $0.finish() }
        try await worker.during { _ in
            try await database.waitForIdleWorker()
            try await database.ask()
            try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1)] }
        }
    }

    @Test func manyWhoAskInARowAreAnsweredTogether() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                create sequence claims;
                grant all on sequence claims to public;
                alter function merit.claim(integer, text[], integer) rename to claim_uncounted;
                create function merit.claim(integer, text[], integer) returns setof merit.job language sql as
                $$ select nextval('public.claims'); select * from merit.claim_uncounted($1, $2, $3) $$
                """)
        }
        let pause = Duration.seconds(1)
        let worker = try TestWorker(adjust: {
            $0.hintPause = pause
            $0.tick = .seconds(3600)
        }) { try await $0.finish() }
        try await worker.during { _ in
            try await database.waitForIdleWorker()
            let begun = ContinuousClock.now
            for subject in 1...200 {
                try await database.ask(Int64(subject), due: "clock_timestamp() + interval '1 day'")
            }
            try await database.ask(201)
            try await database.waitForJobs { $0.last == JobRow(subject: 201, state: "completed", attempt: 1) }
            let pauses = Int((ContinuousClock.now - begun) / pause)
            let claims = try await database.value(Int.self, "select last_value from claims")
            #expect(claims <= pauses + 5)
        }
    }

    @Test func pollingFindsWhatNobodyAnnounced() async throws {
        let database = try TestDatabase.current
        let worker = try TestWorker(adjust: { $0.idlePoll = .milliseconds(20) }) { try await $0.finish() }
        try await worker.during { _ in
            try await database.waitForIdleWorker()
            try await database.execute("insert into merit.job (kind, subject_id, max_attempts) values ('test', 1, 1)")
            try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1)] }
        }
    }

    @Test func whatIsDueLaterIsDoneWhenItIsDue() async throws {
        let database = try TestDatabase.current
        try await database.ask(due: "clock_timestamp() + interval '100 milliseconds'")
        let worker = try TestWorker { try await $0.finish() }
        try await worker.during { _ in
            try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1)] }
        }
    }

    @Test func whatIsDueLaterDoesNotHoldAWorkerThatEndsWhenIdle() async throws {
        let database = try TestDatabase.current
        try await database.ask(due: "clock_timestamp() + interval '1 hour'")
        try await TestWorker(adjust: { $0.endsWhenIdle = true }) { try await $0.finish() }.untilIdle()
        #expect(try await database.jobs() == [JobRow(state: "available")])
    }

    @Test func whatRunsElsewhereHoldsAWorkerThatEndsWhenIdle() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (begun, go) = (Signal(), Signal())
        let busy = try TestWorker { attempt in
            begun.send()
            try await go.wait()
            try await attempt.finish()
        }
        let ending = try TestWorker(adjust: { $0.endsWhenIdle = true }) { try await $0.finish() }
        try await busy.during { _ in
            try await begun.wait()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await ending.untilIdle() }
                try await database.waitForWorkers(2)
                go.send()
                try await group.waitForAll()
            }
            #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1)])
        }
    }

    @Test func severalSlotsRunJobsAtOnce() async throws {
        let database = try TestDatabase.current
        try await database.ask(1)
        try await database.ask(2)
        let met = [Signal(), Signal()]
        let worker = try TestWorker(adjust: {
            $0.slots = 2
            $0.endsWhenIdle = true
        }) { attempt in
            let first = attempt.job.subjectID == 1
            met[first ? 0 : 1].send()
            try await met[first ? 1 : 0].wait()
            try await attempt.finish()
        }
        try await worker.untilIdle()
        #expect(try await database.jobs().map(\.state) == ["completed", "completed"])
    }

    @Test func aHeldJobDoesNotMakeTheWorkerSpin() async throws {
        let database = try TestDatabase.current
        let held = try await database.insertPeriod("2026-01")
        try await database.withConnection { holder in
            try await holder.script("begin")
            try await holder.execute("select from merit.appraisal_period where period_id = $1 for update", held)
            // The next look after the first would be in an hour, unless the worker spins.
            let worker = try TestWorker(kind: "score_period", adjust: { $0.tick = .seconds(3600) }) {
                try await $0.finish()
            }
            try await worker.during { _ in
                try await database.waitForIdleWorker()
                try await holder.script("commit")
                #expect(try await database.jobs() == [JobRow(subject: held, state: "available")])
                try await database.execute("notify merit_job")
                try await database.waitForJobs { $0.map(\.state) == ["completed"] }
            }
        }
    }
}
