/// Everything that decides one person's result in one period.
package struct Person: Sendable, Hashable {
    package let employment: Employment
    /// Days employed on which the person was on leave.
    package let daysOnLeave: Int
    /// One for each measured indicator of the person's template, in template order.
    package let facts: [Fact]
    /// In any order; what cannot be used under the template is left out by the appraisal.
    package let evaluations: [Evaluation]
    package let voice: CustomerVoice

    package init(
        _ employment: Employment, daysOnLeave: Int = 0, facts: [Fact], evaluations: [Evaluation] = [],
        voice: CustomerVoice = .silent
    ) {
        self.employment = employment
        self.daysOnLeave = daysOnLeave
        self.facts = facts
        self.evaluations = evaluations
        self.voice = voice
    }
}
