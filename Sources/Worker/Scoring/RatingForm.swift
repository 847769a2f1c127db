package import Appraisal
import Jobs
package import Postgres
package import Store

/// Who is to be rated for a period, by whom and by what: what a form for evaluations asks for.
package struct RatingForm: Sendable {
    package let period: Period
    /// In the byte order of the ids, each by the template of their post.
    package let people: [(employment: Employment, template: Template)]
}

extension SourceDatabase {
    /// - Parameter connection: one that may read schema `merit`.
    /// - Throws: what says what to mend, where the period could not be scored.
    package func ratingForm(for period: Period, by connection: PostgresConnection) async throws -> RatingForm {
        let asked = try await Asked.load(period.id, isWhole: true, connection)
        let people = try await snapshot { source in
            var employments = Employments(
                assignments: try await source.assignments(in: period.span), days: period.span.days)
            employments.department = period.department
            return try employments.map { employment in
                asked.templates.template(forPost: employment.post).map { (employment, $0) }
            }
        }
        return RatingForm(period: period, people: people)
    }
}
