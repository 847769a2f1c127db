import Exact
import Logging
import Postgres
import Support
import Testing

@Suite(.database) struct QueryTests {
    @Test func countsTheRowsThatChange() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            #expect(try await connection.execute("CREATE TABLE t (n int)") == 0)
            #expect(try await connection.execute("INSERT INTO t SELECT generate_series(1, $1)", 10) == 10)
            #expect(try await connection.execute("UPDATE t SET n = n + 1 WHERE n > $1", 7) == 3)
            #expect(try await connection.query("DELETE FROM t WHERE n > 8 RETURNING n").affectedRows == 3)
        }
    }

    @Test func aScriptHoldsSeveralStatements() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int); INSERT INTO t VALUES (1), (2); SELECT 1;")
            #expect(try await connection.query("SELECT sum(n) FROM t").one()[0] == 3)
            // One that fails leaves nothing of itself behind.
            await #expect(throws: PostgresError.self) {
                try await connection.script("INSERT INTO t VALUES (3); SELECT 1/0;")
            }
            #expect(try await connection.query("SELECT sum(n) FROM t").one()[0] == 3)
            try await connection.script("")
        }
    }

    @Test func theSessionIsSetUp() async throws {
        try await TestDatabase.current.withConnection { connection in
            let settings = ["client_encoding", "datestyle", "intervalstyle", "extra_float_digits"]
            let rows = try await connection.query(
                "SELECT current_setting(name) FROM unnest($1) WITH ORDINALITY AS s (name, place) ORDER BY place",
                settings)
            #expect(try rows.decode(String.self) == ["UTF8", "ISO, YMD", "postgres", "1"])
            #expect(await connection.processID == (try await connection.query("SELECT pg_backend_pid()").one()[0]))
        }
    }

    @Test func warningsGoToTheLogAndNoticesNowhere() async throws {
        let recorder = LogRecorder()
        let logger = Logger(label: "test") { _ in recorder }
        let connection = try await PostgresConnection.connect(TestDatabase.current.configuration(), logger: logger)
        try await connection.script("DO $$ BEGIN RAISE NOTICE 'hush'; RAISE WARNING 'look'; END $$")
        await connection.close()
        #expect(recorder.lines.value == ["debug: look [sqlstate: 01000]"])
    }

    @Test func rowsComeOneByOne() async throws {
        try await TestDatabase.current.withConnection { connection in
            let sum = try await connection.reduceRows(
                into: 0, "SELECT n FROM generate_series(1, $1) n", parameters: [100_000]
            ) { sum, row in sum += try row[0, as: Int.self] }
            #expect(sum == 5_000_050_000)
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func anErrorAmongTheRowsStopsThem() async throws {
        struct Enough: Error {}
        try await TestDatabase.current.withConnection { connection async throws in
            await #expect(throws: Enough.self) {
                try await connection.reduceRows(into: (), "SELECT generate_series(1, 1000000000)") { _, row in
                    if try row[0, as: Int.self] == 1000 { throw Enough() }
                }
            }
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
            let error = await #expect(throws: PostgresError.self) {
                try await connection.reduceRows(into: (), "SELECT 1 / (3 - n) FROM generate_series(1, 5) n") { _, _ in }
            }
            #expect(error?.sqlState == "22012")
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func tasksMayShareAConnectionForSingleStatements() async throws {
        try await TestDatabase.current.withConnection { connection in
            let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<100 {
                    group.addTask { try await connection.query("SELECT $1", number).one()[0] == number }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers == Array(repeating: true, count: 100))
        }
    }

    @Test func copyIsNoQuery() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int)")
            for sql in ["COPY t FROM STDIN", "COPY t TO STDOUT", "COPY (SELECT generate_series(1, 9999)) TO STDOUT"] {
                let error = await #expect(throws: PostgresError.self) { try await connection.query(sql) }
                #expect(error?.description == "COPY needs copyIn")
                let other = await #expect(throws: PostgresError.self) {
                    try await connection.reduceRows(into: (), sql) { _, _ in }
                }
                #expect(other?.description == "COPY needs copyIn")
                #expect(try await connection.query("SELECT 1").one()[0] == 1)
            }
        }
    }

    @Test func aNullCharacterCannotCutAStatementShort() async throws {
        try await TestDatabase.current.withConnection { connection in
            let error = await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1\0 + 1") }
            #expect(error?.description == "a statement holds a null character")
        }
    }
}
