import ArgumentParser
import Logging
import Measures
import Postgres
import Worker

extension Settings {
    /// The database that holds schema `merit`.
    func database(_ verb: String) throws -> PostgresConfiguration {
        try configuration(.database, verb).followingThePrimary()
    }

    /// The database that holds the source.
    func sourceDatabase(_ verb: String) throws -> PostgresConfiguration {
        text(.source) == nil ? try database(verb) : try configuration(.source, verb)
    }

    /// The direct connection past a pooler, if one is set; the control connection takes it.
    func direct(_ verb: String) throws -> PostgresConfiguration? {
        text(.direct) == nil ? nil : try configuration(.direct, verb).followingThePrimary()
    }

    /// The schema that holds the source.
    var schema: String { text(.schema) ?? "" }

    /// The source, read on up to `sessions` connections.
    ///
    /// - Parameter logger: warned if a connection over a network is not encrypted.
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
