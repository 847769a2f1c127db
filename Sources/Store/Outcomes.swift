package import Appraisal
import Exact
package import Postgres
import Statements

/// What the results of a period propose, as `merit.outcome` keeps it.
package enum Outcomes {
    /// Brings the outcomes of a period to what its newest results support.
    ///
    /// - Parameters:
    ///   - employees: only theirs; nil: everyone's.
    ///   - templates: those the period was scored under.
    package static func propose(
        for period: Period, of employees: [String]?, under templates: [Template], in connection: PostgresConnection
    ) async throws {
        let templates = Dictionary(uniqueKeysWithValues: templates.map { ($0.reference, $0) })
        var graded: [(employee: String, template: Template, total: BigDecimal, grade: String)] = []
        for row in try await connection.query(Statements.currentGrades, period.id, employees) {
            let (code, version): (String?, Int?) = (try row["template_code"], try row["template_version"])
            let (total, grade): (BigDecimal?, String?) = (try row["total"], try row["grade"])
            guard let code, let version, let total, let grade,
                let template = templates[TemplateReference(code: code, version: version)]
            else { continue }
            graded.append((try row["employee_id"], template, total, grade))
        }
        let inRow = graded.filter { person in person.template.streaks.contains { $0.grade == person.grade } }
        let past = try await pastGrades(
            of: inRow.map(\.employee), before: period, most: inRow.map(\.template.longestStreak).max() ?? 1,
            in: connection)
        var proposals = RecordList()
        for person in graded {
            let found = person.template.proposals(
                grade: person.grade, total: person.total, in: period.label,
                past: past[EmployeeKey(person.employee)] ?? [])
            for proposal in found {
                proposals.add([
                    "employee_id": person.employee.jsonQuoted, "kind": proposal.kind.rawValue.jsonQuoted,
                    "reason": proposal.reason.en.jsonQuoted, "reason_zh": proposal.reason.zh.jsonQuoted,
                ])
            }
        }
        try await connection.execute(Statements.proposeOutcomes, period.id, employees, proposals.json)
    }

    /// The grades of the periods before, the nearest first, as far as they follow on each other without a gap.
    private static func pastGrades(
        of employees: [String], before period: Period, most: Int, in connection: PostgresConnection
    ) async throws -> [EmployeeKey: [PastGrade]] {
        var past: [EmployeeKey: [PastGrade]] = [:]
        guard !employees.isEmpty, most > 1 else { return past }
        for row in try await connection.query(Statements.pastGrades, period.id, employees, most - 1) {
            let (employee, step, label, grade) = try row.decode(String.self, Int.self, String.self, String.self)
            let key = EmployeeKey(employee)
            guard past[key, default: []].count == step - 1 else { continue }
            past[key, default: []].append(PastGrade(period: label, grade: grade))
        }
        return past
    }
}
