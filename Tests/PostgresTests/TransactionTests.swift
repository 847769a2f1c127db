import Postgres
import Support
import Testing

@Suite(.database) struct TransactionTests {
    private struct Stop: Error {}

    @Test func whatReturnsIsCommittedAndWhatThrowsIsNot() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int)")
            let inserted = try await connection.withTransaction {
                try await $0.execute("INSERT INTO t VALUES (1), (2)")
            }
            #expect(inserted == 2)
            await #expect(throws: Stop.self) {
                try await connection.withTransaction { transaction in
                    _ = try await transaction.execute("INSERT INTO t VALUES (3)")
                    throw Stop()
                }
            }
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 2)
        }
    }

    /// Its beginning and the first statements are a single round trip.
    @Test func theFirstStatementsGoWithItsBeginning() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int)")
            let insertion = PostgresStatement("INSERT INTO t VALUES ($1) RETURNING n", parameters: [7])
            let before = connection.pulse
            await #expect(throws: Stop.self) {
                try await connection.withTransaction(beginningWith: [insertion, insertion]) { connection, answers in
                    #expect(connection.pulse - before == 2)
                    let inserted: [Int] = try answers.flatMap { try $0.decode(Int.self) }
                    #expect(inserted == [7, 7])
                    throw Stop()
                }
            }
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 0)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction(
                    beginningWith: [insertion, PostgresStatement("SELECT 1 / $1", parameters: [0])]
                ) { _, _ in }
            }
            #expect(error?.sqlState == "22012")
            // Nothing of it is left, and the connection takes another one.
            let count = try await connection.withTransaction(isolation: .repeatableRead, beginningWith: [insertion]) {
                connection, _ in try await connection.query("SELECT count(*) FROM t").one().decode(Int.self)
            }
            #expect(count == 1)
        }
    }

    @Test(arguments: IsolationLevel.allCases)
    func aTransactionHasItsLevel(_ level: IsolationLevel) async throws {
        try await TestDatabase.current.withConnection { connection in
            let settings = try await connection.withTransaction(isolation: level, readOnly: true) {
                try await $0.query(
                    """
                    SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')
                    """
                ).one().decode(String.self, String.self)
            }
            #expect(settings == (level.rawValue.lowercased(), "on"))
        }
    }

    @Test func aSerializationFailureIsTransient() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { first in
            try await first.script("CREATE TABLE t (n int); INSERT INTO t VALUES (1)")
            try await database.withConnection { second in
                let error = await #expect(throws: PostgresError.self) {
                    try await first.withTransaction(isolation: .repeatableRead) { transaction in
                        _ = try await transaction.query("SELECT * FROM t")
                        _ = try await second.execute("UPDATE t SET n = 2")
                        _ = try await transaction.execute("UPDATE t SET n = 3")
                    }
                }
                #expect(error?.sqlState == "40001")
                #expect(error?.isTransient == true)
            }
            #expect(try await first.query("SELECT n FROM t").one()[0] == 2)
        }
    }

    @Test func aSwallowedErrorDoesNotPassForACommit() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction { transaction in
                    _ = try? await transaction.query("SELECT 1/0")
                }
            }
            #expect(
                error?.description == "the transaction was rolled back because a statement in it had failed [25P02]")
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func aDeferredConstraintFailsTheCommit() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int UNIQUE DEFERRABLE INITIALLY DEFERRED)")
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction { _ = try await $0.execute("INSERT INTO t VALUES (1), (1)") }
            }
            #expect(error?.sqlState == "23505")
            #expect(error?.description.contains("outcome is unknown") == false)
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func transactionsDoNotNest() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction { try await $0.withTransaction { _ in } }
            }
            #expect(error?.description == "the connection is in a transaction already")
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func aCommitThatIsLostHasNoKnownOutcome() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            // The deferred trigger ends its own backend while COMMIT runs.
            try await connection.script(
                """
                CREATE TABLE t (n int);
                CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER die AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION die();
                """)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.withTransaction { _ = try await $0.execute("INSERT INTO t VALUES (1)") }
            }
            #expect(error?.isConnectionLoss == true)
            #expect(
                error?.description == """
                    the connection was lost during COMMIT, its outcome is unknown: terminating connection due to \
                    administrator command [57P01]
                    """)
        }
    }

    @Test func theFirstErrorIsTheOneThatIsThrown() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            let processID = await connection.processID
            await #expect(throws: Stop.self) {
                try await connection.withTransaction { _ in
                    try await database.withConnection { killer in
                        _ = try await killer.query("SELECT pg_terminate_backend($1, 5000)", processID)
                    }
                    throw Stop()
                }
            }
            #expect(await connection.processID == 0)
        }
    }
}
