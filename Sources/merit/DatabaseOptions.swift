import ArgumentParser
import Foundation
import Postgres
import Worker

/// Where schema `merit` is, and where the source is.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Connection string or URI of the database that holds schema merit; default: MERIT_DATABASE_URL, then what libpq's own variables say.",
            discussion: "Give passwords by a passfile or PGPASSWORD: arguments can be seen by others.",
            valueName: "conninfo"))
    var database: String?

    @Option(
        help: ArgumentHelp(
            "The database that holds schema merit_source; default: MERIT_SOURCE_URL, then the same database.",
            valueName: "conninfo"))
    var sourceDatabase: String?

    @Option(
        help: ArgumentHelp(
            "The schema that holds the source; default: MERIT_SOURCE_SCHEMA, then merit_source.", valueName: "name"))
    var sourceSchema: String?

    var schema: String { sourceSchema ?? Self.environment("MERIT_SOURCE_SCHEMA") ?? "merit_source" }

    /// The source, read on up to `sessions` connections.
    func source(_ verb: String, sessions: Int = 1) throws -> SourceDatabase {
        let configuration = try sourceConfiguration(verb)
        return SourceDatabase(
            pool: PostgresPool(configuration, maximum: sessions), schema: schema,
            isShared: configuration == (try self.configuration(verb)))
    }

    func configuration(_ verb: String) throws -> PostgresConfiguration {
        try PostgresConfiguration(
            database ?? Self.environment("MERIT_DATABASE_URL") ?? "", settings: Self.settings(verb)
        ).followingThePrimary()
    }

    func sourceConfiguration(_ verb: String) throws -> PostgresConfiguration {
        guard let source = sourceDatabase ?? Self.environment("MERIT_SOURCE_URL") else {
            return try configuration(verb)
        }
        return try PostgresConfiguration(source, settings: Self.settings(verb))
    }

    /// Opens a connection for the time of `body`.
    func withConnection<Value: Sendable>(
        _ verb: String, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await configuration(verb).withConnection(body)
    }

    static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    static func settings(_ verb: String) -> [String: String] {
        ["fallback_application_name": "merit \(verb)"]
    }
}
