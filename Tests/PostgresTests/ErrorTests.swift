import Postgres
import Support
import Testing

@Suite(.database) struct ErrorTests {
    @Test func aMistakeHasItsPlaceAndHint() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE staff (name text)")
            let sql = "SELECT nam FROM staff"
            let error = try #require(await #expect(throws: PostgresError.self) { try await connection.query(sql) })
            #expect(error.code == .server)
            #expect(error.sqlState == "42703")
            #expect(error.message == #"column "nam" does not exist"#)
            #expect(error.hint == #"Perhaps you meant to reference the column "staff.name"."#)
            #expect(error.position == 8)
            #expect(
                error.description == """
                    column "nam" does not exist at character 8 [42703]; Perhaps you meant to reference the column \
                    "staff.name".
                    """)
            #expect(!error.isTransient && !error.isConnectionLoss)
        }
    }

    @Test func aViolationNamesItsConstraintAndDescriptionsHoldNoData() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE TABLE staff (id text PRIMARY KEY)")
            let sql = "INSERT INTO staff VALUES ($1)"
            _ = try await connection.execute(sql, "secret")
            let error = try #require(
                await #expect(throws: PostgresError.self) { try await connection.execute(sql, "secret") })
            #expect(error.sqlState == "23505")
            #expect(error.detail == "Key (id)=(secret) already exists.")
            #expect(
                error.description == #"duplicate key value violates unique constraint "staff_pkey" [23505]"#)
        }
    }

    @Test(arguments: [
        ("40001", true), ("40P01", true), ("57P03", true), ("53300", true), ("08006", true), ("55P03", true),
        ("57014", false),
    ])
    func whatMaySucceedLaterIsTransient(_ sqlState: String, _ isTransient: Bool) async throws {
        try await TestDatabase.current.withConnection { connection in
            let error = await #expect(throws: PostgresError.self) {
                try await connection.script("DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '\(sqlState)'; END $$")
            }
            #expect(error?.sqlState == sqlState)
            #expect(error?.isTransient == isTransient)
            #expect(error?.isConnectionLoss == false)
        }
    }

    @Test(arguments: [false, true])
    func aTerminatedConnectionIsLost(_ whileBusy: Bool) async throws {
        let database = try TestDatabase.current
        try await database.withConnection { victim in
            let processID = await victim.processID
            try await database.withConnection { killer in
                if whileBusy {
                    let sleeping = Task { try await victim.query("SELECT pg_sleep(60)") }
                    try await eventually(
                        killer, "SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE pid = $1", processID)
                    _ = try await killer.query("SELECT pg_terminate_backend($1)", processID)
                    let error = await #expect(throws: PostgresError.self) { try await sleeping.value }
                    expectLoss(error)
                } else {
                    _ = try await killer.query("SELECT pg_terminate_backend($1, 5000)", processID)
                    let error = await #expect(throws: PostgresError.self) { try await victim.query("SELECT 1") }
                    expectLoss(error)
                }
            }
            #expect(await victim.processID == 0)
            let error = await #expect(throws: PostgresError.self) { try await victim.query("SELECT 1") }
            #expect(error?.description == "the connection is closed")
            #expect(error?.isConnectionLoss == true)
        }
    }

    @Test func aServerThatIsNotThereIsOneClearLine() async throws {
        let configuration = try PostgresConfiguration("host=/nowhere user=ann password=secret dbname=hr")
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
        #expect(error?.code == .cannotConnect)
        #expect(error?.isTransient == true)
        #expect(
            error?.description == """
                connection to server on socket "/nowhere/.s.PGSQL.5432" failed: No such file or directory Is the server \
                running locally and accepting connections on that socket?
                """)
    }

    @Test func aServerThatDoesNotAnswerIsGivenUp() async throws {
        // A listening socket that nobody accepts from: the handshake never begins.
        let silent = try SilentServer()
        let configuration = try PostgresConfiguration("host=127.0.0.1 port=\(silent.port) connect_timeout=1 user=ann")
        let error = await #expect(throws: PostgresError.self) { try await PostgresConnection.connect(configuration) }
        #expect(error?.code == .cannotConnect)
        #expect(
            error?.description
                == "connection to server at \"127.0.0.1\", port \(silent.port) failed: no answer within 1 s")
    }

    @Test func connectingCanBeCancelled() async throws {
        let silent = try SilentServer()
        let configuration = try PostgresConfiguration("host=127.0.0.1 port=\(silent.port) connect_timeout=60 user=ann")
        let connecting = Task { try await PostgresConnection.connect(configuration) }
        silent.waitForClient()
        connecting.cancel()
        let error = await #expect(throws: PostgresError.self) { try await connecting.value }
        #expect(error?.code == .cancelled)
    }

    private func expectLoss(_ error: PostgresError?) {
        #expect(error?.code == .connectionLost)
        #expect(error?.sqlState == "57P01")
        #expect(error?.message == "terminating connection due to administrator command")
        #expect(error?.isTransient == true)
    }
}
