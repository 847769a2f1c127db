package import Exact

/// What is computed from the rows of one relation; its texts are of the measure language.
package struct Measure: Sendable, Hashable {
    /// The relation.
    package let from: String
    /// The column that places a row in a period.
    package let at: String
    /// The condition for a row to count; the key `where`.
    package let filter: String?
    package let value: String
    /// Whether the value is divided by the days employed less the days of leave among them.
    package let perEmployedDay: Bool
    /// Whether the value becomes 100 × value / mean of the peers.
    package let relativeToPeerMean: Bool
    /// The value where no row passed; without one that is no data.
    package let whenEmpty: BigDecimal?
}
