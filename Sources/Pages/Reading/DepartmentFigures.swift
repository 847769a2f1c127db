import Exact
import Postgres

/// What the people of a department whom the reader may see come to together.
struct DepartmentFigures: Sendable {
    /// Nil of people without one.
    let name: String?
    let people: Int64
    let scored: Int64
    let meanTotal: BigDecimal?
    let meanNPS: BigDecimal?

    static func all(in period: String, of department: String?, _ connection: PostgresConnection) async throws
        -> [DepartmentFigures]
    {
        try await connection.query(Statements.seenDepartments, period, department).map { row in
            DepartmentFigures(
                name: try row["department"], people: try row["people"], scored: try row["scored"],
                meanTotal: try row["mean_total"], meanNPS: try row["mean_nps"])
        }
    }
}
