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

    /// Assignments that touch these days.
    func assignments(in span: Span) async throws -> [Assignment] {
        guard let relation = catalog.relations["employee"] else {
            throw SourceProblem.missingRelation("employee", schema: schema)
        }
        for column in ["employee_id", "name", "post", "department"] where relation.column(column) == nil {
            throw SourceProblem.missingColumn(column, of: "employee", schema: schema)
        }
        let missing = ["supervisor_id", "employed_from", "employed_to"].filter { relation.column($0) == nil }
        let sql = missing.reduce(qualified(Statements.employees, "employee")) { sql, column in
            sql.replacing("employee.\(column)", with: "null")
        }
        return try await reading("employee") {
            try await connection.reduceRows(
                into: [], sql, parameters: [span.startsOn, span.dayAfter]
            ) { assignments, row in
                let (id, name, post, department, supervisor, from, to) = try row.decode(
                    String.self, String?.self, String?.self, String?.self, String?.self, PostgresDate?.self,
                    PostgresDate?.self)
                assignments.append(
                    Assignment(
                        employeeID: id, name: name, department: department, post: post, supervisorID: supervisor,
                        from: from?.number, to: to?.number))
            }
        }
    }

    /// The days of leave of each person; none where the source keeps no attendance.
    func leaveDays(in span: Span) async throws -> [EmployeeKey: [Int]] {
        guard let relation = catalog.relations["attendance"],
            ["employee_id", "day", "kind"].allSatisfy({ relation.column($0) != nil })
        else { return [:] }
        let sql = qualified(Statements.leaveDays, "attendance")
        return try await reading("attendance") {
            try await connection.reduceRows(into: [:], sql, parameters: [span.startsOn, span.dayAfter]) {
                days, row in
                let (id, day) = try row.decode(String.self, PostgresDate.self)
                days[EmployeeKey(id), default: []].append(Int(day.days))
            }
        }
    }

    /// What a statement says of each person it names; people who are not in `index` are left out.
    func rows(
        of statement: RelationStatement, index: [EmployeeKey: Int], named ids: [String]?,
        leavingOut excluded: [String]? = nil, in span: Span
    ) async throws -> [(position: Int, facts: [Fact])] {
        let parameters: [(any PostgresEncodable)?] =
            span.bounds + (ids.map { [$0] } ?? []) + (excluded.map { [$0] } ?? [])
            + statement.texts.map { $0 as any PostgresEncodable }
        let factors = statement.measures.map(\.factor)
        return try await reading(statement.relation.name) {
            try await connection.reduceRows(into: [], statement.sql, parameters: parameters) { found, row in
                guard let position = index[EmployeeKey(try row[0])] else { return }
                let facts = try factors.enumerated().map { measure, factor in
                    let column = 1 + 4 * measure
                    let passed: Int64 = try row[column]
                    // Whether a person without rows has a line in the answer depends on what else was asked.
                    guard passed > 0 else { return Fact(rows: 0, sample: 0, numerator: nil, factor: factor) }
                    return Fact(
                        rows: passed, sample: try row[column + 1], numerator: try row[column + 2],
                        denominator: try row[column + 3], factor: factor)
                }
                found.append((position, facts))
            }
        }
    }

    /// Says which relation an error is about.
    func reading<Value: Sendable>(_ relation: String, _ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch let error as PostgresError {
            var named = error
            named.message = "\(schema).\(relation): \(error.message)"
            throw named
        }
    }

    /// The statement with the relation's real schema.
    private func qualified(_ sql: String, _ relation: String) -> String {
        sql.replacing("merit_source.\(relation)", with: "\(quoted(schema)).\(relation)")
    }
}

extension Span {
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
