package import Postgres

extension PostgresConnection {
    /// Asks again and again until the answer is yes; the server takes a breath between.
    ///
    /// - Throws: ``NeverTrue`` where it is not after some minutes, however slow the machine.
    package func waitUntil(_ question: String) async throws {
        let deadline = ContinuousClock.now + .seconds(300)
        while try await !query(question).one().decode(Bool.self) {
            guard ContinuousClock.now < deadline else { throw NeverTrue(question: question) }
            // In a transaction the server shows its statistics as they first stood.
            try await execute("select pg_sleep(0.02), pg_stat_clear_snapshot()")
        }
    }

    /// Waits until no session of a login is left: one that was closed still drops its temporary objects, and they depend on the role.
    package func waitForTheEnd(of login: String) async throws {
        try await waitUntil("select not exists (select from pg_stat_activity where usename = '\(login)')")
    }
}

/// What a test waited for in vain.
package struct NeverTrue: Error, CustomStringConvertible {
    let question: String

    package var description: String { "never true: \(question)" }
}
