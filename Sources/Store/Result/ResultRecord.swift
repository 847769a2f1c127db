package import Appraisal
package import Exact

/// One row of `merit.result` with its indicator scores, without the keys of the run that writes it.
package struct ResultRecord: Sendable {
    package let employeeID: String
    /// For people to read; a new name alone is no new result.
    package let name: String?
    package let department: String?
    package let post: String?
    package let supervisorID: String?
    package let template: TemplateReference?
    package let daysEmployed: Int
    package let daysOnLeave: Int
    package let status: String
    package let reason: LocalizedText?
    package let scores: [Perspective.Kind: BigDecimal]
    package let total: BigDecimal?
    package let grade: String?
    package let coefficient: BigDecimal?
    package let coverage: BigDecimal?
    package let nearCut: Bool
    package let nps: BigDecimal?
    package let npsMargin: BigDecimal?
    package let npsResponses: Int64?
    package let npsPromoters: Int64?
    package let npsDetractors: Int64?
    package let satisfaction: BigDecimal?
    package let satisfactionResponses: Int64?
    package let satisfied: Int64?
    package internal(set) var indicators: [IndicatorRecord]
    /// What differs from the revision before, as JSON; nil in a first revision.
    package var changed: String?
    /// Rank by total within the department; nil before the record is stored, and without a total.
    package let rankInDepartment: Int64?

    package init(_ result: AppraisalResult, daysOnLeave: Int) {
        employeeID = result.employment.employeeID
        name = result.employment.name
        department = result.employment.department
        post = result.employment.post
        supervisorID = result.employment.supervisorID
        template = result.template
        daysEmployed = result.employment.days
        self.daysOnLeave = daysOnLeave
        status = result.statusName
        reason = result.reason
        scores = Dictionary(uniqueKeysWithValues: result.sheets.map { ($0.perspective.kind, $0.score) })
        total = result.total?.points
        grade = result.total?.grade
        coefficient = result.total?.coefficient
        coverage = result.coverage
        nearCut = result.total?.nearCut ?? false
        nps = result.voice.nps
        npsMargin = result.voice.npsMargin
        npsResponses = result.voice.npsResponses
        npsPromoters = result.voice.npsPromoters
        npsDetractors = result.voice.npsDetractors
        satisfaction = result.voice.satisfaction
        satisfactionResponses = result.voice.satisfactionResponses
        satisfied = result.voice.satisfied
        indicators = result.indicators.map(IndicatorRecord.init)
        changed = nil
        rankInDepartment = nil
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

/// One row of `merit.indicator_score`.
package struct IndicatorRecord: Sendable, Equatable {
    package let dimension: String
    package let indicator: String
    package let kind: String
    package let state: String
    package let value: BigDecimal?
    package let rawValue: BigDecimal?
    package let numerator: BigDecimal?
    package let denominator: BigDecimal?
    package let sample: Int64?
    package let band: String?
    package let points: BigDecimal?
    package let maxPoints: BigDecimal
    package let selfPoints: BigDecimal?
    package let supervisorPoints: BigDecimal?
    package let peerPoints: BigDecimal?
    /// The upheld appeal that set the value, or the points of a rated one; nil where none did.
    package let appeal: Int64?

    init(_ score: IndicatorScore) {
        dimension = score.dimension
        indicator = score.indicator
        kind = score.kind.rawValue
        state = score.state.rawValue
        value = score.value
        rawValue = score.rawValue
        numerator = score.numerator
        denominator = score.denominator
        sample = score.sample
        band = score.band
        points = score.points
        maxPoints = score.maxPoints
        selfPoints = score.given(by: .`self`)
        supervisorPoints = score.given(by: .supervisor)
        peerPoints = score.given(by: .peer)
        appeal = score.appeal
    }
}
