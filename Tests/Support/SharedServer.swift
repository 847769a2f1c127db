import Foundation
package import Postgres
import ScratchServer

/// The server that all tests of this process share, started when the first of them needs it.
///
/// `TEST_SERVER` may name a running one instead, by a connection string of its superuser.
package actor SharedServer {
    package static let shared = SharedServer()

    private var starting: Task<PostgresPool, any Error>?
    private var templates: [String: Task<Void, any Error>] = [:]
    private var databaseCount = 0
    /// Keeps the server up: its leash ends with it.
    private var server: ScratchServer?

    /// As the superuser, to the database `postgres`.
    package func configuration() async throws -> PostgresConfiguration {
        try await administration().configuration
    }

    /// A database for the time of `body`.
    package func withDatabase<Value: Sendable>(
        from template: DatabaseTemplate, _ body: (TestDatabase) async throws -> Value
    ) async throws -> Value {
        let database = try await makeDatabase(from: template)
        do {
            let value = try await body(database)
            try await drop(database)
            return value
        } catch {
            try await drop(database)
            throw error
        }
    }

    /// A new database, made from a template that is prepared once.
    func makeDatabase(from template: DatabaseTemplate) async throws -> TestDatabase {
        let pool = try await administration()
        try await prepare(template, pool)
        databaseCount += 1
        let name = "merit_test_\(ProcessInfo.processInfo.processIdentifier)_\(databaseCount)"
        try await create(name, from: template.databaseName, pool)
        return TestDatabase(name: name, server: pool.configuration)
    }

    /// Drops a database, whoever is connected to it.
    func drop(_ database: TestDatabase) async throws {
        try await administration().withConnection { connection in
            try await connection.script("DROP DATABASE \(database.name) WITH (FORCE)")
        }
    }

    private func administration() async throws -> PostgresPool {
        if let starting { return try await starting.value }
        let task = Task { PostgresPool(try await start(), maximum: 4) }
        starting = task
        return try await task.value
    }

    private func start() async throws -> PostgresConfiguration {
        if let conninfo = ProcessInfo.processInfo.environment["TEST_SERVER"] {
            return try PostgresConfiguration(conninfo)
        }
        let server = try await ScratchServer.start(settings: ["max_connections": "500"])
        self.server = server
        return server.configuration
    }

    private func prepare(_ template: DatabaseTemplate, _ pool: PostgresPool) async throws {
        if let preparing = templates[template.name] { return try await preparing.value }
        let task = Task {
            try await create(template.databaseName, from: "template0", pool)
            try await template.prepare(try pool.configuration.withDatabase(template.databaseName))
        }
        templates[template.name] = task
        try await task.value
    }

    /// Measured on two cores without fsync: a copy takes 14 ms by FILE_COPY, 25 to 90 ms by WAL_LOG, the default.
    private func create(_ name: String, from template: String, _ pool: PostgresPool) async throws {
        try await pool.withConnection { connection in
            try await connection.script("CREATE DATABASE \(name) TEMPLATE \(template) STRATEGY file_copy")
        }
    }
}
