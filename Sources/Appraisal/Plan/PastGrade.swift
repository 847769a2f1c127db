/// What a person was graded in one period of a row.
package struct PastGrade: Sendable, Hashable {
    /// The label of the period.
    package let period: String
    package let grade: String

    package init(period: String, grade: String) {
        self.period = period
        self.grade = grade
    }
}
