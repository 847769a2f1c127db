import Postgres

/// What a rater wrote.
struct RaterWords: Sendable {
    let source: String
    /// Nil where it is about the whole.
    let indicator: String?
    var comment: String

    init(_ row: PostgresRow) throws {
        (source, indicator, comment) = (try row["source"], try row["indicator"], try row["comment"])
    }
}
