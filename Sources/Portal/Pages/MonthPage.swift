import Postgres
import Reports

/// Somebody's result of a period, and what that person can do about it.
struct MonthPage: PortalPage {
    struct Indicator: Sendable {
        let code: String
        let title: String
        let points: String?
        let most: String?
        let value: String?
        let sample: String?
        let selfPoints: String?
        let supervisorPoints: String?
    }

    let title: String
    let path: String
    let name: String
    let department: String?
    let total: String?
    let grade: String?
    let coefficient: String?
    let reason: String?
    let state: String
    let answerBy: String?
    let indicators: [Indicator]
    let mayAnswer: Bool

    /// Nil where there is none that this reader may see.
    static func load(
        period: String, of person: String, _ visit: Visit, _ connection: PostgresConnection
    ) async throws -> MonthPage? {
        let isOwn = person == visit.person
        if isOwn { try await connection.execute("select merit_api.see($1)", period) }
        let rows = try await connection.query(Statements.monthResult, period, person, visit.languageKey)
        guard let row = rows.first else { return nil }
        let (template, version, state) = (
            try row["template_code", as: String?.self], try row["template_version", as: Int32?.self],
            try row["state", as: String.self]
        )
        let indicators = try await connection.query(
            Statements.monthIndicators, period, person, visit.languageKey, template, version
        ).map { row in
            let (code, title, points, most, value, sample, own, supervisor) = try row.decode(
                String.self, String.self, String?.self, String?.self, String?.self, String?.self, String?.self,
                String?.self)
            return Indicator(
                code: code, title: title, points: points, most: most, value: value, sample: sample, selfPoints: own,
                supervisorPoints: supervisor)
        }
        return MonthPage(
            title: period, path: "/month/\(period.addingFormEncoding)", name: try row["name"],
            department: try row["department"], total: try row["total"], grade: try row["grade"],
            coefficient: try row["coefficient"], reason: try row["reason"], state: Words.code(state, visit.language),
            answerBy: try row["answer_by"], indicators: indicators,
            mayAnswer: isOwn && ["delivered", "seen"].contains(state))
    }
}
