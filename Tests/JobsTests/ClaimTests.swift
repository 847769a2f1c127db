import Logging
import Postgres
import Support
import Synchronization
import Testing

@testable import Jobs

/// Which jobs a worker gets, and in which order.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct ClaimTests {
    @Test func lowerPriorityThenEarlierThenAskedFirst() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.ask(1, due: "timestamptz '2026-01-02'")
            try await connection.ask(2, due: "timestamptz '2026-01-01'")
            try await connection.ask(3, due: "timestamptz '2026-01-01'")
            try await connection.ask(4, due: "timestamptz '2026-01-03'")
            try await connection.execute("update merit.job set priority = -1 where subject_id = 4")
        }
        let session = try await ControlSession.open()
        #expect(try await session.claim(["test"], atMost: 3).map(\.subjectID) == [4, 2, 3])
        #expect(try await session.claim(["test"], atMost: 3).map(\.subjectID) == [1])
        await session.close()
    }

    @Test func notBeforeItIsDueAndNotOfAnotherKind() async throws {
        let database = try TestDatabase.current
        try await database.ask(1, due: "clock_timestamp() + interval '1 hour'")
        try await database.ask(2, kind: "other")
        let session = try await ControlSession.open()
        #expect(try await session.claim(["test"], atMost: 9).isEmpty)
        await session.close()
    }

    @Test func eachClaimDrawsATokenAndCountsAnAttempt() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let session = try await ControlSession.open()
        let first = try await session.claimOne()
        try await database.putBack(first, counted: true)
        let second = try await session.claimOne()
        #expect(second.leaseToken > first.leaseToken)
        #expect((first.attempt, second.attempt) == (1, 2))
        await session.close()
    }

    @Test func aSubjectWhoseJobRunsIsLeftAndOthersAreTaken() async throws {
        let database = try TestDatabase.current
        try await database.ask(1)
        let session = try await ControlSession.open()
        _ = try await session.claimOne()
        try await database.ask(1)
        try await database.ask(2)
        #expect(try await session.claim(["test"], atMost: 2).map(\.subjectID) == [2])
        await session.close()
    }

    @Test func aJobWhoseSubjectIsHeldIsLeftUntilItIsReleased() async throws {
        let database = try TestDatabase.current
        let held = try await database.insertPeriod("held")
        let free = try await database.insertPeriod("free")
        let session = try await ControlSession.open()
        try await database.withConnection { holder in
            try await holder.withTransaction { holder in
                try await holder.execute("select from merit.appraisal_period where period_id = $1 for update", held)
                #expect(try await session.claim(["score_period"], atMost: 2).map(\.subjectID) == [free])
                #expect(try await session.claim(["score_period"], atMost: 2).isEmpty)
            }
        }
        #expect(try await session.claim(["score_period"], atMost: 2).map(\.subjectID) == [held])
        await session.close()
    }

    @Test func aJobWhoseTriggerRefusesIsLeftAndOthersAreTaken() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            """
            create function public.refuse() returns trigger language plpgsql as $$ begin raise exception 'not this one'; end $$
            """)
        try await database.execute(
            """
            create trigger refuse after update of state on merit.job
                for each row when (new.subject_id = 2) execute function public.refuse()
            """)
        for subject in 1...4 { try await database.ask(Int64(subject)) }
        let session = try await ControlSession.open()
        let jobs = try await session.claim(["test"], atMost: 3)
        #expect(jobs.map(\.subjectID) == [1, 3, 4])
        #expect(jobs.allSatisfy { $0.attempt == 1 } && Set(jobs.map(\.leaseToken)).count == 3)
        #expect(
            try await database.value(Int.self, "select count(*) from merit.job where state = 'running' and attempt = 1")
                == 3
        )
        await session.close()
    }

    @Test func manyWorkersNeverGetTheSameJob() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            "select merit.ask('test', subject, clock_timestamp()) from generate_series(1, 60) subject")
        let claimed = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let session = try await ControlSession.open()
                    var mine: [Int64] = []
                    while case let jobs = try await session.claim(["test"], atMost: 3), !jobs.isEmpty {
                        mine += jobs.map(\.subjectID)
                    }
                    await session.close()
                    return mine
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.sorted() == Array(1...60))
    }

    /// A trigger of somebody's keeps two from being begun at once, or one at all.
    @Test(arguments: [(1, []), (0, ["2 jobs are left, the last because of job 2: no more than 0"])])
    func thoseThatAreLeftAreWarnedOfAndNoOthers(most: Int, warnings: [String]) async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script(
                """
                create function public.refuse() returns trigger language plpgsql as $$
                begin
                    if (select count(*) from begun where state = 'running') > \(most) then
                        raise 'no more than \(most)';
                    end if;
                    return null;
                end $$;
                create trigger refuse after update on merit.job referencing new table as begun
                    for each statement execute function public.refuse()
                """)
        }
        try await database.ask(1)
        try await database.ask(2)
        let told = Told()
        let connection = try await PostgresConnection.connect(
            try database.configuration(user: "merit_worker"), logger: Logger(label: "test") { _ in told })
        let claimed = try await connection.query("select job_id from merit.claim(1, '{test}', 2)")
        #expect(claimed.count == 2 * most)
        #expect(told.lines.withLock(\.self) == warnings)
        await connection.close()
    }
}

/// Keeps what the server warns of.
private final class Told: LogHandler {
    let lines = Mutex<[String]>([])
    // One for all who log: nothing of this is set.
    var metadata: Logger.Metadata {
        get { [:] }
        set {}
    }
    var logLevel: Logger.Level {
        get { .trace }
        set {}
    }

    func log(event: LogEvent) {
        lines.withLock { $0.append("\(event.message)") }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set {}
    }
}
