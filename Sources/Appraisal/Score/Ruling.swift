package import Exact

/// What an upheld appeal puts in place of what was measured or rated.
package struct Ruling: Sendable, Hashable {
    /// Number of the appeal.
    package let appeal: Int64
    /// The value that the scale reads; of a rated indicator its points, which then count in the sheet of every rater.
    package let value: BigDecimal

    package init(appeal: Int64, value: BigDecimal) {
        self.appeal = appeal
        self.value = value
    }
}
