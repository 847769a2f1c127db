package import Exact

/// What a total of at least so much is called, is worth and leads to.
package struct Grade: Sendable, Hashable {
    package let name: String
    /// The lowest rounded total, 0 to 100, that earns the grade.
    package let atLeast: BigDecimal
    /// What variable pay is multiplied by.
    package let coefficient: BigDecimal
    /// What is proposed to the people who decide.
    package let outcomes: [Outcome]

    package init(name: String, atLeast: BigDecimal, coefficient: BigDecimal, outcomes: [Outcome]) {
        self.name = name
        self.atLeast = atLeast
        self.coefficient = coefficient
        self.outcomes = outcomes
    }
}

/// What the same grade in consecutive periods leads to.
package struct Streak: Sendable, Hashable {
    /// The name of the grade.
    package let grade: String
    /// How many consecutive periods; at least 2.
    package let periods: Int
    package let outcome: Outcome

    package init(grade: String, periods: Int, outcome: Outcome) {
        self.grade = grade
        self.periods = periods
        self.outcome = outcome
    }
}
