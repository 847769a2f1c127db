import Foundation
import Postgres
import ScratchServer
import Support
import Testing

@Suite(.database) struct CancellationTests {
    @Test func aCancelledTaskStopsItsStatementOnTheServer() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            let processID = await connection.processID
            try await database.withConnection { observer in
                let sleeping = Task { try await connection.query("SELECT pg_sleep(60)") }
                try await eventually(observer, isSleeping, processID)
                sleeping.cancel()
                try await eventually(observer, "SELECT state = 'idle' FROM pg_stat_activity WHERE pid = $1", processID)
                let error = await #expect(throws: PostgresError.self) { try await sleeping.value }
                #expect(error?.code == .cancelled)
                #expect(error?.sqlState == "57014")
                #expect(error?.description == "the statement was cancelled [57014]")
            }
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    @Test func aTaskThatIsCancelledAlreadySendsNothing() async throws {
        try await TestDatabase.current.withConnection { connection in
            try await connection.script("CREATE SEQUENCE s")
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await connection.query("SELECT nextval('s')")
            }
            let error = await #expect(throws: PostgresError.self) { try await task.value }
            #expect(error?.description == "the task was cancelled")
            #expect(try await connection.query("SELECT is_called FROM s").one()[0] == false)
        }
    }

    /// Cancellations race with statements that end by themselves; the one after must never be hit.
    @Test func aLateCancellationNeverHitsTheNextStatement() async throws {
        try await TestDatabase.current.withConnection { connection async throws in
            for round in 0..<200 {
                let first = Task {
                    try await connection.query("SELECT pg_sleep($1::float8 / 10000)", round % 20)
                }
                if round.isMultiple(of: 2) { await Task.yield() }
                first.cancel()
                // Long enough for a signal on its way to arrive.
                let second = Task { try await connection.query("SELECT pg_sleep(0.002), 7").one()[1, as: Int.self] }
                #expect(try await second.value == 7)
                do {
                    _ = try await first.value
                } catch {
                    #expect((error as? PostgresError)?.code == .cancelled)
                }
            }
        }
    }

    enum Ending: String, CaseIterable { case commit, rollback, reading }

    /// What must be finished whatever happens waits for a server that answers nothing any more as long as a cancelled statement does.
    @Test(arguments: Ending.allCases) func whatACancelledTaskMustFinishEndsWhereTheServerIsSilent(_ ending: Ending)
        async throws
    {
        struct Stop: Error {}
        // Not the others' server: that waits for each of its processes now and then.
        let server = try await ScratchServer.start()
        try await server.configuration.withConnection { connection in
            let processID = await connection.processID
            defer { kill(processID, SIGCONT) }
            let stopped = Gate()
            let work = Task {
                if ending == .reading {
                    try await connection.reduceRows(into: (), "SELECT generate_series(1, 10000000)") { _, _ in
                        kill(processID, SIGSTOP)
                        stopped.open()
                        throw Stop()
                    }
                }
                try await connection.withTransaction { transaction in
                    try await transaction.execute("SELECT 1")
                    kill(processID, SIGSTOP)
                    stopped.open()
                    if ending == .rollback { throw Stop() }
                }
            }
            await stopped.wait()
            while connection.pulse.isMultiple(of: 2) { await Task.yield() }
            work.cancel()
            let error = await #expect(throws: (any Error).self) { try await work.value }
            switch ending {
            case .commit: #expect(error.map(String.init(describing:))?.contains("its outcome is unknown") == true)
            case .rollback, .reading: #expect(error is Stop)
            }
            await #expect(throws: PostgresError.self) { try await connection.query("SELECT 1") }
        }
        try await server.stop()
    }

    /// Not even the requests to cancel are answered: they hold up no other connection's end, however many there are.
    @Test(.timeLimit(.minutes(20))) func allStatementsOfAServerThatFallsSilentAreGivenUp() async throws {
        let server = try await ScratchServer.start()
        let postmaster = try #require(
            String(contentsOfFile: "\(server.folder)/data/postmaster.pid", encoding: .utf8).split(separator: "\n").first
                .flatMap { Int32($0) })
        try await withThrowingTaskGroup(of: Void.self) { group in
            var connections: [PostgresConnection] = []
            for _ in 0..<12 { connections.append(try await PostgresConnection.connect(server.configuration)) }
            var processes = [postmaster]
            for connection in connections { processes.append(await connection.processID) }
            for connection in connections {
                group.addTask { _ = try await connection.query("SELECT pg_sleep(3600)") }
            }
            for connection in connections {
                while connection.pulse.isMultiple(of: 2) { await Task.yield() }
            }
            for process in processes { kill(process, SIGSTOP) }
            defer { for process in processes { kill(process, SIGCONT) } }
            group.cancelAll()
            while let result = await group.nextResult() {
                let error = #expect(throws: PostgresError.self) { try result.get() }
                #expect(error?.code == .cancelled)
            }
        }
        try await server.stop()
    }

    @Test func aCancelledTransactionIsRolledBack() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script("CREATE TABLE t (n int)")
            let processID = await connection.processID
            try await database.withConnection { observer in
                let working = Task {
                    try await connection.withTransaction { transaction in
                        _ = try await transaction.execute("INSERT INTO t VALUES (1)")
                        _ = try await transaction.query("SELECT pg_sleep(60)")
                    }
                }
                try await eventually(observer, isSleeping, processID)
                working.cancel()
                let error = await #expect(throws: PostgresError.self) { try await working.value }
                #expect(error?.code == .cancelled)
            }
            #expect(try await connection.query("SELECT count(*) FROM t").one()[0] == 0)
        }
    }

    @Test func rowsAreCancelledToo() async throws {
        let database = try TestDatabase.current
        let endless = "SELECT n, pg_sleep(0.001) FROM generate_series(1, 1000000) n"
        try await database.withConnection { connection in
            let processID = await connection.processID
            try await database.withConnection { observer in
                let rows = Task { try await connection.reduceRows(into: (), endless) { _, _ in } }
                try await eventually(observer, isSleeping, processID)
                rows.cancel()
                let first = await #expect(throws: PostgresError.self) { try await rows.value }
                #expect(first?.code == .cancelled)
            }
            #expect(try await connection.query("SELECT 1").one()[0] == 1)
        }
    }

    private let isSleeping = "SELECT wait_event = 'PgSleep' FROM pg_stat_activity WHERE pid = $1"
}
