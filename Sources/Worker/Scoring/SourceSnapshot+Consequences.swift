import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// How many tickets a task names at most.
    private static let ticketsPerTask = 5

    /// What the results of these people lead to.
    ///
    /// Where no template has a plan, nothing is read. Tickets are read for weak people alone, by one statement for each measure.
    func consequences(of scored: Scored, measured: Measured, in asked: Asked) async throws -> Consequences {
        let findings = scored.findings
        let exclusions = measured.upheld.exclusions
        let tickets = try await tickets(of: scored, without: exclusions, working: measured.working, in: asked.period) {
            _, measure, people in
            let parts = try measured.parts(of: measure, for: people)
            return (parts, isOfMost: !measured.plan.isNamed && parts.employees.count > findings.people / 2)
        }
        return Consequences(
            employees: findings.changedInOrder, tasks: scored.tasks, tickets: tickets,
            comments: try await comments(on: findings.planned, in: asked.period), heard: nil)
    }

    /// What the results of these people lead to, as far as they were measured again.
    func consequences(of scored: Scored, retained: Retained, in asked: Asked) async throws -> Consequences {
        let exclusions = retained.upheld.exclusions
        let tickets = try await tickets(of: scored, without: exclusions, working: retained.working, in: asked.period) {
            burden, _, people in
            (retained.remeasured.parts(of: burden, for: people, by: retained.template), isOfMost: false)
        }
        let heard = scored.findings.planned.filter { retained.remeasured.isWhole(EmployeeKey($0)) }
        return Consequences(
            employees: scored.findings.changedInOrder, tasks: scored.tasks, tickets: tickets,
            comments: try await comments(on: heard, in: asked.period), heard: Set(heard.map(EmployeeKey.init)))
    }

    /// The tickets that weigh on each measure of weak people.
    ///
    /// - Parameters:
    ///   - exclusions: rows that do not count.
    ///   - find: what a measure comes to for those people, and whether they are most of those whose rows there are.
    private func tickets(
        of scored: Scored, without exclusions: [Upheld.Exclusion], working: WorkingTimes?, in period: Period,
        _ find: (Burden, CheckedMeasure, [String]) throws -> (Measured.Parts, isOfMost: Bool)
    ) async throws -> [RowSpool] {
        let weak = scored.findings.weak
        if !weak.isEmpty { try await connection.execute(Statements.interpretStatements) }
        var tickets: [RowSpool] = []
        for (place, burden) in scored.burdens.all.enumerated() {
            guard let people = weak[place], let relation = catalog.relations[burden.measure.from],
                case .success(let measure) = CheckedMeasure.check(MeasureDefinition(burden.measure), in: catalog)
            else {
                tickets.append(RowSpool())
                continue
            }
            let (parts, isOfMost) = try find(burden, measure, people)
            let leftOut = exclusions.filter { Burden($0.indicator) == burden }
            guard !parts.employees.isEmpty,
                let statement = WeightStatement(
                    relation: relation, measure: measure, isLowBetter: burden.direction == .lowerIsBetter,
                    schema: schema, rows: parts.rows, isOfMost: isOfMost, leavesOut: !leftOut.isEmpty,
                    working: working)
            else {
                tickets.append(RowSpool())
                continue
            }
            tickets.append(try await self.tickets(by: statement, of: parts, on: relation, without: leftOut, in: period))
        }
        return tickets
    }

    private func tickets(
        by statement: WeightStatement, of parts: Measured.Parts, on relation: SourceRelation,
        without exclusions: [Upheld.Exclusion], in period: Period
    ) async throws -> RowSpool {
        let rows = exclusions.flatMap { exclusion in exclusion.rows.map { (id: $0, owner: exclusion.employeeID) } }
        // The relation itself has named these people, so that their ids are of its type.
        let parameters: [(any PostgresEncodable)?] =
            period.span.bounds
            + [parts.employees, rows.map(\.id), rows.map(\.owner), Int64(Self.ticketsPerTask)]
            + [parts.numerators, parts.denominators]
            + statement.arguments.map(\.encodable)
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
