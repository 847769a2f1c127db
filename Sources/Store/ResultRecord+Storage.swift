package import Appraisal
import Exact
package import Postgres
import Statements

extension ResultRecord {
    /// The newest revision of the results of a period, by employee.
    ///
    /// - Parameter employees: only theirs.
    package static func current(
        of period: Int64, employees: [String]? = nil, in connection: PostgresConnection
    ) async throws -> [EmployeeKey: ResultRecord] {
        var indicators: [EmployeeKey: [IndicatorRecord]] = [:]
        for row in try await connection.query(Statements.currentIndicatorScores, period, employees) {
            indicators[EmployeeKey(try row["employee_id"]), default: []].append(try IndicatorRecord(row))
        }
        var records: [EmployeeKey: ResultRecord] = [:]
        for row in try await connection.query(Statements.currentResults, period, employees) {
            let id = EmployeeKey(try row["employee_id"])
            records[id] = try ResultRecord(row, indicators: indicators[id] ?? [])
        }
        return records
    }

    /// All columns but revision and run.
    func write(to writer: inout CopyWriter, period: Int64) throws(PostgresError) {
        try writer.startRow(columns: 31)
        writer.write(period)
        writer.write(employeeID)
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
        writer.write(npsPromoters)
        writer.write(npsDetractors)
        writer.write(satisfaction)
        writer.write(satisfactionResponses)
        writer.write(satisfied)
        writer.write(changed.map(JSONText.init))
    }

    init(_ row: PostgresRow, indicators: [IndicatorRecord]) throws {
        employeeID = try row["employee_id"]
        name = try row["name"]
        department = try row["department"]
        post = try row["post"]
        supervisorID = try row["supervisor_id"]
        let (code, version): (String?, Int?) = (try row["template_code"], try row["template_version"])
        template = code.flatMap { code in version.map { TemplateReference(code: code, version: $0) } }
        daysEmployed = try row["days_employed"]
        daysOnLeave = try row["days_on_leave"]
        status = try row["status"]
        let (en, zh): (String?, String?) = (try row["reason"], try row["reason_zh"])
        reason = en.map { LocalizedText(zh: zh ?? $0, en: $0) }
        var scores: [SourceKind: BigDecimal] = [:]
        for kind in SourceKind.allCases {
            scores[kind] = try row["\(kind.rawValue)_score", as: BigDecimal?.self]
        }
        self.scores = scores
        total = try row["total"]
        grade = try row["grade"]
        coefficient = try row["coefficient"]
        coverage = try row["coverage"]
        nearCut = try row["near_cut"]
        nps = try row["nps"]
        npsMargin = try row["nps_margin"]
        npsResponses = try row["nps_responses"]
        npsPromoters = try row["nps_promoters"]
        npsDetractors = try row["nps_detractors"]
        satisfaction = try row["satisfaction"]
        satisfactionResponses = try row["satisfaction_responses"]
        satisfied = try row["satisfied"]
        self.indicators = indicators
        changed = nil
        rankInDepartment = try row["rank_in_department"]
    }
}

extension IndicatorRecord {
    /// All columns but the revision.
    func write(to writer: inout CopyWriter, period: Int64, employee: String) throws(PostgresError) {
        try writer.startRow(columns: 18)
        writer.write(period)
        writer.write(employee)
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
        writer.write(appeal)
    }

    init(_ row: PostgresRow) throws {
        dimension = try row["dimension"]
        indicator = try row["indicator"]
        kind = try row["kind"]
        state = try row["state"]
        value = try row["value"]
        rawValue = try row["raw_value"]
        numerator = try row["numerator"]
        denominator = try row["denominator"]
        sample = try row["sample"]
        band = try row["band"]
        points = try row["points"]
        maxPoints = try row["max_points"]
        selfPoints = try row["self_points"]
        supervisorPoints = try row["supervisor_points"]
        peerPoints = try row["peer_points"]
        appeal = try row["appeal_id"]
    }
}
