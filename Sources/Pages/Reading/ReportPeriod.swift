import Postgres

/// A period that the reader knows of.
struct ReportPeriod: Sendable {
    let label: String
    let startsOn: PostgresDate
    let endsOn: PostgresDate
    let timeZone: String
    let kind: String
    let status: String

    static func all(_ connection: PostgresConnection) async throws -> [ReportPeriod] {
        try all(await connection.recurring(Statements.allPeriods))
    }

    /// - Parameter rows: of the statement that asks for them.
    static func all(_ rows: PostgresRows) throws -> [ReportPeriod] {
        try rows.map { row in
            ReportPeriod(
                label: try row["period"], startsOn: try row["starts_on"], endsOn: try row["ends_on"],
                timeZone: try row["time_zone"],
                kind: try row["kind"], status: try row["status"])
        }
    }
}
