import Appraisal
import Postgres

/// What was decided on something that a quarter's review found.
struct FindingDecision: Sendable {
    let status: String
    let reason: String?
    let person: String?

    /// Nil of what is not decided.
    init?(_ row: PostgresRow) throws {
        status = try row["status"]
        reason = try row["decision"]
        person = try row["decided_by"]
        if status == "proposed" { return nil }
    }
}

extension TemplateDocument {
    /// What accepting it changes in a template; nil: nothing.
    init?(proposedIn row: PostgresRow) throws {
        let piece: String? = try row["proposal"]
        guard let piece, let document = try? TemplateDocument(yaml: piece, file: "proposal") else { return nil }
        self = document
    }
}
