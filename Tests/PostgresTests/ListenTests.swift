import Support
import Testing

@testable import Postgres

@Suite(.database, .timeLimit(.minutes(20))) struct ListenTests {
    @Test func notificationsArriveWhileNothingIsAsked() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { listener in
            let notifications = try await listener.listen(["merit", "odd \"name\""])
            try await database.withConnection { sender in
                let processID = await sender.processID
                _ = try await sender.query("SELECT pg_notify('merit', 'one'), pg_notify('odd \"name\"', '张伟')")
                let first = await next(notifications)
                let second = await next(notifications)
                #expect(first == PostgresNotification(channel: "merit", payload: "one", processID: processID))
                #expect(second == PostgresNotification(channel: "odd \"name\"", payload: "张伟", processID: processID))
            }
        }
    }

    /// With an accent behind it a quotation mark is another Character, and a quotation mark to the server all the same.
    @Test(arguments: ["odd \"\u{301}name", "\"", "\"\"", "a\"\u{301}\"b", "plain"])
    func namesAreQuotedAsTheServerReadsThem(name: String) async throws {
        let shown = try await TestDatabase.current.withConnection {
            try await $0.query("select 1 as \(quoted(name))").columns
        }
        #expect(shown.map { Array($0.utf8) } == [Array(name.utf8)])
    }

    @Test func theConnectionServesQueriesMeanwhile() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { listener in
            let notifications = try await listener.listen(["merit"])
            try await database.withConnection { sender in
                for number in 0..<50 {
                    let answer = Task { try await listener.query("SELECT $1", number) }
                    _ = try await sender.query("SELECT pg_notify('merit', $1::text)", number)
                    #expect(try await answer.value.one()[0] == number)
                    let notification = await next(notifications)
                    #expect(notification?.payload == "\(number)")
                }
            }
        }
    }

    @Test func streamsGetTheirOwnChannelsOnly() async throws {
        try await TestDatabase.current.withConnection { connection in
            let first = try await connection.listen(["a"])
            let second = try await connection.listen(["b"])
            try await connection.script("NOTIFY b, 'to b'; NOTIFY a, 'to a'")
            let (toFirst, toSecond) = (await next(first), await next(second))
            #expect(toFirst?.payload == "to a")
            #expect(toSecond?.payload == "to b")
        }
    }

    @Test func theStreamEndsWhenTheConnectionIsClosed() async throws {
        try await TestDatabase.current.withConnection { connection in
            let notifications = try await connection.listen(["merit"])
            try await connection.script("NOTIFY merit")
            await connection.close()
            #expect(await notifications.reduce(into: 0) { count, _ in count += 1 } == 1)
        }
    }

    @Test func theStreamEndsWhenTheConnectionIsLost() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { listener in
            let notifications = try await listener.listen(["merit"])
            let processID = await listener.processID
            try await database.withConnection { _ = try await $0.query("SELECT pg_terminate_backend($1)", processID) }
            #expect(await notifications.reduce(into: 0) { count, _ in count += 1 } == 0)
            #expect(await listener.processID == 0)
        }
    }

    @Test func aConnectionNobodyHoldsIsClosedThoughItListened() async throws {
        let database = try TestDatabase.current
        var processID: Int32 = 0
        do {
            let forgotten = try await PostgresConnection.connect(database.configuration())
            processID = await forgotten.processID
            _ = try await forgotten.listen(["merit"])
        }
        try await database.withConnection { observer in
            try await eventually(observer, "SELECT count(*) = 0 FROM pg_stat_activity WHERE pid = $1", processID)
        }
    }

    private func next(_ notifications: AsyncStream<PostgresNotification>) async -> PostgresNotification? {
        var iterator = notifications.makeAsyncIterator()
        return await iterator.next()
    }
}
