import Appraisal
import Exact
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// Measures what appeals leave rows out of.
    ///
    /// - Parameter upheld: is told what came out, and which rows are not there.
    func measure(without upheld: inout Upheld, in period: Period) async throws {
        for exclusion in upheld.exclusions {
            guard let definition = exclusion.indicator.measure.map(MeasureDefinition.init),
                let relation = catalog.relations[definition.from],
                case .success(let measure) = CheckedMeasure.check(definition, in: catalog)
            else { continue }
            let employee = exclusion.employeeID
            guard let named = RowIDStatement(relation: relation, measure: measure, schema: schema) else {
                upheld.note("the rows of \(relation.name) have no id to leave them out by", of: exclusion.appeal)
                continue
            }
            let found = try await reading(relation.name) {
                try await connection.query(
                    named.sql, parameters: period.span.bounds + [relation.named([employee]), exclusion.rows]
                ).decode(String.self, Bool.self, Bool.self)
            }.map { (id: $0, isOwn: $1, isInPeriod: $2) }
            if let problem = exclusion.problem(where: found, in: relation.name, of: period.label) {
                upheld.note(problem, of: exclusion.appeal)
            }
            let statement = RelationStatement(
                relation: relation, measures: [measure], schema: schema, onlyNamed: true, leavesOut: true)
            let fact = try await fact(
                of: statement, named: [employee], leavingOut: exclusion.rows, in: period.span)
            upheld.correct(exclusion, to: fact ?? .nothing)
        }
    }
}

extension Upheld.Exclusion {
    /// Which of the rows do not count anyway, and why; nil where all of them did.
    ///
    /// - Parameter found: each id that the relation has, whether it is the person's, and whether it lies in the period then.
    fileprivate func problem(
        where found: [(id: String, isOwn: Bool, isInPeriod: Bool)], in relation: String, of period: String
    ) -> String? {
        let known = Dictionary(found.map { (Array($0.id.utf8), $0) }) { first, _ in first }
        func named(_ isNamed: ((id: String, isOwn: Bool, isInPeriod: Bool)?) -> Bool) -> String? {
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
