import Postgres

/// What a rater wrote.
struct RaterWords: Sendable {
    let source: String
    /// Nil where it is about the whole.
    let indicator: String?
    var comment: String
    /// Whether it is what one plans for the month to come.
    let isPlan: Bool

    init(_ row: PostgresRow) throws {
        (source, indicator, comment) = (try row["source"], try row["indicator"], try row["comment"])
        isPlan = try row["is_plan"]
    }
}
