package import Appraisal
import Exact
import JSON
import Postgres
import Statistics

/// How sure one result is, and the sums of rows that were measured for it: a row of `merit.confidence`, some of `merit.row_sum`
/// and of `merit.mix_standing`.
package struct ConfidenceRecord: Sendable {
    package private(set) var employeeID = ""
    private var totalError: BigDecimal?
    private var totalLow: BigDecimal?
    private var totalHigh: BigDecimal?
    private var measuredPercent = BigDecimal.zero
    private var knownPercent = BigDecimal.zero
    /// By grade, as JSON.
    private var gradeChance: String?
    /// Whether there is a total that could be sure.
    private var hasTotal = false
    /// Of the indicators that were measured for this very result.
    private var sums: [RowSum] = []
    /// The same of those that are held against rows of the same kinds.
    private var standings: [MixStanding] = []
}

extension ConfidenceRecord: TableRow {
    static let columns = ColumnList(of: ConfidenceRecord.self)

    /// The columns of `merit.confidence` between whose it is and the chances.
    mutating func eachColumn(_ column: inout some ColumnVisitor) throws(PostgresError) {
        try column("total_error", &totalError)
        try column("total_low", &totalLow)
        try column("total_high", &totalHigh)
        try column("measured_percent", &measuredPercent)
        try column("known_percent", &knownPercent)
    }
}

extension ConfidenceRecord {
    /// - Parameters:
    ///   - confidence: nil without a total.
    ///   - sums: of the indicators that were measured for this very result.
    ///   - standings: of those of them that are held against rows of the same kinds.
    package init(employeeID: String, confidence: Confidence?, sums: [RowSum], standings: [MixStanding] = []) {
        self.employeeID = employeeID
        self.sums = sums
        self.standings = standings
        guard let confidence else { return }
        hasTotal = true
        totalError = confidence.reach?.error
        totalLow = confidence.reach?.interval.low
        totalHigh = confidence.reach?.interval.high
        measuredPercent = confidence.measuredPercent
        knownPercent = confidence.knownPercent
        gradeChance = confidence.reach?.chances.json
    }

    /// All columns but the revision.
    func write(
        to confidences: inout CopyWriter, sums writer: inout CopyWriter, standings: inout CopyWriter, period: Int64
    ) throws(PostgresError) {
        if hasTotal {
            var record = self
            try confidences.startRow(columns: 3 + Self.columns.count)
            confidences.write(period)
            confidences.write(employeeID)
            try record.eachColumn(&confidences)
            confidences.write(gradeChance.map(JSONText.init))
        }
        for var sum in sums {
            try writer.startRow(columns: 2 + RowSum.columns.count)
            writer.write(period)
            writer.write(employeeID)
            try sum.eachColumn(&writer)
        }
        for standing in self.standings { try standing.write(to: &standings, period: period, employee: employeeID) }
    }
}

extension [Confidence.GradeChance] {
    /// `{"A": 12, "B": 88}`, as `merit.confidence` has them.
    package var json: String {
        "{\(map { "\($0.grade.jsonQuoted): \($0.percent)" }.joined(separator: ", "))}"
    }
}
