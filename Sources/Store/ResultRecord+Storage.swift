package import Appraisal
import Exact
package import Postgres
import Statements

extension ResultRecord {
    /// The newest revision of every result of a period, by employee.
    package static func current(of period: Int64, in connection: PostgresConnection) async throws -> [EmployeeKey: ResultRecord] {
        var indicators: [EmployeeKey: [IndicatorRecord]] = [:]
        for row in try await connection.query(Statements.currentIndicatorScores, period) {
            indicators[EmployeeKey(try row.decode("employee_id")), default: []].append(try IndicatorRecord(row))
        }
        var records: [EmployeeKey: ResultRecord] = [:]
        for row in try await connection.query(Statements.currentResults, period) {
            let id = EmployeeKey(try row.decode("employee_id"))
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
        writer.write(period)
        writer.write(employeeID)
        writer.write(revision)
        writer.write(run)
        writer.write(template?.code)
        writer.write(template.map { Int32($0.version) })
        writer.write(name)
        writer.write(department)
        writer.write(post)
        writer.write(supervisorID)
        writer.write(Int32(daysEmployed))
        writer.write(Int32(daysOnLeave))
        writer.write(status)
        writer.write(reason?.en)
        writer.write(reason?.zh)
        writer.write(scores[.`self`])
        writer.write(scores[.supervisor])
        writer.write(scores[.peer])
        writer.write(scores[.data])
        writer.write(total)
        writer.write(grade)
        writer.write(coefficient)
        writer.write(coverage)
        writer.write(nearCut)
        writer.write(nps)
        writer.write(npsMargin)
        writer.write(npsResponses)
        writer.write(satisfaction)
        writer.write(satisfactionResponses)
        writer.write(changed.map(JSONText.init))
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
        rankInDepartment = try row.decode("rank_in_department")
    }
}

extension IndicatorRecord {
    fileprivate func write(to writer: inout CopyWriter, period: Int64, employee: String, revision: Int32) throws {
        try writer.startRow(18)
        writer.write(period)
        writer.write(employee)
        writer.write(revision)
        writer.write(dimension)
        writer.write(indicator)
        writer.write(kind)
        writer.write(state)
        writer.write(value)
        writer.write(rawValue)
        writer.write(numerator)
        writer.write(denominator)
        writer.write(sample)
        writer.write(band)
        writer.write(points)
        writer.write(maxPoints)
        writer.write(selfPoints)
        writer.write(supervisorPoints)
        writer.write(peerPoints)
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
