package import Exact

/// A total with its grade, and how far chance could have moved it.
package struct Graded: Sendable, Hashable {
    package let grade: String
    package let total: BigDecimal
    /// Nil where no error is known.
    package let reach: Confidence.Reach?

    package init(_ total: Total, _ confidence: Confidence?) {
        grade = total.grade
        self.total = total.points
        reach = confidence?.reach
    }
}
