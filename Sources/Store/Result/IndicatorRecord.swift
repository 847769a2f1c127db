import Appraisal
package import Exact
import Postgres

/// One row of `merit.indicator_score`.
package struct IndicatorRecord: Sendable, Equatable {
    package private(set) var dimension = ""
    package private(set) var indicator = ""
    package private(set) var kind = ""
    package private(set) var state = ""
    package private(set) var value: BigDecimal?
    package private(set) var rawValue: BigDecimal?
    package private(set) var numerator: BigDecimal?
    package private(set) var denominator: BigDecimal?
    package private(set) var sample: Int64?
    package private(set) var band: String?
    package private(set) var points: BigDecimal?
    package private(set) var maxPoints = BigDecimal.zero
    package private(set) var selfPoints: BigDecimal?
    package private(set) var supervisorPoints: BigDecimal?
    package private(set) var peerPoints: BigDecimal?
    /// The upheld appeal that set the value, or the points of a rated one; nil where none did.
    package private(set) var appeal: Int64?
    /// The person's own value of the period before, where the value is held against that; nil where there was none.
    package private(set) var previousValue: BigDecimal?
}

extension IndicatorRecord: TableRow {
    static let columns = ColumnList(of: IndicatorRecord.self)

    /// The columns of `merit.indicator_score` behind those that tell whose it is.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError) {
        try column("dimension", &dimension)
        try column("indicator", &indicator)
        try column("kind", &kind)
        try column("state", &state)
        try column("value", &value)
        try column("raw_value", &rawValue)
        try column("numerator", &numerator)
        try column("denominator", &denominator)
        try column("sample", &sample)
        try column("band", &band)
        try column("points", &points)
        try column("max_points", &maxPoints)
        try column("self_points", &selfPoints)
        try column("supervisor_points", &supervisorPoints)
        try column("peer_points", &peerPoints)
        try column("appeal_id", &appeal)
        try column("previous_value", &previousValue)
    }
}

extension IndicatorRecord {
    init(_ score: IndicatorScore) {
        dimension = score.dimension
        indicator = score.indicator
        kind = score.kind.rawValue
        state = score.state.rawValue
        value = score.value
        rawValue = score.rawValue
        numerator = score.numerator
        denominator = score.denominator
        sample = score.sample
        band = score.band
        points = score.points
        maxPoints = score.maxPoints
        selfPoints = score.given(by: .`self`)
        supervisorPoints = score.given(by: .supervisor)
        peerPoints = score.given(by: .peer)
        appeal = score.appeal
        previousValue = score.previous
    }
}

extension IndicatorRecord {
    package var fields: [Field] { Fields(of: self).all }
}
