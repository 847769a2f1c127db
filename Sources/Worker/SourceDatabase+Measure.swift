import Appraisal
import Exact
import Jobs
import Measures
import Postgres
import Store

extension SourceDatabase {
    /// Measures everyone in a period, from one snapshot.
    ///
    /// - Parameters:
    ///   - people: only these, where it is given.
    ///   - appeals: those upheld, of whoever is measured.
    /// - Throws: `UnusableInput`, with what to do, where the source lacks something or refuses to be read.
    func measure(
        _ asked: Asked, only people: Set<EmployeeKey>? = nil, appeals: [StoredAppeal], on own: PostgresConnection?
    ) async throws -> Measured {
        try await reading(asked, on: own) { snapshot in
            try await snapshot.measure(asked, only: people, appeals: appeals)
        }
    }

    /// Reads what is asked for in `body` from one snapshot.
    ///
    /// - Throws: `UnusableInput`, with what to do, where the source lacks something or refuses to be read.
    func reading<Value: Sendable>(
        _ asked: Asked, on own: PostgresConnection?, _ body: (SourceSnapshot) async throws -> Value
    ) async throws -> Value {
        do {
            return try await snapshot(timeZone: asked.period.span.timeZone, on: own, body)
        } catch let error as PostgresError where error.isFaultOfSource {
            throw UnusableInput(sourceError: error, schema: schema)
        }
    }
}

extension SourceSnapshot {
    /// Measures everyone in a period, or `people` alone.
    func measure(
        _ asked: Asked, only people: Set<EmployeeKey>?, appeals: [StoredAppeal]
    ) async throws -> Measured {
        let employments = try await employments(in: asked.period).filter {
            people?.contains(EmployeeKey($0.employeeID)) ?? true
        }
        let plan = try MeasurePlan(
            asked.templates, on: catalog, schema: schema, named: asked.period.department != nil || people != nil)
        let index = Dictionary(uniqueKeysWithValues: employments.enumerated().map { (EmployeeKey($1.employeeID), $0) })
        let leave = try await daysOnLeave(of: employments, index: index, in: asked.period)
        let facts = try await facts(plan, of: employments, index: index, in: asked.period)
        let templates = employments.map { asked.templates.template(forPost: $0.post) }
        var upheld = Upheld(appeals, index: index, templates: templates)
        let remaining = try await self.facts(without: &upheld, of: employments, in: asked.period)
        let members = employments.enumerated().map { position, employment in
            let template = templates[position]
            return Measured.Member(
                employment: employment,
                daysOnLeave: leave[position] ?? 0,
                template: template,
                facts: template.map { template in
                    zip(template.measuredIndicators, plan.places[template.code] ?? []).map { indicator, place in
                        remaining[position]?[indicator.code] ?? facts.fact(at: place, of: position)
                    }
                } ?? [],
                voice: facts.voice(plan, of: position), rulings: upheld.rulings(of: position))
        }
        return Measured(
            members: members, cutoff: cutoff, rowsRead: facts.rowsRead, factors: asked.templates.flatMap(plan.factors),
            appealProblems: upheld.problems)
    }

    /// Who is employed on any day of the period, in the department it is for.
    private func employments(in period: Period) async throws -> [Employment] {
        let everyone = Employment.all(in: period.span.days, by: try await assignments(in: period.span))
        let department = period.department
        return department == nil ? everyone : everyone.filter { $0.department == department }
    }

    private func daysOnLeave(
        of employments: [Employment], index: [EmployeeKey: Int], in period: Period
    ) async throws -> [Int: Int] {
        let days = try await leaveDays(in: period.span)
        return Dictionary(
            uniqueKeysWithValues: days.compactMap { id, days in
                index[id].map { ($0, employments[$0].count(of: days)) }
            })
    }
}
