import Appraisal
import Exact
import Postgres

/// A person's result in a period, as the reader may see it.
struct MonthResult: Sendable {
    let employee: String
    let name: String?
    let department: String?
    let post: String?
    let supervisor: String?
    /// As whom the reader sees it: `person` is oneself.
    let standing: String
    let template: TemplateReference?
    let daysEmployed: Int
    let daysOnLeave: Int
    let status: String
    let reason: String?
    let reasonInChinese: String?
    /// By perspective, in the order in which they are shown.
    let scores: [(perspective: String, score: BigDecimal)]
    let total: BigDecimal?
    private(set) var grade: String?
    let coefficient: BigDecimal?
    let coverage: BigDecimal?
    let isNearCut: Bool
    let rank: Int64?
    let nps: BigDecimal?
    let npsMargin: BigDecimal?
    let npsResponses: Int64?
    let satisfaction: BigDecimal?
    let satisfactionResponses: Int64?
    /// The indicator whose cap held the grade.
    private(set) var cappedBy: String?

    var isOwn: Bool { standing == "person" }

    /// Without the grade that the total would have.
    var ungraded: MonthResult {
        var result = self
        (result.grade, result.cappedBy) = (nil, nil)
        return result
    }

    /// The name, or the id of whoever has none.
    var shownName: String { name ?? employee }

    init(_ row: PostgresRow) throws {
        employee = try row["employee_id"]
        name = try row["name"]
        department = try row["department"]
        post = try row["post"]
        supervisor = try row["supervisor_id"]
        standing = try row["standing"]
        let code: String? = try row["template_code"]
        let version: Int? = try row["template_version"]
        template = code.flatMap { code in version.map { TemplateReference(code: code, version: $0) } }
        daysEmployed = try row["days_employed"]
        daysOnLeave = try row["days_on_leave"]
        status = try row["status"]
        reason = try row["reason"]
        reasonInChinese = try row["reason_zh"]
        scores = try ["supervisor", "self", "peer", "data"].compactMap { perspective in
            try row["\(perspective)_score", as: BigDecimal?.self].map { (perspective, $0) }
        }
        total = try row["total"]
        grade = try row["grade"]
        coefficient = try row["coefficient"]
        coverage = try row["coverage"]
        isNearCut = try row["near_cut"]
        rank = try row["rank_in_department"]
        nps = try row["nps"]
        npsMargin = try row["nps_margin"]
        npsResponses = try row["nps_responses"]
        satisfaction = try row["satisfaction"]
        satisfactionResponses = try row["satisfaction_responses"]
        cappedBy = try row["capped_by"]
    }
}
