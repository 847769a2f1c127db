package import Postgres
import Statements

/// A review of the indicators over a quarter, as it was asked for.
package struct QuarterReview: Sendable {
    package let id: Int64
    /// Which review of that quarter it is.
    package let revision: Int
    /// Whether the quarter was not over when it was asked for.
    package let isSoFar: Bool
    package let span: Span
    /// The three months before.
    package let previous: Span

    /// Nil where there is no such review.
    package static func load(_ id: Int64, from connection: PostgresConnection) async throws -> QuarterReview? {
        let rows = try await connection.query(Statements.loadReview, id)
        guard let row = rows.first, let before = rows.dropFirst().first else { return nil }
        return QuarterReview(
            id: id, revision: try row["revision"], isSoFar: try row["so_far"], span: try Span(row),
            previous: try Span(before))
    }

    /// Asks for the review of a quarter by INSERT; returns its number.
    ///
    /// - Parameter quarter: its first day.
    package static func ask(
        _ quarter: PostgresDate, soFar: Bool, in connection: PostgresConnection
    ) async throws -> Int64 {
        try await connection.query(
            "insert into merit.quarter_review (quarter, so_far) values ($1, $2) returning review_id", quarter, soFar
        ).one().decode(Int64.self)
    }

    /// The number of the newest review of a quarter that is done; nil where there is none.
    package static func newest(of quarter: PostgresDate, in connection: PostgresConnection) async throws -> Int64? {
        try await connection.query("select review_id from merit.current_review where quarter = $1", quarter).first?
            .decode(Int64.self)
    }
}
