import Appraisal
package import Measures
package import Postgres
import Statements
import Store

/// One consistent state of the source.
package struct SourceSnapshot {
    let connection: PostgresConnection
    let schema: String
    package let catalog: SourceCatalog
    /// Its instant.
    package let cutoff: PostgresTimestamp

    /// Assignments that touch the period, and the name of each person.
    func employees(in period: Period) async throws -> People {
        guard let relation = catalog.relations["employee"] else {
            throw SourceProblem.missingRelation("employee", schema: schema)
        }
        for column in ["employee_id", "name", "post", "department"] where relation.column(column) == nil {
            throw SourceProblem.missingColumn(column, of: "employee", schema: schema)
        }
        let optional = ["supervisor_id", "employed_from", "employed_to"].filter { relation.column($0) == nil }
        let sql = optional.reduce(qualified(Statements.employees, "employee")) { sql, column in
            sql.replacing("employee.\(column)", with: "null")
        }
        return try await connection.reduceRows(
            into: People(), sql, parameters: [period.startsOn, period.dayAfter]
        ) { people, row in
            let (id, name, post, department, supervisor, from, to) = try row.decode(
                String.self, String?.self, String?.self, String?.self, String?.self, PostgresDate?.self,
                PostgresDate?.self)
            if let name { people.names[EmployeeKey(id)] = name }
            people.assignments.append(
                Assignment(
                    employeeID: id, department: department, post: post, supervisorID: supervisor, from: from?.number,
                    to: to?.number))
        }
    }

    struct People {
        var assignments: [Assignment] = []
        var names: [EmployeeKey: String] = [:]
    }

    /// The days of leave of each person; none where the source keeps no attendance.
    func leaveDays(in period: Period) async throws -> [EmployeeKey: [Int]] {
        guard let relation = catalog.relations["attendance"] else { return [:] }
        for column in ["employee_id", "day", "kind"] where relation.column(column) == nil {
            throw SourceProblem.missingColumn(column, of: "attendance", schema: schema)
        }
        let sql = qualified(Statements.leaveDays, "attendance")
        return try await connection.reduceRows(into: [:], sql, parameters: [period.startsOn, period.dayAfter]) {
            days, row in
            let (id, day) = try row.decode(String.self, PostgresDate.self)
            days[EmployeeKey(id), default: []].append(Int(day.days))
        }
    }

    /// What a statement says of each person it names; people who are not in `index` are left out.
    func rows(
        of statement: RelationStatement, index: [EmployeeKey: Int], named ids: [String]?, in period: Period
    ) async throws -> [(position: Int, facts: [Fact])] {
        let parameters: [(any PostgresEncodable)?] =
            period.bounds + (ids.map { [$0] } ?? []) + statement.texts.map { $0 as any PostgresEncodable }
        let factors = statement.measures.map(\.factor)
        return try await connection.reduceRows(into: [], statement.sql, parameters: parameters) { found, row in
            guard let position = index[EmployeeKey(try row[0])] else { return }
            let facts = try factors.enumerated().map { measure, factor in
                let column = 1 + 4 * measure
                return Fact(
                    rows: try row[column], sample: try row[column + 1], numerator: try row[column + 2],
                    denominator: try row[column + 3], factor: factor)
            }
            found.append((position, facts))
        }
    }

    /// The statement with the relation's real schema.
    private func qualified(_ sql: String, _ relation: String) -> String {
        sql.replacing("merit_source.\(relation)", with: "\"\(schema.replacing("\"", with: "\"\""))\".\(relation)")
    }
}

extension Period {
    /// The first five parameters of every statement on the source: first instant, first after, first day, day after the last,
    /// time zone.
    var bounds: [(any PostgresEncodable)?] {
        [start, end, startsOn, dayAfter, timeZone]
    }
}

extension PostgresDate {
    /// The number of an assignment's first or last day; nil where an infinity says that it is open.
    fileprivate var number: Int? { isFinite ? Int(days) : nil }
}
