import Appraisal
import Exact
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// Measures what appeals leave rows out of, or have others' rows count for.
    ///
    /// - Parameter upheld: is told what came out, and which rows are not there.
    func measure(without upheld: inout Upheld, working: WorkingTimes?, in period: Period) async throws {
        for exclusion in upheld.exclusions {
            guard let definition = exclusion.indicator.measure.map(MeasureDefinition.init),
                let relation = catalog.relations[definition.from],
                case .success(let measure) = CheckedMeasure.check(definition, in: catalog)
            else { continue }
            let employee = exclusion.employeeID
            guard let named = RowIDStatement(relation: relation, measure: measure, schema: schema) else {
                let problem = "the rows of \(relation.name) have no id to leave them out by"
                for appeal in exclusion.appeals { upheld.note(problem, of: appeal) }
                continue
            }
            func find(_ rows: [String]) async throws -> [FoundRow] {
                try await reading(relation.name) {
                    try await connection.query(
                        named.sql, parameters: period.span.bounds + [relation.named([employee]), rows]
                    ).decode(String.self, Bool.self, Bool.self)
                }.map(FoundRow.init)
            }
            if let appeal = exclusion.appeal,
                let problem = exclusion.problem(
                    where: try await find(exclusion.rows), in: relation.name, of: period.label)
            {
                upheld.note(problem, of: appeal)
            }
            var taken: [String] = []
            for (appeal, rows) in exclusion.takenIn {
                taken += rows
                let known = Set(try await find(rows).map { Array($0.id.utf8) })
                let missing = rows.filter { !known.contains(Array($0.utf8)) }
                guard !missing.isEmpty else { continue }
                upheld.note(
                    "\(relation.name) has no row \(missing.joined(separator: ", ")) that could count for \(employee)",
                    of: appeal)
            }
            let statement = RelationStatement(
                relation: relation, measures: [measure], schema: schema, onlyNamed: true, leavesOut: true,
                takesIn: !taken.isEmpty, by: taken.isEmpty ? .employee : .everything,
                working: working?.of(employee))
            let fact = try await fact(
                of: statement, named: [employee], leavingOut: exclusion.rows, takingIn: taken.isEmpty ? nil : taken,
                in: period.span)
            guard !definition.mix.isEmpty else {
                upheld.correct(exclusion, to: fact ?? .nothing)
                continue
            }
            let mix = RelationStatement(
                relation: relation, measures: [measure], schema: schema, onlyNamed: true, leavesOut: true,
                takesIn: !taken.isEmpty, cells: definition.mix, by: taken.isEmpty ? .employee : .everything,
                working: working?.of(employee))
            let cells = try await cells(
                of: mix, named: [employee], leavingOut: exclusion.rows, takingIn: taken.isEmpty ? nil : taken,
                in: period.span)
            upheld.correct(exclusion, to: (fact ?? .nothing).with(cells))
        }
    }
}

/// A row that an appeal names: whether it is the person's, and whether it lies in the period then.
private struct FoundRow {
    let id: String
    let isOwn: Bool
    let isInPeriod: Bool
}

extension Upheld.Exclusion {
    /// All that name rows of it.
    fileprivate var appeals: [Int64] { [appeal].compactMap(\.self) + takenIn.map(\.appeal) }

    /// Which of the rows do not count anyway, and why; nil where all of them did.
    ///
    /// - Parameter found: each id that the relation has, whether it is the person's, and whether it lies in the period then.
    fileprivate func problem(
        where found: [FoundRow], in relation: String, of period: String
    ) -> String? {
        let known = Dictionary(found.map { (Array($0.id.utf8), $0) }) { first, _ in first }
        func named(_ isNamed: (FoundRow?) -> Bool) -> String? {
            let ids = rows.filter { isNamed(known[Array($0.utf8)]) }
            return ids.isEmpty ? nil : ids.joined(separator: ", ")
        }
        let reasons = [
            named { $0 == nil }.map { "\(relation) has no row \($0)" },
            named { $0?.isOwn == false }.map { "not of \(employeeID): \($0)" },
            named { $0?.isOwn == true && $0?.isInPeriod == false }.map { "not in \(period): \($0)" },
        ].compactMap(\.self)
        guard !reasons.isEmpty else { return nil }
        return "rows to leave out that do not count for this anyway: \(reasons.joined(separator: "; "))"
    }
}
