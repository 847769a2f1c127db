import Postgres
import Support
import Testing

@testable import Jobs

/// The job's state is carried to its period.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct PeriodStatusTests {
    struct Shown: Equatable {
        var status: String
        var problem: String?
    }

    private func shown() async throws -> Shown {
        try await TestDatabase.current.withConnection { connection in
            let (status, problem) = try await connection.query("select status, problem from merit.appraisal_period")
                .one()
                .decode(String.self, String?.self)
            return Shown(status: status, problem: problem)
        }
    }

    private func complete(_ job: Job) async throws {
        try await TestDatabase.current.withConnection(user: "merit_worker") { connection in
            _ = try await connection.query(Statements.completeJob, job.id, job.leaseToken).one()
        }
    }

    @Test func pendingScoringScored() async throws {
        let period = try await TestDatabase.current.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        #expect(try await shown() == Shown(status: "pending"))
        let job = try await session.claimOne("score_period")
        #expect(try await shown() == Shown(status: "scoring"))
        try await TestDatabase.current.withConnection { listener in
            var scored = try await listener.listen(["merit_scored"]).makeAsyncIterator()
            try await complete(job)
            let notification = await scored.next()
            #expect(notification?.payload == "\(period)")
        }
        #expect(try await shown() == Shown(status: "scored"))
        await session.close()
    }

    @Test func failedWithItsProblemUntilItIsAskedForAgain() async throws {
        let database = try TestDatabase.current
        _ = try await database.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        try await database.fail(try await session.claimOne("score_period"), "publish a template")
        #expect(try await shown() == Shown(status: "failed", problem: "publish a template"))
        try await database.execute("update merit.appraisal_period set status = 'pending'")
        #expect(try await shown().status == "pending")
        try await complete(try await session.claimOne("score_period"))
        #expect(try await shown() == Shown(status: "scored"))
        await session.close()
    }

    @Test func pendingWhileItWaitsForAnotherTry() async throws {
        let database = try TestDatabase.current
        _ = try await database.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        try await database.putBack(try await session.claimOne("score_period"), "the connection was lost")
        #expect(try await shown() == Shown(status: "pending", problem: "the connection was lost"))
        await session.close()
    }

    @Test func pendingWhereItWasAskedForAgainMeanwhile() async throws {
        let database = try TestDatabase.current
        _ = try await database.insertPeriod("2026-01")
        let session = try await ControlSession.open()
        let job = try await session.claimOne("score_period")
        try await database.execute("update merit.appraisal_period set status = 'pending'")
        #expect(try await shown() == Shown(status: "scoring"))
        try await complete(job)
        #expect(try await shown() == Shown(status: "pending"))
        await session.close()
    }

    @Test func failedWhereTheWorkersDiedUnderIt() async throws {
        let database = try TestDatabase.current
        try await database.set("worker_deaths", to: 1)
        _ = try await database.insertPeriod("2026-01")
        let (dying, next) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await dying.claimOne("score_period")
        try await dying.die()
        try await next.sweep()
        let sentence = """
            Worker processes died while they ran this job: 1 in all, so it is not tried again by itself. \
            Look at the log of the workers and at their memory, then ask again.
            """
        #expect(try await shown() == Shown(status: "failed", problem: sentence))
        await next.close()
    }
}
