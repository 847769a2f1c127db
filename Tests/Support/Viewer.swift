package import Postgres

/// Somebody who looks, and the way by which the database knows who it is.
package struct Viewer: Sendable, CustomStringConvertible {
    package enum Way: Sendable, CaseIterable {
        /// A login of their own, `person_…`.
        case login
        /// The application `portal` says so by `merit.act_for`.
        case call
        /// The application `web` says so by claims, and becomes `merit_person`, as PostgREST does.
        case claims
    }

    package let employee: String
    package let way: Way

    package init(_ employee: String, by way: Way) {
        self.employee = employee
        self.way = way
    }

    package var description: String { "\(employee) by \(way)" }

    /// The role that logs in.
    package var role: String {
        switch way {
        case .login: "person_\(employee)"
        case .call: "portal"
        case .claims: "web"
        }
    }

    /// What is said at the beginning of each transaction.
    package var introduction: String {
        switch way {
        case .login: ""
        case .call: "select merit.act_for('\(employee)');"
        case .claims:
            """
            select set_config('request.jwt.claims', '{"role": "merit_person", "employee_id": "\(employee)"}', true);
            set local role merit_person;
            """
        }
    }

    /// Runs `body` in a transaction that is rolled back, on a connection of this one's.
    package func acting<Success>(
        on connection: PostgresConnection, _ body: (PostgresConnection) async throws -> Success
    ) async throws -> Success {
        try await connection.script("begin; \(introduction)")
        do {
            let value = try await body(connection)
            try await connection.script("rollback")
            return value
        } catch {
            try await connection.script("rollback")
            throw error
        }
    }

    /// The one column of a query.
    package func column(_ sql: String, in database: TestDatabase) async throws -> [String?] {
        try await database.withConnection(user: role) { connection in
            try await acting(on: connection) { connection in
                try await connection.query(sql).map { try $0.decode(String?.self) }
            }
        }
    }

    /// What the server says to a statement that it refuses; nil where it does as it is told, and rolls back then too.
    package func refusal(_ sql: String, in database: TestDatabase) async throws -> PostgresError? {
        do {
            try await database.withConnection(user: role) { connection in
                try await acting(on: connection) { try await $0.script(sql) }
            }
            return nil
        } catch let error as PostgresError where error.code == .server {
            return error
        }
    }
}
