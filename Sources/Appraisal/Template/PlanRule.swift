package import Exact

/// Which weak spots of a result become improvement tasks.
package struct PlanRule: Sendable, Hashable {
    /// An indicator that earned less than this percentage of its points is a weak spot.
    package let belowPercent: BigDecimal
    /// How many weak spots become tasks, the weakest first.
    package let atMost: Int

    package init(belowPercent: BigDecimal, atMost: Int) {
        self.belowPercent = belowPercent
        self.atMost = atMost
    }

    /// What a template without `plan` has: no tasks.
    package static let none = PlanRule(belowPercent: 0, atMost: 0)
}
