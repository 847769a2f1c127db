import Exact
import Postgres

/// A line of a department's people.
struct DepartmentMember: Sendable {
    let department: String?
    let employee: String
    let name: String?
    let total: BigDecimal?
    let grade: String?
    let isNearCut: Bool
    let isCapped: Bool
    let satisfaction: BigDecimal?
    let responses: Int64?

    init(_ row: PostgresRow) throws {
        department = try row["department"]
        employee = try row["employee_id"]
        name = try row["name"]
        total = try row["total"]
        grade = try row["grade"]
        isNearCut = try row["near_cut"]
        isCapped = try row["is_capped"]
        satisfaction = try row["satisfaction"]
        responses = try row["satisfaction_responses"]
    }
}

extension Sequence<DepartmentMember> {
    /// Percent of all answers of their customers that were satisfied; nil without any.
    var satisfaction: Rational? {
        var (sum, rows) = (BigDecimal.zero, BigDecimal.zero)
        for member in self {
            guard let share = member.satisfaction, let answers = member.responses.map({ BigDecimal($0) }) else {
                continue
            }
            sum += share * answers
            rows += answers
        }
        return Rational(sum).divided(by: Rational(rows))
    }
}
