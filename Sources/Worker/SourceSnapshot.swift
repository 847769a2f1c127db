import Appraisal
import Exact
package import Measures
package import Postgres
import Statements
package import Store

/// One consistent state of the source.
package struct SourceSnapshot {
    let connection: PostgresConnection
    let schema: String
    package let catalog: SourceCatalog
    package let cutoff: PostgresTimestamp

    /// Assignments that touch the period, and the newest name of each person.
    func employees(in period: Period) async throws -> (assignments: [Assignment], names: [String: String]) {
        guard let relation = catalog.relations["employee"] else {
            throw SourceProblem.missing("employee", schema: schema, in: catalog)
        }
        for column in ["employee_id", "name", "post", "department"] where relation.column(column) == nil {
            throw SourceProblem.missingColumn(column, of: relation, schema: schema)
        }
        var assignments: [Assignment] = []
        var names: [String: String] = [:]
        let optional = ["name", "post", "department", "supervisor_id", "employed_from", "employed_to"]
        let sql = fill(Statements.employees, relation: relation, columns: optional)
        try await connection.forEachRow(sql, period.startsOn, period.endsOn.next) { row in
            let id = try row.decode(0, as: String.self)
            names[id] = try row.decode(1, as: String?.self)
            assignments.append(
                Assignment(
                    employeeID: id, department: try row.decode(3, as: String?.self), post: try row.decode(2, as: String?.self),
                    supervisorID: try row.decode(4, as: String?.self),
                    from: try row.decode(5, as: PostgresDate?.self)?.day, to: try row.decode(6, as: PostgresDate?.self)?.day))
        }
        return (assignments, names)
    }
}
