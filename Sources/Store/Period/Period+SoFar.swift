package import Postgres

extension Period {
    /// The days of a period that are over, as a period; nil where there are none yet, and where it is scored.
    package static func soFar(_ id: Int64, in connection: PostgresConnection) async throws -> Period? {
        try await connection.query(Statements.periodSoFar, id).first.map(Period.init)
    }
}
