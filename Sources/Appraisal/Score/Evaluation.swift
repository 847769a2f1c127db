package import Exact

/// Points that a person gave: to one indicator, or overall out of 100.
package struct Evaluation: Sendable, Hashable {
    package let id: Int64
    package let perspective: Perspective.Kind
    package let rater: String?
    /// The code of the indicator; nil for an overall number.
    package let indicator: String?
    package let points: BigDecimal
    /// Why this rater cannot have given it, whatever the template; nil where nothing speaks against it.
    package let wrongRater: EvaluationProblem?
    /// Whether a supervisor's rater has to be the one of the employee relation.
    package let hasToBeSupervisors: Bool

    package init(
        id: Int64, perspective: Perspective.Kind, rater: String?, indicator: String?, points: BigDecimal,
        wrongRater: EvaluationProblem? = nil, hasToBeSupervisors: Bool = false
    ) {
        self.id = id
        self.perspective = perspective
        self.rater = rater
        self.indicator = indicator
        self.points = points
        self.wrongRater = wrongRater
        self.hasToBeSupervisors = hasToBeSupervisors
    }
}
