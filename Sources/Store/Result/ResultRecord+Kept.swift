package import Appraisal
import Exact
package import Postgres

extension ResultRecord {
    /// The newest results of a period, set aside in the byte order of the employees' ids; without ranks.
    package struct Kept: Sendable {
        package let results: RowSpool
        package let indicators: RowSpool

        /// Nobody has a result yet.
        package static let none = Kept(results: RowSpool(), indicators: RowSpool())

        /// - Parameter employees: only theirs; nil: everyone's.
        package static func load(
            of period: Int64, employees: [String]? = nil, in connection: PostgresConnection
        ) async throws -> Kept {
            Kept(
                results: try await connection.spool(Statements.newestResults, parameters: [period, employees]),
                indicators: try await connection.spool(
                    Statements.currentIndicatorScores, parameters: [period, employees]))
        }
    }

    /// The newest revision of the results of a period with ranks, by employee.
    ///
    /// - Parameter employees: only theirs.
    package static func current(
        of period: Int64, employees: [String]? = nil, in connection: PostgresConnection
    ) async throws -> [EmployeeKey: ResultRecord] {
        var indicators: [EmployeeKey: [IndicatorRecord]] = [:]
        try await connection.spool(Statements.currentIndicatorScores, parameters: [period, employees]).forEachRow {
            indicators[EmployeeKey(try $0.next(String.self)), default: []].append(try IndicatorRecord(&$0))
        }
        var records: [EmployeeKey: ResultRecord] = [:]
        try await connection.spool(Statements.currentResults, parameters: [period, employees]).forEachRow { row in
            let key = EmployeeKey(try row.next(String.self))
            records[key] = try ResultRecord(of: key, &row, indicators: indicators[key] ?? [])
        }
        return records
    }

    /// - Parameter row: what `newest_results.sql` and `current_results.sql` say behind the employee's id.
    package init(of employee: EmployeeKey, _ row: inout CopyRow, indicators: [IndicatorRecord]) throws {
        employeeID = employee.id
        _ = try row.next(Int32.self)
        let (code, version) = (try row.next(String?.self), try row.next(Int32?.self))
        template = code.flatMap { code in version.map { TemplateReference(code: code, version: Int($0)) } }
        name = try row.next(String?.self)
        department = try row.next(String?.self)
        post = try row.next(String?.self)
        supervisorID = try row.next(String?.self)
        daysEmployed = Int(try row.next(Int32.self))
        daysOnLeave = Int(try row.next(Int32.self))
        status = try row.next(String.self)
        let (en, zh) = (try row.next(String?.self), try row.next(String?.self))
        reason = en.map { LocalizedText(zh: zh ?? $0, en: $0) }
        var scores: [Perspective.Kind: BigDecimal] = [:]
        for kind in [Perspective.Kind.`self`, .supervisor, .peer, .data] {
            scores[kind] = try row.next(BigDecimal?.self)
        }
        self.scores = scores
        total = try row.next(BigDecimal?.self)
        grade = try row.next(String?.self)
        coefficient = try row.next(BigDecimal?.self)
        coverage = try row.next(BigDecimal?.self)
        nearCut = try row.next(Bool.self)
        nps = try row.next(BigDecimal?.self)
        npsMargin = try row.next(BigDecimal?.self)
        npsResponses = try row.next(Int64?.self)
        npsPromoters = try row.next(Int64?.self)
        npsDetractors = try row.next(Int64?.self)
        satisfaction = try row.next(BigDecimal?.self)
        satisfactionResponses = try row.next(Int64?.self)
        satisfied = try row.next(Int64?.self)
        self.indicators = indicators
        changed = nil
        rankInDepartment = try row.next(Int64?.self)
    }
}

extension IndicatorRecord {
    /// - Parameter row: what `current_indicator_scores.sql` says behind the employee's id.
    package init(_ row: inout CopyRow) throws {
        dimension = try row.next(String.self)
        indicator = try row.next(String.self)
        kind = try row.next(String.self)
        state = try row.next(String.self)
        value = try row.next(BigDecimal?.self)
        rawValue = try row.next(BigDecimal?.self)
        numerator = try row.next(BigDecimal?.self)
        denominator = try row.next(BigDecimal?.self)
        sample = try row.next(Int64?.self)
        band = try row.next(String?.self)
        points = try row.next(BigDecimal?.self)
        maxPoints = try row.next(BigDecimal.self)
        selfPoints = try row.next(BigDecimal?.self)
        supervisorPoints = try row.next(BigDecimal?.self)
        peerPoints = try row.next(BigDecimal?.self)
        appeal = try row.next(Int64?.self)
    }
}
