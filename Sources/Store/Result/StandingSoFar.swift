package import Appraisal
package import Exact
import JSON
package import Postgres

/// How a person stands in a period that is not over: what is measured, and what the next bands would bring.
package struct StandingSoFar: Sendable {
    let record: ResultRecord
    /// What would win most, first.
    let steps: [WeakSpot]
    private let share: Rational

    /// - Parameters:
    ///   - record: by measured indicators alone.
    ///   - share: how much of the total rests on what is measured.
    package init(_ record: ResultRecord, steps: [WeakSpot], share: Rational) {
        self.record = record
        self.steps = steps
        self.share = share
    }
}

extension StandingSoFar {
    /// Standings that are set aside until they take the place of those of the night before.
    package struct Spool: Sendable {
        private var rows = RowSpool()

        package init() {}

        /// - Parameter period: the days that are over.
        package mutating func append(_ standings: [StandingSoFar], of period: Period) throws(PostgresError) {
            var writer = CopyWriter()
            for standing in standings { try standing.write(of: period, to: &writer) }
            try rows.append(try writer.rows())
        }

        /// Puts them in the place of those that there are of the period; none where that was given other days or people meanwhile.
        package func replace(of period: Period, in connection: PostgresConnection) async throws {
            let isSame = try await connection.query(
                Statements.holdPeriod, period.id, period.span.startsOn, period.span.endsOn, period.span.timeZone,
                period.department
            ).one().decode(Bool.self)
            guard isSame else { return }
            try await connection.execute(Statements.deleteStandings, period.id)
            try await connection.copyIn(Statements.copyStandings) { writer in
                try rows.forEachRow { row in
                    try writer.startRow(columns: row.columnCount)
                    writer.write(rest: row)
                }
            }
        }
    }

    private func write(of period: Period, to writer: inout CopyWriter) throws(PostgresError) {
        try writer.startRow(columns: 24)
        writer.write(period.id)
        writer.write(record.employeeID)
        // A day is a number of days, in the table's form too.
        writer.write(period.span.endsOn.days)
        writer.write(record.template?.code)
        writer.write(record.template.map { Int32($0.version) })
        writer.write(record.name)
        writer.write(record.department)
        writer.write(record.post)
        writer.write(record.supervisorID)
        writer.write(Int32(record.daysEmployed))
        writer.write(Int32(record.daysOnLeave))
        writer.write(record.status)
        writer.write(record.reason?.en)
        writer.write(record.reason?.zh)
        writer.write(record.total)
        writer.write(record.grade)
        writer.write(record.coverage.map { (Rational($0) * share).rounded(to: 2) })
        writer.write(record.nps)
        writer.write(record.npsResponses)
        writer.write(record.satisfaction)
        writer.write(record.satisfactionResponses)
        writer.write(JSONText(indicators.jsonList))
        writer.write(JSONText(targets.jsonList))
        writer.write(record.cappedBy)
    }

    /// The measured ones: without what the mean of the peers could be worked out of.
    private var indicators: [String] {
        record.indicators.filter { $0.kind == "measured" }.map { indicator in
            var object = JSONObject()
            object.add("dimension", indicator.dimension)
            object.add("indicator", indicator.indicator)
            object.add("state", indicator.state)
            object.add("value", indicator.value)
            object.add("sample", indicator.sample)
            object.add("band", indicator.band)
            object.add("points", indicator.points)
            object.add("max_points", indicator.maxPoints)
            return object.json
        }
    }

    private var targets: [String] {
        steps.map { step in
            var object = JSONObject()
            object.add("indicator", step.indicator.code)
            object.add("value", step.score.value)
            object.add("target", step.target.value)
            object.add("points_now", step.points)
            object.add("points_at_target", step.target.points)
            object.add("total_gain", step.totalGain)
            return object.json
        }
    }
}
