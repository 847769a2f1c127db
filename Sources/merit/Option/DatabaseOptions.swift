import ArgumentParser
import Logging
import Measures
import Postgres
import Worker

/// Where schema `merit` is, and where the source is.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Setting.database.help,
            discussion: "Give passwords by a passfile or PGPASSWORD: arguments can be seen by others.",
            valueName: "conninfo"))
    var database: String?

    @Option(help: ArgumentHelp(Setting.source.help, valueName: "conninfo"))
    var sourceDatabase: String?

    @Option(help: ArgumentHelp(Setting.schema.help, valueName: "name"))
    var sourceSchema: String?

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("A file of settings, in YAML; default: \(Setting.fileVariable).", valueName: "file"))
    var settingsFile: String?

    /// What holds for this call.
    ///
    /// - Parameter flags: those of the verb beside these.
    func settings(_ flags: [Setting: String] = [:]) async throws -> Settings {
        var given = flags
        given[.database] = database
        given[.source] = sourceDatabase
        given[.schema] = sourceSchema
        let settings = try await Settings.load(flags: given, file: settingsFile)
        if [Setting.database, .source, .direct].contains(where: { given[$0].map(Self.holdsPassword) ?? false }) {
            Console.note(
                """
                merit: a password stands in the arguments, where everybody on this machine can read it; give it by a passfile, PGPASSWORD or \
                MERIT_DATABASE_URL
                """)
        }
        return settings
    }

    private static func holdsPassword(_ text: String) -> Bool {
        (try? PostgresConfiguration(text))?.holdsSecret ?? false
    }

    /// What the source has.
    func catalog(_ verb: String) async throws -> SourceCatalog {
        try await settings().withSource(verb) { source in try await source.snapshot { $0.catalog } }
    }

    /// Opens a connection for the time of `body`.
    func withConnection<Value: Sendable>(
        _ verb: String, _ body: (PostgresConnection) async throws -> Value
    ) async throws -> Value {
        try await settings().database(verb).withConnection { connection in
            do {
                return try await body(connection)
            } catch let error as PostgresError where error.sqlState == "25006" {
                // It says why, where it is the whole session that cannot write.
                try await connection.requireWritable()
                throw error
            }
        }
    }
}
