import Appraisal
import Exact
package import Postgres
import Statements

extension ResultRecord {
    /// The newest revision of every result of a period, by employee.
    package static func current(of period: Int64, in connection: PostgresConnection) async throws -> [String: ResultRecord] {
        var indicators: [String: [IndicatorRecord]] = [:]
        for row in try await connection.query(Statements.currentIndicatorScores, period) {
            indicators[try row.decode("employee_id"), default: []].append(try IndicatorRecord(row))
        }
        var records: [String: ResultRecord] = [:]
        for row in try await connection.query(Statements.currentResults, period) {
            let id: String = try row.decode("employee_id")
            records[id] = try ResultRecord(row, indicators: indicators[id] ?? [])
        }
        return records
    }

    /// Writes `records` as one revision.
    package static func copy(
        _ records: [ResultRecord], period: Int64, revision: Int, run: Int64, into connection: PostgresConnection
    ) async throws {
        _ = try await connection.copyIn(Statements.copyResults) { writer in
            for record in records {
                try record.write(to: &writer, period: period, revision: Int32(revision), run: run)
            }
        }
        _ = try await connection.copyIn(Statements.copyIndicatorScores) { writer in
            for record in records {
                for indicator in record.indicators {
                    try indicator.write(to: &writer, period: period, employee: record.employeeID, revision: Int32(revision))
                }
            }
        }
    }

    private func write(to writer: inout CopyWriter, period: Int64, revision: Int32, run: Int64) throws {
        try writer.startRow(30)
        try writer.write(period)
        try writer.write(employeeID)
        try writer.write(revision)
        try writer.write(run)
        try writer.write(template?.code)
        try writer.write(template.map { Int32($0.version) })
        try writer.write(name)
        try writer.write(department)
        try writer.write(post)
        try writer.write(supervisorID)
        try writer.write(Int32(daysEmployed))
        try writer.write(Int32(daysOnLeave))
        try writer.write(status)
        try writer.write(reason?.en)
        try writer.write(reason?.zh)
        try writer.write(scores[.`self`])
        try writer.write(scores[.supervisor])
        try writer.write(scores[.peer])
        try writer.write(scores[.data])
        try writer.write(total)
        try writer.write(grade)
        try writer.write(coefficient)
        try writer.write(coverage)
        try writer.write(nearCut)
        try writer.write(nps)
        try writer.write(npsMargin)
        try writer.write(npsResponses)
        try writer.write(satisfaction)
        try writer.write(satisfactionResponses)
        try writer.write(changed.map(JSONText.init))
    }

    init(_ row: PostgresRow, indicators: [IndicatorRecord]) throws {
        employeeID = try row.decode("employee_id")
        name = try row.decode("name")
        department = try row.decode("department")
        post = try row.decode("post")
        supervisorID = try row.decode("supervisor_id")
        let (code, version): (String?, Int?) = (try row.decode("template_code"), try row.decode("template_version"))
        template = code.flatMap { code in version.map { TemplateReference(code: code, version: $0) } }
        daysEmployed = try row.decode("days_employed")
        daysOnLeave = try row.decode("days_on_leave")
        status = try row.decode("status")
        let (en, zh): (String?, String?) = (try row.decode("reason"), try row.decode("reason_zh"))
        reason = en.map { LocalizedText(zh: zh ?? $0, en: $0) }
        var scores: [SourceKind: BigDecimal] = [:]
        for kind in SourceKind.allCases {
            scores[kind] = try row.decode("\(kind.rawValue)_score", as: BigDecimal?.self)
        }
        self.scores = scores
        total = try row.decode("total")
        grade = try row.decode("grade")
        coefficient = try row.decode("coefficient")
        coverage = try row.decode("coverage")
        nearCut = try row.decode("near_cut")
        nps = try row.decode("nps")
        npsMargin = try row.decode("nps_margin")
        npsResponses = try row.decode("nps_responses")
        satisfaction = try row.decode("satisfaction")
        satisfactionResponses = try row.decode("satisfaction_responses")
        self.indicators = indicators
        changed = nil
    }
}

extension IndicatorRecord {
    fileprivate func write(to writer: inout CopyWriter, period: Int64, employee: String, revision: Int32) throws {
        try writer.startRow(18)
        try writer.write(period)
        try writer.write(employee)
        try writer.write(revision)
        try writer.write(dimension)
        try writer.write(indicator)
        try writer.write(kind)
        try writer.write(state)
        try writer.write(value)
        try writer.write(rawValue)
        try writer.write(numerator)
        try writer.write(denominator)
        try writer.write(sample)
        try writer.write(band)
        try writer.write(points)
        try writer.write(maxPoints)
        try writer.write(selfPoints)
        try writer.write(supervisorPoints)
        try writer.write(peerPoints)
    }

    init(_ row: PostgresRow) throws {
        dimension = try row.decode("dimension")
        indicator = try row.decode("indicator")
        kind = try row.decode("kind")
        state = try row.decode("state")
        value = try row.decode("value")
        rawValue = try row.decode("raw_value")
        numerator = try row.decode("numerator")
        denominator = try row.decode("denominator")
        sample = try row.decode("sample")
        band = try row.decode("band")
        points = try row.decode("points")
        maxPoints = try row.decode("max_points")
        selfPoints = try row.decode("self_points")
        supervisorPoints = try row.decode("supervisor_points")
        peerPoints = try row.decode("peer_points")
    }
}
