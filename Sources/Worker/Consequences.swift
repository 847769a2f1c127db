import Appraisal
import Measures
import Postgres
import Statements
import Store

/// What results lead to beside themselves: tasks for weak spots, and the customers' words for the interview; set aside.
///
/// It is read from the snapshot that was measured, for those whose results changed.
struct Consequences {
    /// The people whose results changed, in the byte order of their ids.
    let employees: [String]
    /// As ``Scored/tasks``.
    let tasks: RowSpool
    /// Of each burden the employee's id and a ticket's, the heaviest first.
    let tickets: [RowSpool]
    /// By relation what ``CommentStatement`` says.
    let comments: [(relation: String, rows: RowSpool)]
}

extension SourceSnapshot {
    /// How many tickets a task names at most.
    private static let ticketsPerTask = 5

    /// What the results of these people lead to.
    ///
    /// Where no template has a plan, nothing is read. Tickets are read for weak people alone, by one statement for each measure.
    func consequences(of scored: Scored, measured: Measured, in asked: Asked) async throws -> Consequences {
        let findings = scored.findings
        if !findings.weak.isEmpty { try await connection.execute(Statements.interpretStatements) }
        var tickets: [RowSpool] = []
        for (place, burden) in scored.burdens.all.enumerated() {
            tickets.append(
                try await self.tickets(
                    behind: burden, of: findings.weak[place] ?? [], among: findings.people, measured: measured,
                    in: asked.period))
        }
        return Consequences(
            employees: findings.changed.sorted { EmployeeKey($0) < EmployeeKey($1) }, tasks: scored.tasks,
            tickets: tickets, comments: try await comments(on: findings.planned, in: asked.period))
    }

    /// The tickets that weigh on a measure of weak people.
    ///
    /// - Parameter people: how many were scored.
    private func tickets(
        behind burden: Burden, of employees: [String], among people: Int, measured: Measured, in period: Period
    ) async throws -> RowSpool {
        guard !employees.isEmpty, let relation = catalog.relations[burden.measure.from],
            case .success(let measure) = CheckedMeasure.check(MeasureDefinition(burden.measure), in: catalog)
        else { return RowSpool() }
        let exclusions = measured.upheld.exclusions.filter { Burden($0.indicator) == burden }
        let weak = try measured.parts(of: measure, for: employees)
        guard !weak.employees.isEmpty,
            let statement = WeightStatement(
                relation: relation, measure: measure, isLowBetter: burden.direction == .lowerIsBetter, schema: schema,
                rows: weak.rows, isOfMost: !measured.plan.isNamed && weak.employees.count > people / 2,
                leavesOut: !exclusions.isEmpty)
        else { return RowSpool() }
        let rows = exclusions.flatMap { exclusion in exclusion.rows.map { (id: $0, owner: exclusion.employeeID) } }
        // The relation itself has named these people, so that their ids are of its type.
        let parameters: [(any PostgresEncodable)?] =
            period.span.bounds
            + [weak.employees, rows.map(\.id), rows.map(\.owner), Int64(Self.ticketsPerTask)]
            + [weak.numerators, weak.denominators]
            + statement.texts.map { $0 as any PostgresEncodable }
        return try await reading(relation.name) { try await connection.spool(statement.sql, parameters: parameters) }
    }

    /// What customers wrote; nothing of a relation that is not there or keeps no comments.
    private func comments(
        on employees: [String], in period: Period
    ) async throws -> [(relation: String, rows: RowSpool)] {
        guard !employees.isEmpty else { return [] }
        var comments: [(relation: String, rows: RowSpool)] = []
        for name in ["nps_response", "satisfaction_response"] {
            guard let statement = CommentStatement(relation: name, in: catalog, schema: schema) else { continue }
            let said = try await reading(name) {
                try await connection.spool(
                    statement.sql, parameters: period.span.bounds + [statement.relation.named(employees)])
            }
            comments.append((name, said))
        }
        return comments
    }
}
