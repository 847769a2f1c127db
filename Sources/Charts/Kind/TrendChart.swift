/// A total from month to month, over the bands of the grades.
package struct TrendChart: Chart {
    package struct Month: Sendable {
        package let name: String
        package let total: Figure?
        package let interval: Stretch?

        /// - Parameter total: nil for a month without one, which leaves a gap.
        package init(name: String, total: Figure?, interval: Stretch? = nil) {
            (self.name, self.total, self.interval) = (name, total, interval)
        }
    }

    package struct Grade: Sendable {
        package let name: String
        package let atLeast: Figure

        package init(name: String, atLeast: Figure) {
            (self.name, self.atLeast) = (name, atLeast)
        }
    }

    /// Mean ± 2.66 × mean moving range of the own months (XmR), from 6 months on.
    package struct Limits: Sendable {
        package let mean: Figure
        package let usual: Stretch

        package init(mean: Figure, usual: Stretch) {
            (self.mean, self.usual) = (mean, usual)
        }
    }

    package let caption: Caption
    /// In their order.
    package let months: [Month]
    /// From the best down.
    package let grades: [Grade]
    package let limits: Limits?
    /// What a total can be at most.
    package let full: Figure

    package init(
        _ caption: Caption, months: [Month], grades: [Grade], limits: Limits? = nil, full: Figure = Figure(100)
    ) {
        (self.caption, self.months, self.grades, self.limits, self.full) = (caption, months, grades, limits, full)
    }
}
