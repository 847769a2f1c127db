package import Appraisal
package import Exact
package import Postgres
package import Statistics

/// How sure one person's newest result is, and what stands around it: the months before, the department.
package struct StoredConfidence: Sendable {
    /// Nil of a result without a total, and of one that was kept before this was worked out; grades in the order of their names.
    package let confidence: Confidence?
    /// Of the indicators of the template, by code, as the full run before the result found them.
    package let reliabilities: [String: Reliability]
    /// What the rows behind the person's means hold together, by indicator.
    package let sums: [String: Moments]
    /// How the person stands among rows of the same kinds of work, by indicator.
    package let standings: [String: StoredStanding]
    /// The person's own totals, the oldest first, this one last where there is one.
    package let totals: [(period: String, total: BigDecimal)]
    /// Nil without a total whose error is known.
    package let ranks: Ranks?

    package static func load(
        of employee: String, in period: Int64, template: String?, _ connection: PostgresConnection
    ) async throws -> StoredConfidence? {
        guard let row = try await connection.query(Statements.confidence, period, employee).first else { return nil }
        let found = try await Reliability.load(
            of: period, upTo: try row["run_id"], template: template, in: connection)
        let totals = try await connection.query(Statements.ownTotals, period, employee).decode(
            String.self, BigDecimal.self)
        let sums = try await connection.query(Statements.rowSums, period, employee).map { row in
            (
                try row["indicator", as: String.self],
                Moments(count: try row["rows"], sum: try row["sum"], squares: try row["squares"])
            )
        }
        let confidence = try Confidence(row)
        var (own, others): (Ranks.Figure?, [Ranks.Figure]) = (nil, [])
        if confidence?.reach != nil {
            for member in try await connection.query(Statements.departmentTotals, period, employee) {
                let figure = Ranks.Figure(total: try member["total"], error: try member["total_error"])
                if try member["is_own"] { own = figure } else { others.append(figure) }
            }
        }
        return StoredConfidence(
            confidence: confidence,
            reliabilities: template == nil ? [:] : Dictionary(uniqueKeysWithValues: found.map { ($0.indicator, $0) }),
            sums: Dictionary(uniqueKeysWithValues: sums),
            standings: try await StoredStanding.load(of: employee, in: period, connection),
            totals: totals.map { ($0, $1) },
            ranks: own.map { Ranks(of: $0, among: others) })
    }
}

extension Confidence {
    fileprivate init?(_ row: PostgresRow) throws {
        guard let measured: BigDecimal = try row["measured_percent"], let known: BigDecimal = try row["known_percent"]
        else { return nil }
        var reach: Reach?
        if let error: BigDecimal = try row["total_error"], let low: BigDecimal = try row["total_low"],
            let high: BigDecimal = try row["total_high"]
        {
            let (grades, chances): ([String], [String]) = (try row["grades"], try row["chances"])
            reach = Reach(
                error: error, interval: Interval(low: low, high: high),
                chances: zip(grades, chances).map { GradeChance(grade: $0, percent: Int($1) ?? 0) })
        }
        self.init(reach: reach, measuredPercent: measured, knownPercent: known)
    }
}
