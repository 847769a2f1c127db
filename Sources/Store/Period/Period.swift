package import Postgres

/// A period as it was asked for.
package struct Period: Sendable {
    package let id: Int64
    package let label: String
    package let span: Span
    /// The one department it is for; nil: everyone.
    package let department: String?
    /// Newest revision of its results; 0: never scored.
    package let revision: Int
    package let takesNewest: Bool
    package let isClosed: Bool

    /// Nil where there is no such period.
    package static func load(_ id: Int64, from connection: PostgresConnection) async throws -> Period? {
        try await connection.query(Statements.loadPeriod, id).first.map(Period.init)
    }

    /// Nil where no period has that label.
    package static func find(_ label: String, in connection: PostgresConnection) async throws -> Period? {
        guard
            let id = try await connection.query("select period_id from merit.appraisal_period where label = $1", label)
                .first?.decode(Int64.self)
        else { return nil }
        return try await load(id, from: connection)
    }

    init(_ row: PostgresRow) throws {
        id = try row["period_id"]
        label = try row["label"]
        span = try Span(row)
        department = try row["department"]
        revision = try row["revision"]
        takesNewest = try row["take_newest"]
        isClosed = try row["status", as: String.self] == "closed"
    }
}

extension Period {
    /// Keeps others that write what this period and those beside it lead to waiting, until the end of the transaction.
    package func lockRow(in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.lockRowOfPeriods, id)
    }

    /// The scored periods that follow on this one without a gap, the nearest first.
    package func following(in connection: PostgresConnection) async throws -> [Period] {
        var periods: [Period] = []
        for id in try await connection.query(Statements.followingPeriods, id).decode(Int64.self) {
            if let period = try await Period.load(id, from: connection) { periods.append(period) }
        }
        return periods
    }
}
