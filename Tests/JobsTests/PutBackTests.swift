import Postgres
import Support
import Testing

@testable import Jobs

/// A job that goes back to the queue, whoever stands in its way.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct PutBackTests {
    @Test(arguments: [true, false]) func itWaitsAgain(counted: Bool) async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        #expect(try await database.putBack(try await session.claimOne(), counted: counted, "why") == "available")
        #expect(
            try await database.jobs()
                == [JobRow(state: "available", attempt: counted ? 1 : 0, retries: counted ? 0 : 1, lastError: "why")])
        await session.close()
    }

    @Test func whereTheNextAskingWaitsItIsSuperseded() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await database.ask()
        #expect(try await database.putBack(job) == "cancelled")
        #expect(
            try await database.jobs() == [
                JobRow(state: "cancelled", lastError: "superseded: it was asked for again meanwhile"),
                JobRow(state: "available"),
            ])
        await session.close()
    }

    @Test(arguments: [true, false])
    func whereNothingWentWrongTheNextAskingAndItBecomeOne(wholeIsNext: Bool) async throws {
        let database = try TestDatabase.current
        try await database.ask(due: "clock_timestamp(), false")
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await database.ask(due: "clock_timestamp() + interval '1 minute', \(wholeIsNext)")
        let state = try await database.withConnection(user: "merit_worker") {
            try await $0.query(
                "select merit.put_back($1, $2, clock_timestamp() + interval '1 hour', false, null)", job.id,
                job.leaseToken
            ).one().decode(String?.self)
        }
        #expect(state == "available")
        #expect(try await database.jobs() == [JobRow(state: "available")])
        #expect(
            try await database.line(
                "select concat_ws(' ', job_id, whole, run_at < clock_timestamp() + interval '2 minutes') from merit.job"
            )
                == "1 \(wholeIsNext ? "t" : "f") t")
        await session.close()
    }

    @Test(arguments: [true, false])
    func whereTheNextAskingIsNotCommittedItWaitsForASweep(commits: Bool) async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await database.withConnection { asking in
            try await asking.script("begin")
            try await asking.ask()
            let state = try await database.putBack(job, counted: true, "why")
            #expect(state == "running")
            try await session.sweep()
            #expect(try await database.jobs() == [JobRow(state: "running", attempt: 1, lastError: "why")])
            try await asking.script(commits ? "commit" : "rollback")
        }
        try await session.sweep()
        #expect(
            try await database.jobs()
                == (commits
                    ? [
                        JobRow(
                            state: "cancelled", attempt: 1, lastError: "superseded: it was asked for again meanwhile"),
                        JobRow(state: "available"),
                    ] : [JobRow(state: "available", attempt: 1, lastError: "why")]))
        await session.close()
    }

    @Test func whereItsSubjectIsHeldItWaitsForASweepAndKeepsItsTime() async throws {
        let database = try TestDatabase.current
        let period = try await database.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        let job = try await session.claimOne("score_period")
        try await database.withConnection { holder in
            try await holder.script("begin")
            try await holder.execute("select from merit.appraisal_period where period_id = $1 for update", period)
            #expect(try await database.putBack(job, counted: false, "why") == "running")
            try await session.sweep()
            try await holder.script("commit")
        }
        let due = try await database.value(PostgresTimestamp.self, "select run_at from merit.job")
        try await session.sweep()
        #expect(
            try await database.jobs() == [JobRow(subject: period, state: "available", retries: 1, lastError: "why")])
        #expect(try await database.value(PostgresTimestamp.self, "select run_at from merit.job") == due)
        await session.close()
    }

    @Test func aFailureWhoseSubjectIsHeldKeepsNobodyWaiting() async throws {
        let database = try TestDatabase.current
        let period = try await database.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        let job = try await session.claimOne("score_period")
        try await database.withConnection { holder in
            try await holder.script("begin")
            try await holder.execute("select from merit.appraisal_period where period_id = $1 for update", period)
            #expect(try await database.fail(job, "why") == "running")
            try await holder.script("commit")
        }
        try await session.sweep()
        #expect(
            try await database.jobs() == [JobRow(subject: period, state: "available", attempt: 1, lastError: "why")])
        await session.close()
    }
}
