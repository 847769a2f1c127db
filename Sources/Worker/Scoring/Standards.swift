import Appraisal
import Exact
import Store

/// What everyone's values come to, by template and indicator: what one person's are held against.
struct Standards: Sendable {
    /// The means of the peers.
    var means: [String: [String: BigDecimal]]
    /// Variances of rows within people, where values are means of rows.
    var withinVariances: [String: [String: BigDecimal]]
}

extension Standards {
    /// Of everyone who was measured.
    init(of measured: Measured) {
        means = measured.means.mapValues { $0.compactMapValues(\.mean) }
        withinVariances = measured.reliabilities.withinVariances
    }
}
