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

extension Settings {
    /// The database that holds schema `merit`.
    func database(_ verb: String) throws -> PostgresConfiguration {
        try configuration(.database, verb).followingThePrimary()
    }

    /// The database that holds the source.
    func sourceDatabase(_ verb: String) throws -> PostgresConfiguration {
        text(.source) == nil ? try database(verb) : try configuration(.source, verb)
    }

    /// The control connection, where it goes a way of its own.
    func direct(_ verb: String) throws -> PostgresConfiguration? {
        text(.direct) == nil ? nil : try configuration(.direct, verb).followingThePrimary()
    }

    /// The schema that holds the source.
    var schema: String { text(.schema) ?? "" }

    /// The source, read on up to `sessions` connections.
    ///
    /// - Parameter logger: is told where they cross a network without TLS.
    func source(_ verb: String, sessions: Int = 1, logger: Logger? = nil) throws -> SourceDatabase {
        let configuration = try sourceDatabase(verb)
        return SourceDatabase(
            pool: PostgresPool(configuration, maximum: sessions, logger: logger), schema: schema,
            isShared: configuration == (try database(verb)))
    }

    /// Opens the source for the time of `body`.
    func withSource<Value>(_ verb: String, _ body: (SourceDatabase) async throws -> Value) async throws -> Value {
        let source = try source(verb)
        let result: Result<Value, any Error>
        do { result = .success(try await body(source)) } catch { result = .failure(error) }
        await source.pool.close()
        return try result.get()
    }

    private func configuration(_ setting: Setting, _ verb: String) throws -> PostgresConfiguration {
        try PostgresConfiguration(text(setting) ?? "", settings: ["fallback_application_name": "merit \(verb)"])
    }
}

extension Setting {
    /// Its note, with where else it may be set.
    var help: String {
        let preset = preset.map { " Default: \($0)." } ?? ""
        return "\(note)\(preset) Also: \(variable)."
    }
}
