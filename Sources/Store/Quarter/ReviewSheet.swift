package import Postgres

/// A review of a quarter as people read it.
package struct ReviewSheet: Sendable {
    package let quarter: PostgresDate
    /// Last day of the quarter.
    package let endsOn: PostgresDate
    package let revision: Int
    /// When it was done, in its time zone.
    package let reviewedAt: String
    /// Labels of the periods it looked at.
    package let periods: [String]
    package let results: Int
    package let people: Int
    package let remarks: [String]
    package let remarksZH: [String]
    /// What to do first first.
    package let indicators: Listing
    /// Supervisors whose points stand out.
    package let raters: Listing
    package let themes: Listing
    /// The company's figures.
    package let figures: Listing
    package let targets: Listing
    /// What was decided in the quarter before, and what it did.
    package let effects: Listing
    /// Who decided on proposals in this quarter, and how fast.
    package let deciders: Listing

    /// Nil where there is no such review, or it is not done.
    ///
    /// - Parameter everyRater: all supervisors, not only those who stand out.
    package static func load(
        _ id: Int64, everyRater: Bool = false, in connection: PostgresConnection
    ) async throws -> ReviewSheet? {
        guard let header = try await connection.query(Statements.reviewHeader, id).first,
            let reviewedAt = try header["reviewed_at", as: String?.self]
        else { return nil }
        func listing(_ sql: String, _ more: any PostgresEncodable...) async throws -> Listing {
            try Listing(try await connection.query(sql, parameters: [id] + more))
        }
        return ReviewSheet(
            quarter: try header["quarter"], endsOn: try header["ends_on"], revision: try header["revision"],
            reviewedAt: reviewedAt, periods: try header["periods"], results: try header["results"],
            people: try header["people"], remarks: try header["remarks"], remarksZH: try header["remarks_zh"],
            indicators: try await listing(Statements.reviewLines),
            raters: try await listing(Statements.reviewStandingRaters, !everyRater),
            themes: try await listing(Statements.reviewThemes), figures: try await listing(Statements.reviewFigures),
            targets: try await listing(Statements.reviewTargets), effects: try await listing(Statements.reviewEffects),
            deciders: try await listing(Statements.reviewDeciders))
    }
}
