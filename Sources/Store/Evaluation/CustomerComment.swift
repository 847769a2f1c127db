import Appraisal
package import Exact
import JSON
package import Postgres

/// What a customer wrote of a person, with the score that came with it.
package struct CustomerComment: Sendable {
    package let employeeID: String
    /// The relation of the source that it stands in.
    package let relation: String
    package let ticketID: String?
    package let score: BigDecimal
    package let comment: String
    /// In the time zone of the period.
    package let respondedAt: String

    package init(
        employeeID: String, relation: String, ticketID: String?, score: BigDecimal, comment: String, respondedAt: String
    ) {
        self.employeeID = employeeID
        self.relation = relation
        self.ticketID = ticketID
        self.score = score
        self.comment = comment
        self.respondedAt = respondedAt
    }

    /// Keeps what customers said of some people in a period, in place of what was kept before.
    package static func write(
        _ comments: [CustomerComment], of employees: [String], in period: Int64, _ connection: PostgresConnection
    ) async throws {
        var records: [String] = []
        for comment in comments {
            records.append(
                JSONObject([
                    "employee_id": comment.employeeID.jsonQuoted, "relation": comment.relation.jsonQuoted,
                    "ticket_id": comment.ticketID?.jsonQuoted, "score": comment.score.json,
                    "comment": comment.comment.jsonQuoted, "responded_at": comment.respondedAt.jsonQuoted,
                ]).json)
        }
        try await connection.execute(Statements.writeCustomerComments, period, employees, JSONText(records.jsonList))
    }
}
