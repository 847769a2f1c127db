import Postgres
import Support
import Testing

@testable import Jobs

/// What looks at the queue all the time does not read what is over.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct PlanTests {
    enum Look: CaseIterable {
        case claim, complete, sweep, state

        func run(_ connection: PostgresConnection) async throws {
            switch self {
            case .claim: try await connection.execute(Statements.claimJobs, 1, ["test"], 5)
            case .complete: try await connection.execute(Statements.completeJobs, [100_001, 100_002], [1, 2])
            case .sweep: try await connection.execute("select merit.sweep()")
            case .state: try await connection.execute(Statements.queueState, ["test"])
            }
        }
    }

    @Test(arguments: Look.allCases) func finishedJobsAreNotRead(_ look: Look) async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                insert into merit.job (kind, subject_id, state, max_attempts, finished_at)
                select 'test', i, 'completed', 5, clock_timestamp() from generate_series(1, 100000) i;
                insert into merit.job (kind, subject_id, max_attempts) select 'test', i, 5 from generate_series(1, 10) i;
                analyze merit.job
                """)
            let read = try await connection.withTransaction { connection in
                try await look.run(connection)
                return try await connection.query(
                    "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relid = 'merit.job'::regclass"
                ).one().decode(Int.self)
            }
            #expect(read < 100)
        }
    }

    @Test func aClaimReadsWhatItTakesHoweverManyWaitAndWithoutStatistics() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                "insert into merit.job (kind, subject_id, max_attempts) select 'test', i, 5 from generate_series(1, 20000) i"
            )
            let read = try await connection.withTransaction { connection in
                try await Look.claim.run(connection)
                return try await connection.query(
                    "select seq_tup_read + idx_tup_fetch from pg_stat_xact_user_tables where relid = 'merit.job'::regclass"
                ).one().decode(Int.self)
            }
            #expect(read < 100)
        }
    }
}
