import Appraisal
import Measures
import Postgres
import Store

/// What results lead to beside themselves: tasks for weak spots, and the customers' words for the interview.
///
/// It is read from the snapshot that was measured, for those whose results changed.
struct Consequences {
    /// The people whose results changed.
    let employees: [String]
    let tasks: [ImprovementTask]
    let comments: [CustomerComment]
}

extension SourceSnapshot {
    /// How many tickets a task names at most.
    private static let ticketsPerTask = 5

    /// What the results of these people lead to.
    ///
    /// Where no template has a plan, nothing is read. Tickets are read for weak people alone, by one statement for each measure.
    func consequences(of changed: [ResultRecord], _ scored: Scored, in asked: Asked) async throws -> Consequences {
        let planned = scored.plans(of: changed, by: asked.templates)
        var tickets: [Burden: [EmployeeKey: [String]]] = [:]
        for (burden, employees) in Self.burdens(of: planned) {
            tickets[burden] = try await self.tickets(
                behind: burden, of: employees, leavingOut: scored.excludedRows, in: asked.period)
        }
        let tasks = planned.flatMap { person in
            person.spots.enumerated().map { place, spot in
                ImprovementTask(
                    employeeID: person.record.employeeID, ownerID: person.record.supervisorID, priority: place + 1,
                    spot: spot, plan: person.template.plan,
                    tickets: Burden(spot).flatMap { tickets[$0]?[EmployeeKey(person.record.employeeID)] } ?? [])
            }
        }
        return Consequences(
            employees: changed.map(\.employeeID), tasks: tasks,
            comments: try await comments(on: planned.map(\.record.employeeID), in: asked.period))
    }

    /// What is to be asked for of whom: a measure that is the same in several templates once.
    private static func burdens(of planned: [Planned]) -> [Burden: [String]] {
        var burdens: [Burden: [String]] = [:]
        for person in planned {
            for burden in person.spots.compactMap(Burden.init) {
                burdens[burden, default: []].append(person.record.employeeID)
            }
        }
        return burdens
    }

    /// The tickets that weigh on a measure of weak people, the heaviest first.
    private func tickets(
        behind burden: Burden, of employees: [String], leavingOut excluded: [String], in period: Period
    ) async throws -> [EmployeeKey: [String]] {
        guard let relation = catalog.relations[burden.measure.from],
            case .success(let measure) = CheckedMeasure.check(MeasureDefinition(burden.measure), in: catalog),
            let statement = WeightStatement(
                relation: relation, measure: measure, isLowBetter: burden.direction == .lowerIsBetter, schema: schema)
        else { return [:] }
        let parameters: [(any PostgresEncodable)?] =
            period.span.bounds + [employees, excluded, Int64(Self.ticketsPerTask)]
            + statement.texts.map { $0 as any PostgresEncodable }
        return try await reading(relation.name) {
            try await connection.reduceRows(into: [:], statement.sql, parameters: parameters) { tickets, row in
                let (employee, ticket) = try row.decode(String.self, String.self)
                tickets[EmployeeKey(employee), default: []].append(ticket)
            }
        }
    }

    /// What customers wrote; nothing of a relation that is not there or keeps no comments.
    private func comments(on employees: [String], in period: Period) async throws -> [CustomerComment] {
        guard !employees.isEmpty else { return [] }
        var comments: [CustomerComment] = []
        for name in ["nps_response", "satisfaction_response"] {
            guard let statement = CommentStatement(relation: name, in: catalog, schema: schema) else { continue }
            comments += try await reading(name) {
                try await connection.query(statement.sql, parameters: period.span.bounds + [employees]).map { row in
                    CustomerComment(
                        employeeID: try row[0], relation: name, ticketID: try row[1], score: try row[2],
                        comment: try row[3], respondedAt: try row[4])
                }
            }
        }
        return comments
    }
}

/// What tickets are asked for: those that make a measure worse.
private struct Burden: Hashable {
    let measure: Measure
    let direction: Scale.Direction

    /// Nil where the value is not what was measured: of a rated indicator, and where an appeal set it.
    init?(_ spot: WeakSpot) {
        guard spot.score.appeal == nil, case .measured(let measure, let scale) = spot.indicator.basis else {
            return nil
        }
        self.measure = measure
        direction = scale.direction
    }
}
