/// A team's values against the number of rows behind each, between the limits that chance alone explains.
///
/// The limits, 95% and 99.8%, are everyone's mean ± 1.96 and 3.09 × the root of (the variance of one row / rows).
package struct FunnelChart: Chart {
    package struct Person: Sendable {
        package let name: String
        package let rows: Int
        package let value: Figure
        /// Whether the page is about this one.
        package let isMarked: Bool

        package init(name: String, rows: Int, value: Figure, isMarked: Bool = false) {
            (self.name, self.rows, self.value, self.isMarked) = (name, rows, value, isMarked)
        }
    }

    package let caption: Caption
    package let people: [Person]
    package let mean: Figure
    /// Of one row, within people.
    package let variance: Figure
    /// What a value can be, such as 0 to 100.
    package let bounds: ClosedRange<Double>?
    /// What is counted, such as `tickets`.
    package let rowsName: String

    package init(
        _ caption: Caption, people: [Person], mean: Figure, variance: Figure, bounds: ClosedRange<Double>? = nil,
        rowsName: String
    ) {
        (self.caption, self.people, self.mean, self.variance) = (caption, people, mean, variance)
        (self.bounds, self.rowsName) = (bounds, rowsName)
    }
}
