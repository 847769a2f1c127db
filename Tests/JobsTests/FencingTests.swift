import Postgres
import Support
import Testing

@testable import Jobs

/// A worker that lost its lease changes nothing, and learns it.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct FencingTests {
    /// What an attempt does after its job was taken over.
    enum Write: CaseIterable {
        case begin, report, finish, finishWithoutEffects, putBack, fail
    }

    @Test(arguments: Write.allCases) func anAttemptThatWasTakenOverChangesNothing(_ write: Write) async throws {
        let database = try TestDatabase.current
        try await database.execute("create table public.effect ()")
        try await database.execute("grant all on public.effect to merit_worker")
        try await database.ask()
        let (late, next) = (try await ControlSession.open(), try await ControlSession.open())
        let lost = try await late.claimOne()
        try await database.endLeases()
        try await next.sweep()
        let taken = try await next.claimOne()
        #expect(taken.id == lost.id && taken.leaseToken != lost.leaseToken)

        try await late.withAttempt(lost) { attempt in
            switch write {
            case .begin:
                await #expect(throws: LeaseLost.self) { _ = try await attempt.connection }
            case .report:
                await #expect(throws: LeaseLost.self) { try await attempt.report("{}") }
            case .finish:
                await #expect(throws: LeaseLost.self) {
                    try await attempt.finish { try await $0.execute("insert into public.effect default values") }
                }
            case .finishWithoutEffects:
                await #expect(throws: LeaseLost.self) { try await attempt.finish() }
            case .putBack:
                let state = try await database.putBack(lost)
                #expect(state == nil)
            case .fail:
                let state = try await database.fail(lost)
                #expect(state == nil)
            }
        }
        #expect(
            try await database.jobs()
                == [JobRow(state: "running", attempt: 1, retries: 1, deaths: 1, lastError: "its lease ran out")])
        #expect(try await database.value(Int.self, "select count(*) from public.effect") == 0)
        #expect(
            try await database.value(
                Bool.self, "select lease_token = $1 and backend is null and progress is null from merit.job",
                taken.leaseToken))
        #expect(try await late.heartbeat([lost]).map(\.reason) == [.leaseLost])
        #expect(try await next.heartbeat([taken]).isEmpty)
        await late.close()
        await next.close()
    }

    @Test func anAttemptThatHoldsItsLeaseCommitsItsEffectsWithItsCompletion() async throws {
        let database = try TestDatabase.current
        try await database.execute("create table public.effect ()")
        try await database.execute("grant all on public.effect to merit_worker")
        try await database.ask()
        let session = try await ControlSession.open()
        let job = try await session.claimOne()
        try await session.withAttempt(job) { attempt in
            try await attempt.report(#"{"people": 3}"#)
            try await attempt.finish { try await $0.execute("insert into public.effect default values") }
            await #expect(throws: LeaseLost.self) {
                try await attempt.finish { try await $0.execute("insert into public.effect default values") }
            }
        }
        #expect(try await database.jobs() == [JobRow(state: "completed", attempt: 1)])
        #expect(try await database.value(Int.self, "select count(*) from public.effect") == 1)
        await session.close()
    }
}
