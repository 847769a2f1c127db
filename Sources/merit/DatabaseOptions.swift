import ArgumentParser
import Foundation
import Postgres

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

    func configuration(_ verb: String) throws -> PostgresConfiguration {
        try PostgresConfiguration(
            database ?? Self.environment("MERIT_DATABASE_URL") ?? "", settings: Self.settings(verb))
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

    private static func environment(_ name: String) -> String? {
        ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func settings(_ verb: String) -> [String: String] {
        ["fallback_application_name": "merit \(verb)"]
    }
}
