package import Postgres

/// The database of the test that runs.
package struct TestDatabase: Sendable {
    package let name: String
    let server: PostgresConfiguration

    @TaskLocal private static var bound: TestDatabase?

    /// - Throws: ``Missing`` outside a test that has the trait `.database`.
    package static var current: TestDatabase {
        get throws {
            guard let bound else { throw Missing() }
            return bound
        }
    }

    /// Somebody asked for a database where there is none.
    package struct Missing: Error, CustomStringConvertible {
        package let description = "the test has no database: give it the trait .database"
    }

    /// - Parameter user: The role to log in as; the superuser where it is nil.
    package func configuration(user: String? = nil) throws(PostgresError) -> PostgresConfiguration {
        try server.with(["dbname": name].merging(user.map { ["user": $0] } ?? [:]) { $1 })
    }

    /// A connection for the time of `body`; the superuser's looks names up as one of `psql` does.
    package func withConnection<Success>(
        user: String? = nil, _ body: (PostgresConnection) async throws -> Success
    ) async throws -> Success {
        try await configuration(user: user).withConnection { connection in
            // A test may hold a transaction for as long as it waits for something.
            try await connection.script("set idle_in_transaction_session_timeout = 0")
            if user == nil { try await connection.script("reset search_path") }
            return try await body(connection)
        }
    }

    /// Makes this the current database while `body` runs.
    func bind(_ body: () async throws -> Void) async throws {
        try await Self.$bound.withValue(self, operation: body)
    }
}
