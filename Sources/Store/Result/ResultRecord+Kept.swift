package import Appraisal
import Exact
package import Postgres

extension ResultRecord {
    private static let newest = columns.named(in: Statements.newestResults)
    private static let current = columns.named(in: Statements.currentResults)
    private static let revision = columns.named(in: Statements.resultRevision)
    private static let revisionScores = IndicatorRecord.columns.named(in: Statements.revisionScores)
    private static let scores = IndicatorRecord.columns.named(in: Statements.currentIndicatorScores)

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
                results: try await connection.spool(newest, parameters: [period, employees]),
                indicators: try await connection.spool(scores, parameters: [period, employees]))
        }
    }

    /// The newest revision of the results of a period with ranks, by employee.
    ///
    /// - Parameter employees: only theirs.
    package static func current(
        of period: Int64, employees: [String]? = nil, in connection: PostgresConnection
    ) async throws -> [EmployeeKey: ResultRecord] {
        var indicators: [EmployeeKey: [IndicatorRecord]] = [:]
        try await connection.spool(scores, parameters: [period, employees]).forEachRow {
            indicators[EmployeeKey(try $0.next(String.self)), default: []].append(try IndicatorRecord(&$0))
        }
        var records: [EmployeeKey: ResultRecord] = [:]
        try await connection.spool(current, parameters: [period, employees]).forEachRow { row in
            let key = EmployeeKey(try row.next(String.self))
            var record = try ResultRecord(of: key, &row, indicators: indicators[key] ?? [])
            record.rankInDepartment = try row.next(Int64?.self)
            records[key] = record
        }
        return records
    }

    /// One revision of somebody's result, without its rank; nil where there is none.
    package static func revision(
        _ number: Int, of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> ResultRecord? {
        var indicators: [IndicatorRecord] = []
        let key: [(any PostgresEncodable)?] = [period, employee, number]
        try await connection.spool(revisionScores, parameters: key).forEachRow {
            indicators.append(try IndicatorRecord(&$0))
        }
        var record: ResultRecord?
        try await connection.spool(revision, parameters: key).forEachRow { row in
            record = try ResultRecord(of: EmployeeKey(try row.next(String.self)), &row, indicators: indicators)
        }
        return record
    }

    /// Whoever has a result in a period.
    package static func people(of period: Int64, in connection: PostgresConnection) async throws -> [String] {
        try await connection.query("select employee_id from merit.current_result where period_id = $1", period).decode(
            String.self)
    }

    /// - Parameter row: the columns of a result, behind the employee's id.
    package init(of employee: EmployeeKey, _ row: inout CopyRow, indicators: [IndicatorRecord]) throws {
        self.init()
        employeeID = employee.id
        try eachColumn(&row)
        self.indicators = indicators
    }
}
