package import Appraisal
package import Exact
import Postgres

/// One row of `merit.result` with its indicator scores, without the keys of the run that writes it.
package struct ResultRecord: Sendable {
    package internal(set) var employeeID = ""
    package private(set) var template: TemplateReference?
    /// For people to read; a new name alone is no new result.
    package private(set) var name: String?
    package private(set) var department: String?
    package private(set) var post: String?
    package private(set) var supervisorID: String?
    package private(set) var daysEmployed = 0
    package private(set) var daysOnLeave = 0
    /// Nil where no calendar was asked.
    package private(set) var workingDays: WorkingDays?
    package private(set) var status = ""
    package private(set) var reason: LocalizedText?
    package private(set) var scores = SheetScores()
    package private(set) var total: BigDecimal?
    package private(set) var grade: String?
    package private(set) var coefficient: BigDecimal?
    package private(set) var coverage: BigDecimal?
    package private(set) var nearCut = false
    package private(set) var nps: BigDecimal?
    package private(set) var npsMargin: BigDecimal?
    package private(set) var npsResponses: Int64?
    package private(set) var npsPromoters: Int64?
    package private(set) var npsDetractors: Int64?
    package private(set) var satisfaction: BigDecimal?
    package private(set) var satisfactionResponses: Int64?
    package private(set) var satisfied: Int64?
    /// The indicator whose cap held the grade; nil where none did.
    package private(set) var cappedBy: String?
    package internal(set) var indicators: [IndicatorRecord] = []
    /// What differs from the revision before, as JSON; nil in a first revision.
    package var changed: String?
    /// Rank by total within the department; nil before the record is stored, and without a total.
    package internal(set) var rankInDepartment: Int64?
}

extension ResultRecord: TableRow {
    static let columns = ColumnList(of: ResultRecord.self)

    /// The columns of `merit.result` between whose it is and what changed.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError) {
        try column("template", &template)
        try column("name", &name)
        try column("department", &department)
        try column("post", &post)
        try column("supervisor_id", &supervisorID)
        try column("days_employed", &daysEmployed)
        try column("days_on_leave", &daysOnLeave)
        try column("status", &status)
        try column("reason", &reason)
        try column("self_score", &scores[.`self`])
        try column("supervisor_score", &scores[.supervisor])
        try column("peer_score", &scores[.peer])
        try column("data_score", &scores[.data])
        try column("total", &total)
        try column("grade", &grade)
        try column("coefficient", &coefficient)
        try column("coverage", &coverage)
        try column("near_cut", &nearCut)
        try column("nps", &nps)
        try column("nps_margin", &npsMargin)
        try column("nps_responses", &npsResponses)
        try column("nps_promoters", &npsPromoters)
        try column("nps_detractors", &npsDetractors)
        try column("satisfaction", &satisfaction)
        try column("satisfaction_responses", &satisfactionResponses)
        try column("satisfied", &satisfied)
        var (days, onLeave, share) = (workingDays?.count, workingDays?.onLeave, workingDays?.fullTimeEquivalent)
        try column("working_days", &days)
        try column("working_days_on_leave", &onLeave)
        try column("full_time_equivalent", &share)
        workingDays = days.map { WorkingDays(count: $0, onLeave: onLeave ?? .zero, fullTimeEquivalent: share) }
        try column("capped_by", &cappedBy)
    }
}

extension ResultRecord {
    package init(_ result: AppraisalResult, daysOnLeave: Int, workingDays: WorkingDays? = nil) {
        employeeID = result.employment.employeeID
        template = result.template
        name = result.employment.name
        department = result.employment.department
        post = result.employment.post
        supervisorID = result.employment.supervisorID
        daysEmployed = result.employment.days
        self.daysOnLeave = daysOnLeave
        self.workingDays = workingDays
        status = result.statusName
        reason = result.reason
        for sheet in result.sheets { scores[sheet.perspective.kind] = sheet.score }
        total = result.total?.points
        grade = result.total?.grade
        coefficient = result.total?.coefficient
        coverage = result.coverage
        nearCut = result.total?.nearCut ?? false
        cappedBy = result.total?.cappedBy
        nps = result.voice.nps
        npsMargin = result.voice.npsMargin
        npsResponses = result.voice.npsResponses
        npsPromoters = result.voice.npsPromoters
        npsDetractors = result.voice.npsDetractors
        satisfaction = result.voice.satisfaction
        satisfactionResponses = result.voice.satisfactionResponses
        satisfied = result.voice.satisfied
        indicators = result.indicators.map(IndicatorRecord.init)
    }

    /// The same with little of its size.
    package var withoutIndicators: ResultRecord {
        var record = self
        record.indicators = []
        return record
    }

    /// What is kept of a person who had a result, and whom the source does not have among the people of the period any more.
    package func gone(because reason: NotAppraisedReason = .notEmployed) -> ResultRecord {
        let gone = Employment.ended(employeeID, name: name)
        return ResultRecord(
            .notAppraised(gone, voice: .silent, template: nil, reason: reason), daysOnLeave: 0)
    }
}
