import Appraisal
import Exact
import Postgres
import Reports

/// What the review of a quarter found.
struct QuarterReviewed: Sendable {
    struct Finding: Sendable {
        let template: TemplateReference
        let indicator: String
        let title: String
        let titleInChinese: String
        let weight: BigDecimal
        let recommendation: String
        let certainty: String?
        let reason: String
        let reasonInChinese: String
        let number: Int64
        let decision: Decision?
        /// Whether it is the reader's to decide.
        let isYours: Bool
    }

    struct Decision: Sendable {
        let status: String
        let reason: String?
        let person: String?
        let day: String?

        /// Nil of what is not decided yet.
        init?(_ row: PostgresRow) throws {
            status = try row["status"]
            reason = try row["decision"]
            person = try row["decided_by"]
            day = try row["decided_on"]
            if status == "proposed" { return nil }
        }
    }

    struct Complaint: Sendable {
        let category: String
        let rootCause: String
        let count: Int64
        let suggestion: String
        let suggestionInChinese: String
        let number: Int64
        let decision: Decision?
        /// Whether it is the reader's to decide.
        let isYours: Bool
    }

    let startsOn: PostgresDate
    let endsOn: PostgresDate
    let reviewedOn: String?
    let periods: [String]
    let results: Int
    let people: Int
    let findings: [Finding]
    let complaints: [Complaint]
    /// What those are called who decided.
    let names: Names

    /// Whether ``load(by:_:_:)`` finds one.
    static func isThere(by period: ReportPeriod, _ connection: PostgresConnection) async throws -> Bool {
        try await connection.query(Statements.quarterHeader, period.endsOn, period.timeZone).first != nil
    }

    /// The newest quarter that had begun by the end of a period; nil where none is reviewed, or the reader may not see it.
    static func load(
        by period: ReportPeriod, _ language: Language, _ connection: PostgresConnection
    ) async throws -> QuarterReviewed? {
        guard let header = try await connection.query(Statements.quarterHeader, period.endsOn, period.timeZone).first
        else { return nil }
        let quarter: PostgresDate = try header["quarter"]
        let findings = try await connection.query(Statements.quarterFindings, quarter, period.timeZone).map { row in
            let (code, version): (String, Int) = (try row["template_code"], try row["template_version"])
            return Finding(
                template: TemplateReference(code: code, version: version), indicator: try row["indicator"],
                title: try row["title"], titleInChinese: try row["title_zh"],
                weight: try row["weight"], recommendation: try row["recommendation"],
                certainty: try row["certainty"],
                reason: try row["reason"], reasonInChinese: try row["reason_zh"], number: try row["finding_id"],
                decision: try Decision(row), isYours: try row["is_yours"])
        }
        let complaints = try await connection.query(Statements.quarterComplaints, quarter, period.timeZone).map { row in
            Complaint(
                category: try row["category"], rootCause: try row["root_cause"], count: try row["complaints"],
                suggestion: try row["suggestion"], suggestionInChinese: try row["suggestion_zh"],
                number: try row["theme_id"], decision: try Decision(row), isYours: try row["is_yours"])
        }
        let decisions = findings.compactMap(\.decision) + complaints.compactMap(\.decision)
        return QuarterReviewed(
            startsOn: quarter, endsOn: try header["ends_on"], reviewedOn: try header["reviewed_on"],
            periods: try header["periods"], results: try header["results"], people: try header["people"],
            findings: findings, complaints: complaints,
            names: try await Names.load(actors: decisions.compactMap(\.person), language, connection))
    }
}
