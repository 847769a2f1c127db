import Postgres
import Support
import Testing

@Suite(.database, .timeLimit(.minutes(20))) struct PoolTests {
    private struct Stop: Error {}

    @Test func aConnectionIsLentToOneAtATime() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 3)
        let lent = Shared<(now: Set<Int32>, most: Int)>(([], 0))
        try await withThrowingTaskGroup { group in
            for _ in 0..<30 {
                group.addTask {
                    try await pool.withConnection { connection in
                        let processID = await connection.processID
                        lent.change { lent in
                            #expect(lent.now.insert(processID).inserted)
                            lent.most = max(lent.most, lent.now.count)
                        }
                        _ = try await connection.query("SELECT pg_sleep(0.005)")
                        lent.change { _ = $0.now.remove(processID) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(lent.value.most == 3)
        try await TestDatabase.current.withConnection { connection async throws in
            #expect(try await sessions(connection) == 3)
        }
        await pool.close()
    }

    @Test func thoseWhoWaitAreServedInTheirOrder() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 1)
        let order = Shared<[Int]>([])
        let held = Gate()
        let holder = Task { try await pool.withConnection { _ in await held.wait() } }
        try await waitUntil { pool.openCount == 1 && pool.idleCount == 0 }
        var tasks: [Task<Void, any Error>] = []
        for number in 0..<10 {
            tasks.append(Task { try await pool.withConnection { _ in order.change { $0.append(number) } } })
            try await waitUntil { pool.waiterCount == number + 1 }
        }
        held.open()
        for task in tasks { try await task.value }
        try await holder.value
        #expect(order.value == Array(0..<10))
        await pool.close()
    }

    @Test func waitingCanBeCancelled() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 1)
        let held = Gate()
        let holder = Task { try await pool.withConnection { _ in await held.wait() } }
        try await waitUntil { pool.openCount == 1 }
        let first = Task { try await pool.withConnection { _ in } }
        try await waitUntil { pool.waiterCount == 1 }
        let second = Task { try await pool.withConnection { try await $0.query("SELECT 1").one()[0, as: Int.self] } }
        try await waitUntil { pool.waiterCount == 2 }
        first.cancel()
        let error = await #expect(throws: PostgresError.self) { try await first.value }
        #expect(error?.code == .cancelled)
        held.open()
        #expect(try await second.value == 1)
        try await holder.value
        #expect(pool.openCount == 1)
        await pool.close()
    }

    @Test func aLostConnectionIsReplaced() async throws {
        let database = try TestDatabase.current
        let pool = try PostgresPool(database.configuration(), maximum: 1)
        let first = try await pool.withConnection { await $0.processID }
        try await database.withConnection { _ = try await $0.query("SELECT pg_terminate_backend($1, 5000)", first) }
        // Lost while idle: whoever comes next does not notice.
        let second = try await pool.withConnection {
            try await $0.query("SELECT pg_backend_pid()").one()[0, as: Int32.self]
        }
        #expect(second != first)
        // Lost while lent.
        let error = await #expect(throws: PostgresError.self) {
            try await pool.withConnection {
                try await $0.query("SELECT pg_terminate_backend(pg_backend_pid()), pg_sleep(60)")
            }
        }
        #expect(error?.isConnectionLoss == true)
        #expect(try await pool.withConnection { try await $0.query("SELECT 1").one()[0, as: Int.self] } == 1)
        #expect(pool.openCount == 1)
        await pool.close()
    }

    /// A worker that leaves a server does not try each connection that leads there.
    @Test func idleConnectionsAreClosedAndThoseThatAreLentAreNot() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 2)
        let processID = { @Sendable (connection: PostgresConnection) in await connection.processID }
        try await pool.withConnection { lent in
            let idle = try await pool.withConnection { await processID($0) }
            #expect((pool.openCount, pool.idleCount) == (2, 1))
            await pool.closeIdle()
            #expect((pool.openCount, pool.idleCount) == (1, 0))
            #expect(try await pool.withConnection { await processID($0) } != idle)
            #expect(try await lent.query("SELECT 1").one()[0, as: Int.self] == 1)
        }
        await pool.close()
    }

    @Test func anOpenTransactionIsRolledBackBeforeTheNextLease() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 1)
        let first = try await pool.withConnection { connection in
            try await connection.script("CREATE TABLE public.gone (n int); DROP TABLE public.gone")
            try await connection.script("BEGIN; CREATE TABLE public.t (n int)")
            return await connection.processID
        }
        try await pool.withConnection { connection async throws in
            #expect(await connection.processID == first)
            #expect(try await connection.query("SELECT to_regclass('public.t') IS NULL").one()[0] == true)
        }
        await pool.close()
    }

    @Test func aConnectionThatListensDoesNotComeBack() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 1)
        let first = try await pool.withConnection { connection in
            let stream = try await connection.listen(["merit"])
            return (await connection.processID, stream)
        }
        #expect(try await pool.withConnection { await $0.processID } != first.0)
        await pool.close()
    }

    @Test func errorsLeakNothing() async throws {
        let database = try TestDatabase.current
        let pool = try PostgresPool(database.configuration(), maximum: 4)
        await withTaskGroup { group in
            for number in 0..<60 {
                group.addTask {
                    let task = Task {
                        try await pool.withConnection { connection in
                            try await connection.withTransaction { connection in
                                _ = try await connection.query(
                                    number.isMultiple(of: 3) ? "SELECT 1/0" : "SELECT pg_sleep(0.01)")
                                if number.isMultiple(of: 4) { throw Stop() }
                            }
                        }
                    }
                    if number.isMultiple(of: 5) { task.cancel() }
                    _ = await task.result
                }
            }
        }
        #expect(pool.waiterCount == 0)
        #expect(pool.idleCount == pool.openCount)
        #expect(pool.openCount <= 4)
        await pool.close()
        #expect(pool.openCount == 0)
        try await database.withConnection { observer in
            try await eventually(
                observer,
                "SELECT count(*) = 1 FROM pg_stat_activity WHERE datname = current_database() AND backend_type = 'client backend'"
            )
        }
    }

    @Test func aPoolThatCannotConnectFailsEachLeaseAndRecovers() async throws {
        let pool = PostgresPool(try PostgresConfiguration("host=/nowhere user=ann dbname=hr"), maximum: 1)
        for _ in 0..<3 {
            let error = await #expect(throws: PostgresError.self) { try await pool.withConnection { _ in } }
            #expect(error?.code == .cannotConnect)
        }
        #expect(pool.openCount == 0)
    }

    @Test func aClosedPoolLendsNothing() async throws {
        let pool = try PostgresPool(TestDatabase.current.configuration(), maximum: 1)
        let held = Gate()
        let holder = Task { try await pool.withConnection { _ in await held.wait() } }
        try await waitUntil { pool.openCount == 1 }
        let waiter = Task { try await pool.withConnection { _ in } }
        try await waitUntil { pool.waiterCount == 1 }
        await pool.close()
        for task in [waiter, Task { try await pool.withConnection { _ in } }] {
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.description == "the pool is closed")
        }
        held.open()
        try await holder.value
        #expect(pool.openCount == 0)
    }

    private func sessions(_ connection: PostgresConnection) async throws -> Int {
        try await connection.query(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
            """
        ).one()[0]
    }

    /// Lets other tasks run until something has happened, no longer than ten seconds.
    private func waitUntil(_ condition: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(10)
        while !condition() {
            try #require(ContinuousClock.now < deadline)
            await Task.yield()
        }
    }
}
