import Appraisal
import Exact
import Statistics
import Store

/// What everyone's values come to, by template and indicator: what one person's are held against.
struct Standards: Sendable {
    /// The means of the peers.
    var means: [String: [String: BigDecimal]]
    /// What everyone's rows come to by kind of work.
    var mixes: [String: [String: CaseMix.Standard]]
    /// Variances of rows within people, where values are means of rows.
    var withinVariances: [String: [String: BigDecimal]]
}

extension Standards {
    /// Of everyone who was measured.
    init(of measured: Measured) {
        means = measured.means.mapValues { $0.compactMapValues(\.mean) }
        mixes = measured.mixes.mapValues { $0.mapValues(CaseMix.Standard.init) }
        withinVariances = measured.reliabilities.withinVariances
    }
}
