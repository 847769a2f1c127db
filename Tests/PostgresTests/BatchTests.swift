import Postgres
import Support
import Testing

/// Statements that are sent together are answered as if each had been sent alone.
@Suite(.database) struct BatchTests {
    private func numbers(_ answers: [PostgresRows]) throws -> [[Int]] {
        try answers.map { try $0.decode(Int.self) }
    }

    @Test func eachHasItsOwnRows() async throws {
        let statements = [
            PostgresStatement("SELECT n FROM generate_series(1, $1) n", parameters: [3]),
            PostgresStatement("SELECT 7 WHERE $1::text IS NOT NULL", parameters: [nil]),
            PostgresStatement("SELECT n FROM generate_series(1, $1) n", parameters: [1]),
        ]
        try await TestDatabase.current.withConnection { connection async throws in
            // What is kept of the first time gives the same the second.
            for _ in 0..<2 {
                let answers = try await connection.batch(statements)
                #expect(try numbers(answers) == [[1, 2, 3], [], [1]])
            }
            #expect(try await connection.recurring("SELECT $1 + 1", 2).one()[0] == 3)
            #expect(try await connection.batch([]).isEmpty)
            #expect(try await connection.query("SELECT 5").one()[0] == 5)
        }
    }

    @Test func theyArePreparedOnce() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            for _ in 0..<3 { _ = try await connection.recurring("SELECT $1::text", "a") }
            #expect(
                try await connection.query(
                    "SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT $1::text'"
                ).one()[0] == 1)
        }
    }

    @Test func theFirstThatFailsIsTheErrorAndThoseBehindItDoNotRun() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            try await connection.script("CREATE TABLE t (n int)")
            for _ in 0..<2 {
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.batch([
                        PostgresStatement("SELECT 1", parameters: []),
                        PostgresStatement("SELECT 1 / $1", parameters: [0]),
                        PostgresStatement("INSERT INTO t VALUES ($1) RETURNING n", parameters: [1]),
                        PostgresStatement("SELECT nothing", parameters: []),
                    ])
                }
                #expect(error?.sqlState == "22012")
            }
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 0)
            // One that cannot be prepared is not taken for one that was.
            for _ in 0..<2 {
                let error = await #expect(throws: PostgresError.self) {
                    try await connection.recurring("SELECT n FROM later")
                }
                #expect(error?.sqlState == "42P01")
            }
            try await connection.script("CREATE TABLE later (n int)")
            #expect(try await connection.recurring("SELECT n FROM later").isEmpty)
        }
    }

    @Test func aFailureEndsItsTransaction() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            try await connection.script("CREATE TABLE t (n int)")
            await #expect(throws: PostgresError.self) {
                try await connection.withTransaction { connection async throws in
                    _ = try await connection.recurring("INSERT INTO t VALUES (1)")
                    _ = try await connection.recurring("SELECT 1 / 0")
                }
            }
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 0)
        }
    }

    /// What a statement means may change under it, as when the schema is migrated.
    @Test func oneWhoseRowsChangedIsPreparedAgain() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            try await connection.script("CREATE TABLE t (n int); INSERT INTO t VALUES (1)")
            #expect(try await connection.recurring("SELECT * FROM t").columns == ["n"])
            try await connection.script("ALTER TABLE t ADD m int")
            await #expect(throws: PostgresError.self) { try await connection.recurring("SELECT * FROM t") }
            #expect(try await connection.recurring("SELECT * FROM t").columns == ["n", "m"])
            try await connection.script("DEALLOCATE ALL")
            await #expect(throws: PostgresError.self) { try await connection.recurring("SELECT * FROM t") }
            #expect(try await connection.recurring("SELECT * FROM t").columns == ["n", "m"])
        }
    }

    @Test func aCancelledTaskStopsIt() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection async throws in
            let processID = await connection.processID
            try await database.withConnection { observer async throws in
                let sleeping = Task {
                    try await connection.batch([
                        PostgresStatement("SELECT 1", parameters: []),
                        PostgresStatement("SELECT 1 FROM pg_sleep($1)", parameters: [60]),
                        PostgresStatement("SELECT 2", parameters: []),
                    ])
                }
                try await eventually(
                    observer, "SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE pid = $1", processID)
                sleeping.cancel()
                let error = await #expect(throws: PostgresError.self) { try await sleeping.value }
                #expect(error?.code == .cancelled)
            }
            #expect(try await connection.recurring("SELECT 1").one()[0] == 1)
        }
    }

    @Test func aLostConnectionIsSaidToBeOne() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection async throws in
            _ = try await connection.recurring("SELECT 1")
            let processID = await connection.processID
            try await database.withConnection { other async throws in
                _ = try await other.query("SELECT pg_terminate_backend($1, 10000)", processID)
            }
            let error = await #expect(throws: PostgresError.self) { try await connection.recurring("SELECT 1") }
            #expect(error?.code == .connectionLost)
        }
    }
}
