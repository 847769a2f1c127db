import Postgres
import Reports

/// What somebody answers: the result of their own of a period.
struct OwnMonth: Sendable {
    let total: String?
    let grade: String?
    /// How its delivery stands.
    let state: String
    let indicators: [(code: String, title: String, isMeasured: Bool)]

    /// Whether an answer is still open.
    var isOpen: Bool { state == "delivered" || state == "seen" }

    /// Nil where none has been delivered.
    static func load(_ period: String, _ visit: Visit, _ connection: PostgresConnection) async throws -> OwnMonth? {
        guard let row = try await connection.query(Statements.ownMonth, period, visit.person).first else { return nil }
        let (total, grade, state, template, version) = try row.decode(
            String?.self, String?.self, String.self, String?.self, Int32?.self)
        let indicators = try await connection.query(
            Statements.ownIndicators, period, visit.person, visit.languageKey, template, version
        ).decode(String.self, String.self, Bool.self)
        return OwnMonth(
            total: total, grade: grade, state: state,
            indicators: indicators.map { (code: $0.0, title: $0.1, isMeasured: $0.2) })
    }
}
