import Appraisal
import Exact
import Postgres

/// What customers complained about in a quarter: a theme as its review has it.
struct QuarterTheme: Sendable {
    /// First day of the quarter.
    let quarter: String
    let periods: [String]
    let category: String
    let rootCause: String
    let complaints: Int64
    /// Percent of all complaints, of this theme, and with all that are more frequent.
    let share: BigDecimal
    let running: BigDecimal
    /// In the quarter before, and by how many percent there are more.
    let previous: Int64?
    let change: BigDecimal?
    let customers: Int64
    /// Complaints that came back, and their percentage; nil where the source does not know customers.
    let repeats: Int64?
    let repeatPercent: BigDecimal?
    /// Median of hours that repairs waited for parts, and how many of them.
    let partsWait: BigDecimal?
    let partsWaits: Int64
    /// What to change in the service procedure.
    let suggestion: String
    /// Why figures are not there.
    let lacking: [String]
    /// Of the template that it would be measured in; nil where no indicator is proposed.
    let templateCode: String?
    /// The draft that has the new indicator; nil where there is none any more.
    let draft: TemplateReference?
    /// The new indicator; nil: none.
    let proposal: TemplateDocument?
    let decision: FindingDecision?
    /// Whether it is the reader's to decide.
    let isYours: Bool
    /// The next less frequent one; nil behind the last.
    let next: Int64?

    /// Nil where there is no such theme in the newest review of a quarter, or the reader may not see it.
    static func load(_ number: Int64, _ language: String, _ connection: PostgresConnection) async throws
        -> QuarterTheme?
    {
        try await connection.query(Statements.openTheme, number, language).first.map(QuarterTheme.init)
    }

    private init(_ row: PostgresRow) throws {
        quarter = try row["quarter"]
        periods = try row["periods"]
        category = try row["category"]
        rootCause = try row["root_cause"]
        complaints = try row["complaints"]
        share = try row["share_percent"]
        running = try row["running_percent"]
        previous = try row["previous_complaints"]
        change = try row["change_percent"]
        customers = try row["customers"]
        repeats = try row["repeats"]
        repeatPercent = try row["repeat_percent"]
        partsWait = try row["parts_wait_hours"]
        partsWaits = try row["parts_waits"]
        suggestion = try row["suggestion"]
        lacking = try row["lacking"]
        let (code, version): (String?, Int?) = (try row["template_code"], try row["draft_version"])
        templateCode = code
        draft = code.flatMap { code in version.map { TemplateReference(code: code, version: $0) } }
        proposal = try TemplateDocument(proposedIn: row)
        decision = try FindingDecision(row)
        isYours = try row["is_yours"]
        next = try row["next_theme"]
    }

    /// The rules that the new indicator would be added to, as they are published; nil where there are none.
    func rules(_ connection: PostgresConnection) async throws -> TemplateVersion? {
        guard let templateCode else { return nil }
        let published = try await TemplateVersion.all(of: templateCode, connection).first { $0.status == "published" }
        guard let published else { return nil }
        return try await TemplateVersion.load(published.reference, connection)
    }
}
