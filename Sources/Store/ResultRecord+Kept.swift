package import Appraisal
import Exact
package import Postgres
import Statements

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
            func rows(_ sql: String) async throws -> RowSpool {
                try await connection.reduceRows(into: RowSpool(), sql, parameters: [period, employees]) {
                    try $0.append($1)
                }
            }
            return Kept(
                results: try await rows(Statements.newestResults),
                indicators: try await rows(Statements.currentIndicatorScores))
        }
    }

    /// - Parameter row: one of ``Kept/results``, behind the employee's id.
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
        var scores: [SourceKind: BigDecimal] = [:]
        for kind in [SourceKind.`self`, .supervisor, .peer, .data] { scores[kind] = try row.next(BigDecimal?.self) }
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
        rankInDepartment = nil
    }
}

extension IndicatorRecord {
    /// - Parameter row: one of ``ResultRecord/Kept/indicators``, behind the employee's id.
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
