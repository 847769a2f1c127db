import Appraisal
import Exact

extension ResultRecord {
    /// Why a result is another one than before.
    package enum Cause: String, Sendable, CaseIterable {
        /// There was none.
        case new
        /// The source does not have the person among the people of the period any more.
        case gone
        /// Department, post, supervisor or the days employed.
        case assignment
        case template
        /// What was measured: rows, days of leave, the customers' voice, the mean of the peers, the period before.
        case value
        /// What people gave.
        case evaluation
        case appeal
        /// None of these: the rules themselves.
        case rules
    }

    /// Why this result differs from the one before; several causes may have come together.
    ///
    /// - Parameter old: one that differs; nil: there was none.
    package func causes(since old: ResultRecord?) -> [Cause] {
        guard let old else { return [.new] }
        if old.daysEmployed > 0 && daysEmployed == 0 { return [.gone] }
        var causes: Set<Cause> = []
        if (department, post, supervisorID) != (old.department, old.post, old.supervisorID)
            || daysEmployed != old.daysEmployed
        {
            causes.insert(.assignment)
        }
        if template != old.template { causes.insert(.template) }
        if daysOnLeave != old.daysOnLeave || workingDays != old.workingDays || voice != old.voice {
            causes.insert(.value)
        }
        for score in indicators {
            guard let before = old.indicators.first(where: { $0.indicator == score.indicator }) else { continue }
            if score.found != before.found || score.isMeasuredOtherwise(than: before, under: template == old.template) {
                causes.insert(.value)
            }
            if score.given != before.given { causes.insert(.evaluation) }
            if score.appeal != before.appeal { causes.insert(.appeal) }
        }
        // An overall number stands in no indicator, but in the sheet alone.
        if causes.isEmpty { causes.insert(scores != old.scores ? .evaluation : .rules) }
        return Cause.allCases.filter(causes.contains)
    }

    /// What customers said, in counts.
    private var voice: [Int64?] {
        [npsResponses, npsPromoters, npsDetractors, satisfactionResponses, satisfied]
    }
}

extension IndicatorRecord {
    fileprivate var found: [BigDecimal?] { [numerator, denominator, sample.map { BigDecimal(Int($0)) }] }

    fileprivate var given: [BigDecimal?] { [selfPoints, supervisorPoints, peerPoints] }

    /// Whether the same rows came to another value, because the days employed, the mean of the peers or the value before are
    /// others.
    fileprivate func isMeasuredOtherwise(than old: IndicatorRecord, under isSame: Bool) -> Bool {
        isSame && appeal == old.appeal && (rawValue != old.rawValue || value != old.value)
    }
}
