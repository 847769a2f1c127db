package import Postgres

extension PostgresConfiguration {
    /// Who reads the source for whoever connects like this: `merit_reader` for `merit_worker`, nil for all others.
    package var reader: PostgresConfiguration? {
        guard redacted.split(separator: " ").contains("user=merit_worker") else { return nil }
        return try? with(["user": "merit_reader"])
    }
}
