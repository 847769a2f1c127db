package import Appraisal
import Exact
package import Postgres

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
        guard templates.contains(where: \.proposesOutcomes) else {
            return try await write([], of: employees, in: period, connection)
        }
        let templates = Dictionary(uniqueKeysWithValues: templates.map { ($0.reference, $0) })
        var grades = try await connection.spool(Statements.currentGrades, parameters: [period.id, employees]).reader()
        var batch: [Graded] = []
        while try grades.advance() {
            batch.append(try grades.row { try Graded(&$0, by: templates) })
            guard batch.count == Self.batchSize else { continue }
            try await propose(for: batch, in: period, connection)
            batch.removeAll(keepingCapacity: true)
        }
        try await propose(for: batch, in: period, connection)
    }

    /// How many people's outcomes are worked out at a time.
    private static let batchSize = 2048

    /// Whom something may be proposed for.
    private struct Graded {
        let employee: String
        /// What the person was scored with; nil where there is no grade.
        let score: (template: Template, total: BigDecimal, grade: String, cappedBy: String?)?

        /// - Parameter row: what `current_grades.sql` says.
        init(_ row: inout CopyRow, by templates: [TemplateReference: Template]) throws {
            employee = try row.next(String.self)
            let (code, version) = (try row.next(String?.self), try row.next(Int32?.self))
            let (total, grade) = (try row.next(BigDecimal?.self), try row.next(String?.self))
            let cappedBy = try row.next(String?.self)
            if let code, let version, let total, let grade,
                let template = templates[TemplateReference(code: code, version: Int(version))]
            {
                score = (template, total, grade, cappedBy)
            } else {
                score = nil
            }
        }
    }

    private static func propose(for people: [Graded], in period: Period, _ connection: PostgresConnection) async throws
    {
        guard !people.isEmpty else { return }
        let inRow = people.filter { person in
            person.score.map { score in score.template.streaks.contains { $0.grade == score.grade } } ?? false
        }
        let past = try await pastGrades(
            of: inRow.map(\.employee), before: period,
            most: inRow.compactMap(\.score?.template.longestStreak).max() ?? 1,
            in: connection)
        let found = people.flatMap { person in
            (person.score.map { score in
                score.template.proposals(
                    grade: score.grade, total: score.total, in: period.label,
                    past: past[EmployeeKey(person.employee)] ?? [], cappedBy: score.cappedBy)
            } ?? []).map { (employee: person.employee, proposal: $0) }
        }
        try await write(found, of: people.map(\.employee), in: period, connection)
    }

    /// - Parameter employees: whose outcomes are brought to what is proposed; nil: everyone's.
    private static func write(
        _ proposals: [(employee: String, proposal: Proposal)], of employees: [String]?, in period: Period,
        _ connection: PostgresConnection
    ) async throws {
        // There are none to withdraw where this is the first scoring.
        guard period.revision > 0 || !proposals.isEmpty else { return }
        try await connection.execute(
            Statements.proposeOutcomes, period.id, employees, proposals.map(\.employee),
            proposals.map(\.proposal.outcome.code), proposals.map(\.proposal.reason.en),
            proposals.map(\.proposal.reason.zh), proposals.map(\.proposal.outcome.title?.en),
            proposals.map(\.proposal.outcome.title?.zh))
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
