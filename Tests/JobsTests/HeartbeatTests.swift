import Postgres
import Support
import Testing

@testable import Jobs

@Suite(.database(.queue), .timeLimit(.minutes(20))) struct HeartbeatTests {
    @Test func leasesAreRenewedByTheDatabasesClock() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await database.endLeases()
        #expect(try await session.heartbeat([job]).isEmpty)
        #expect(
            try await database.value(
                Bool.self,
                """
                select lease_expires_at - clock_timestamp() between interval '10 seconds' and interval '15 seconds'
                from merit.job
                """))
        await session.close()
    }

    @Test func aLeaseIsRenewedWhileTheLastTransactionTakesLong() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (writing, renewed) = (Signal(), Signal())
        let worker = try TestWorker { attempt in
            try await attempt.finish { _ in
                writing.send()
                try await renewed.wait()
            }
        }
        try await worker.during { _ in
            try await writing.wait()
            let lease = try await database.value(PostgresTimestamp.self, "select lease_expires_at from merit.job")
            try await database.waitForLease(of: 1, after: lease)
            renewed.send()
            try await database.waitForJobs { $0 == [JobRow(state: "completed", attempt: 1)] }
        }
    }

    @Test func aJobThatRunsTooLongIsReported() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        try await database.set("job_seconds", to: 0)
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        #expect(
            try await session.heartbeat([job]).map(\.reason) == [
                .overtime("ran longer than the 0 s that the setting job_seconds allows")
            ])
        try await database.execute("update merit.job set progress = '{\"stage\": \"measuring\"}'")
        #expect(
            try await session.heartbeat([job]).map(\.reason) == [
                .overtime("ran longer than the 0 s that the setting job_seconds allows; it was measuring")
            ])
        await session.close()
    }

    @Test func aJobThatIsJustBeingCompletedIsNeitherWaitedForNorLostNorTakenOver() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await database.endLeases()
        try await database.withConnection(user: "merit_worker") { connection in
            try await connection.withTransaction { connection in
                #expect(try await connection.query(Statements.completeJob, job.id, job.leaseToken).count == 1)
                #expect(try await session.heartbeat([job]).isEmpty)
                try await session.sweep()
            }
        }
        #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1)])
        await session.close()
    }
}
