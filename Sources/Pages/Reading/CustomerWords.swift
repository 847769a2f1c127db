import Exact
import Postgres

/// What a customer wrote.
struct CustomerWords: Sendable {
    let relation: String
    let score: BigDecimal
    var comment: String
    let ticket: String?
    let day: String

    init(_ row: PostgresRow) throws {
        (relation, score, comment) = (try row["relation"], try row["score"], try row["comment"])
        (ticket, day) = (try row["ticket_id"], try row["responded_on"])
    }
}
