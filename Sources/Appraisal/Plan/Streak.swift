/// What the same grade in consecutive periods leads to.
package struct Streak: Sendable, Hashable {
    /// The name of the grade.
    package let grade: String
    /// How many consecutive periods; at least 2.
    package let periods: Int
    package let outcome: OutcomeKind

    package init(grade: String, periods: Int, outcome: OutcomeKind) {
        self.grade = grade
        self.periods = periods
        self.outcome = outcome
    }
}
