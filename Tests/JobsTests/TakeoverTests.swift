import Postgres
import Support
import Testing

@testable import Jobs

/// A dead worker is found fast, and its job goes on without using an attempt.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct TakeoverTests {
    @Test func aWorkerWhoseControlConnectionIsGoneIsDead() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (dying, next) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await dying.claimOne()
        try await next.sweep()
        #expect(try await database.jobs() == [JobRow(state: "running", attempt: 1)])

        try await dying.die()
        try await next.sweep()
        #expect(
            try await database.jobs() == [
                JobRow(state: "available", retries: 1, deaths: 1, lastError: "its worker died")
            ])
        #expect(try await next.claimOne().attempt == 1)
        await next.close()
    }

    @Test func aSilentWorkerLosesItsLease() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (silent, next) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await silent.claimOne()
        try await database.endLeases()
        try await next.sweep()
        #expect(
            try await database.jobs() == [
                JobRow(state: "available", retries: 1, deaths: 1, lastError: "its lease ran out")
            ])
        await silent.close()
        await next.close()
    }

    @Test func aWorkerThatLeftInGoodOrderIsNotBlamed() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (leaving, next) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await leaving.claimOne()
        await leaving.close()
        try await next.sweep()
        #expect(try await database.jobs() == [JobRow(state: "available", retries: 1, lastError: "its worker is gone")])
        await next.close()
    }

    @Test func aRestartOfTheServerBlamesNoJob() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (dying, next) = (try await ControlSession.open(), try await ControlSession.open())
        _ = try await dying.claimOne()
        try await database.execute("update merit.job set started_at = pg_postmaster_start_time() - interval '1 second'")
        try await dying.die()
        try await next.sweep()
        #expect(
            try await database.jobs() == [JobRow(state: "available", retries: 1, lastError: "the server was restarted")]
        )
        await next.close()
    }

    @Test func theSessionThatDidTheWorkIsEndedFirst() async throws {
        let database = try TestDatabase.current
        try await database.execute("create table public.key (id integer primary key)")
        try await database.execute("grant all on public.key to merit_worker")
        try await database.ask()
        let (dying, next) = (try await ControlSession.open(), try await ControlSession.open())
        let job = try await dying.claimOne()
        try await dying.withAttempt(job) { attempt in
            let orphan = try await attempt.connection
            try await orphan.script("begin; insert into public.key values (1)")
            try await dying.die()
            try await next.sweep()
            // The orphan's uncommitted key is out of the way.
            try await database.withConnection { connection in
                try await connection.script("set lock_timeout = '1ms'; insert into public.key values (1)")
            }
            let error = await #expect(throws: PostgresError.self) { try await orphan.script("commit") }
            #expect(error?.isConnectionLoss == true)
        }
        await next.close()
    }

    @Test func theLastDeathFailsTheJob() async throws {
        let database = try TestDatabase.current
        try await database.set("worker_deaths", to: 2)
        try await database.ask()
        let next = try await ControlSession.open()
        for _ in 1...2 {
            let dying = try await ControlSession.open()
            _ = try await dying.claimOne()
            try await dying.die()
            try await next.sweep()
        }
        let sentence = """
            Worker processes died while they ran this job: 2 in all, so it is not tried again by itself. \
            Look at the log of the workers and at their memory, then ask again.
            """
        #expect(
            try await database.jobs() == [
                JobRow(state: "failed", attempt: 1, retries: 1, deaths: 2, lastError: sentence)
            ])
        await next.close()
    }
}
