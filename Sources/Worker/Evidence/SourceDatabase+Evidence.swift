package import Appraisal
import Measures
import Postgres
package import Store

extension SourceDatabase {
    /// The rows behind each measured indicator of one person.
    ///
    /// Those that cannot be measured any more, because the source has changed its shape, are not among them.
    ///
    /// - Parameters:
    ///   - appeals: those upheld of that person.
    ///   - takenIn: those of colleagues whose rows count for that person.
    ///   - limit: how many rows of each at most.
    ///   - calendars: nil where nothing is counted by them.
    ///   - chosen: the only indicator that is asked for, the rows of which come by what they cost; nil: all, in order of time.
    package func evidence(
        for template: Template, of record: ResultRecord, appeals: [StoredAppeal],
        takingIn takenIn: [StoredAppeal] = [], in period: Period, limit: Int, calendars: WorkCalendars?,
        heaviestOf chosen: String? = nil
    ) async throws -> [Evidence] {
        let employee = record.employeeID
        let working = try calendars?.working(of: [record], in: period.span)?.of(employee)
        return try await snapshot(timeZone: period.span.timeZone) { snapshot in
            try await snapshot.compileNothing(for: working)
            var evidence: [Evidence] = []
            for indicator in template.measuredIndicators where chosen == nil || indicator.code == chosen {
                guard let measure = indicator.measure, let relation = snapshot.catalog.relations[measure.from],
                    case .success(let checked) = CheckedMeasure.check(MeasureDefinition(measure), in: snapshot.catalog)
                else { continue }
                let direction = chosen == nil ? nil : indicator.scale?.direction
                if checked.definition.isOfDepartment, let department = record.department, !department.isEmpty {
                    evidence.append(
                        try await snapshot.evidence(
                            for: indicator.code, measure: checked, of: department, on: relation, employee: employee,
                            calendars: calendars, in: period, limit: limit, heaviestBy: direction))
                    continue
                }
                let excluded = appeals.first { $0.indicator == indicator.code }?.excludedRows ?? []
                let taken = takenIn.filter { $0.indicator == indicator.code }.flatMap(\.excludedRows)
                evidence.append(
                    try await snapshot.evidence(
                        for: indicator.code, measure: checked, on: relation, employee: employee, leavingOut: excluded,
                        takingIn: taken, working: working, in: period, limit: limit, heaviestBy: direction))
            }
            return evidence
        }
    }
}

extension SourceSnapshot {
    /// What a department has together, and of its rows the person's own: no colleague's.
    fileprivate func evidence(
        for indicator: String, measure: CheckedMeasure, of department: String, on relation: SourceRelation,
        employee: String, calendars: WorkCalendars?, in period: Period, limit: Int,
        heaviestBy direction: Scale.Direction?
    ) async throws -> Evidence {
        let people = try Employments(assignments: try await assignments(in: period.span), days: period.span.days)
            .map { $0.isOf(department) ? $0 : nil }
        let working = try calendars?.working(of: people, in: period.span)
        try await compileNothing(for: working)
        let statement = RelationStatement(
            relation: relation, measures: [measure], schema: schema, onlyNamed: true, working: working)
        var fact = Fact.nothing
        var reader = try await answer(to: statement, named: people.map(\.employeeID), in: period.span).reader()
        while try reader.advance() {
            fact =
                try reader.row { row in
                    _ = try row.next(String.self)
                    return try statement.facts(in: &row)[0]
                } + fact
        }
        return try await evidence(
            for: indicator, measure: measure, on: relation, employee: employee, leavingOut: [], takingIn: [],
            working: working?.of(employee), in: period, limit: limit, heaviestBy: direction
        ).amongst(people.count, together: fact)
    }

    fileprivate func evidence(
        for indicator: String, measure: CheckedMeasure, on relation: SourceRelation, employee: String,
        leavingOut excluded: [String], takingIn taken: [String], working: WorkingTimes?, in period: Period, limit: Int,
        heaviestBy direction: Scale.Direction?
    ) async throws -> Evidence {
        let takesIn = !taken.isEmpty && relation.rowIDColumn != nil
        let isNamed = takesIn || !excluded.isEmpty
        let statement = RelationStatement(
            relation: relation, measures: [measure], schema: schema, onlyNamed: true, leavesOut: isNamed,
            takesIn: takesIn, by: takesIn ? .everything : .employee, working: working)
        let fact =
            try await fact(
                of: statement, named: [employee], leavingOut: isNamed ? excluded : nil, takingIn: takesIn ? taken : nil,
                in: period.span) ?? Fact(rows: 0, sample: 0, numerator: nil, factor: measure.factor)
        if let direction {
            return try await heaviest(
                EffectStatement(
                    relation: relation, measure: measure, isLowBetter: direction == .lowerIsBetter, schema: schema,
                    takesIn: takesIn, leavesOut: !excluded.isEmpty && relation.rowIDColumn != nil, working: working),
                of: (indicator, relation, fact), employee, leavingOut: excluded, takingIn: takesIn ? taken : [],
                measuring: statement, in: period, limit: limit)
        }
        // Where another row counts instead of one that is left out, that other is the one to show.
        let leavesOut = measure.takesOneRow && !excluded.isEmpty && relation.rowIDColumn != nil
        let detail = DetailStatement(
            relation: relation, measure: measure, schema: schema, takesIn: takesIn, leavesOut: leavesOut,
            working: working)
        let named = (takesIn ? [taken] : []) + (leavesOut ? [excluded] : [])
        let parameters: [(any PostgresEncodable)?] =
            period.span.bounds + [relation.named([employee]), limit] + named.map { $0 as any PostgresEncodable }
            + detail.arguments.map(\.encodable)
        let count = detail.operands.count
        let rows = try await reading(relation.name, measuring: (statement, [employee], period.span.bounds)) {
            try await connection.query(detail.sql, parameters: parameters).map { row in
                let id: String? = try row[0]
                return Evidence.Row(
                    id: id, at: try row[1], values: try (0..<count).map { try row[2 + $0] },
                    isLeftOut: id.map { id in excluded.contains { $0.utf8.elementsEqual(id.utf8) } } ?? false)
            }
        }
        return Evidence(
            indicator: indicator, relation: relation.name, operands: detail.operands, rows: rows,
            fact: fact)
    }

    /// The rows by what they cost.
    private func heaviest(
        _ effects: EffectStatement, of value: (indicator: String, relation: SourceRelation, fact: Fact),
        _ employee: String, leavingOut excluded: [String], takingIn taken: [String],
        measuring statement: RelationStatement, in period: Period, limit: Int
    ) async throws -> Evidence {
        let relation = value.relation
        let named = [taken, relation.rowIDColumn == nil ? [] : excluded].filter { !$0.isEmpty }
        let parameters: [(any PostgresEncodable)?] =
            period.span.bounds + [relation.named([employee]), limit] + named.map { $0 as any PostgresEncodable }
            + effects.arguments.map(\.encodable)
        let (rows, total) = try await reading(
            relation.name, measuring: (statement, [employee], period.span.bounds)
        ) {
            let answer = try await connection.query(effects.sql, parameters: parameters)
            let rows = try answer.map { row in
                let id: String? = try row[0]
                return Evidence.Row(
                    id: id, at: try row[2], values: try effects.operands.indices.map { try row[7 + $0] },
                    isLeftOut: id.map { id in excluded.contains { $0.utf8.elementsEqual(id.utf8) } } ?? false,
                    effect: Evidence.Effect(
                        ticket: try row[1], kind: try row[6], numerator: try row[4], denominator: try row[5]))
            }
            return (rows, try answer.first.map { try $0[3, as: Int64.self] } ?? 0)
        }
        return Evidence(
            indicator: value.indicator, relation: relation.name, operands: effects.operands, rows: rows,
            fact: value.fact
        ).amongst(rows: total)
    }
}
