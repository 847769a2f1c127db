import Postgres

/// How the delivery of a result stands.
struct MonthDelivery: Sendable {
    let state: String
    let deliveredOn: String
    let answerBy: String?
    let answeredOn: String?
    var words: String?

    /// Whether an answer is still open.
    var isOpen: Bool { state == "delivered" || state == "seen" }

    init(_ row: PostgresRow) throws {
        (state, deliveredOn, answerBy) = (try row["state"], try row["delivered_on"], try row["answer_by"])
        (answeredOn, words) = (try row["answered_on"], try row["words"])
    }
}
