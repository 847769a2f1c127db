package import Appraisal
package import Postgres

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

/// How a review stands.
package struct ReviewState: Sendable {
    /// pending, reviewing, reviewed, failed or cancelled.
    package let status: String
    package let problem: String?
    /// Whether any worker lives to do it.
    package let isServed: Bool

    package static func load(_ review: Int64, in connection: PostgresConnection) async throws -> ReviewState {
        let (status, problem, isServed) = try await connection.query(
            """
            select status, problem, exists (select from merit.worker where alive) from merit.quarter_review where review_id = $1
            """, review
        ).one().decode(String.self, String?.self, Bool.self)
        return ReviewState(status: status, problem: problem, isServed: isServed)
    }
}

extension QuarterReview {
    /// The first day of a quarter that people name.
    ///
    /// - Parameters:
    ///   - year: with `number`: the quarter of that number, counted from the month that the setting first_quarter_month says.
    ///   - day: without: the quarter that the day lies in.
    package static func start(
        year: Int?, number: Int?, day: PostgresDate?, in connection: PostgresConnection
    ) async throws -> PostgresDate {
        try await connection.query(Statements.quarterOf, year, number, day).one().decode(PostgresDate.self)
    }
}

extension QuarterReview {
    /// How many people its results are of.
    package func people(in connection: PostgresConnection) async throws -> Int {
        try await connection.query(
            "select count(distinct employee_id) from merit.results_between($1, $2)", span.startsOn, span.endsOn
        ).one().decode(Int.self)
    }

    /// The template version that most of these people's results are under; nil where they have none.
    package func template(
        of people: [(employee: String, complaints: Int64)], in connection: PostgresConnection
    ) async throws -> TemplateReference? {
        try await connection.query(
            Statements.themeTemplates, span.startsOn, span.endsOn, people.map(\.employee), people.map(\.complaints)
        ).first.map { TemplateReference(code: try $0["template_code"], version: try $0["template_version"]) }
    }
}
