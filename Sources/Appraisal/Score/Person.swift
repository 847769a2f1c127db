package import Exact

/// Everything that decides one person's result in one period.
package struct Person: Sendable, Hashable {
    package let employment: Employment
    /// Days employed on which the person was on leave.
    package let daysOnLeave: Int
    /// What the person's calendar says; nil where no calendar was asked.
    package let workingDays: WorkingDays?
    /// One for each measured indicator of the person's template, in template order.
    package let facts: [Fact]
    /// In any order; what cannot be used under the template is left out by the appraisal.
    package let evaluations: [Evaluation]
    package let voice: CustomerVoice
    /// By the code of the indicator; each must be one that the template has.
    package let rulings: [String: Ruling]
    /// Values that an earlier scoring found and that count as they are, by the code of the indicator; its fact says nothing then.
    package let kept: [String: MeasuredValue]
    /// What was measured of the person in the period before, by the code of the indicator; of those that are held against it.
    package let previous: [String: BigDecimal]

    package init(
        _ employment: Employment, daysOnLeave: Int = 0, workingDays: WorkingDays? = nil, facts: [Fact],
        evaluations: [Evaluation] = [], voice: CustomerVoice = .silent, rulings: [String: Ruling] = [:],
        kept: [String: MeasuredValue] = [:], previous: [String: BigDecimal] = [:]
    ) {
        self.employment = employment
        self.daysOnLeave = daysOnLeave
        self.workingDays = workingDays
        self.facts = facts
        self.evaluations = evaluations
        self.voice = voice
        self.rulings = rulings
        self.kept = kept
        self.previous = previous
    }

    /// Days employed less days of leave among them.
    var daysWorked: Int { employment.days - daysOnLeave }
}
