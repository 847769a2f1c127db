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
            guard let named = RowIDStatement(relation: relation, schema: schema) else {
                upheld.note("the rows of \(relation.name) have no id to leave them out by", of: exclusion.appeal)
                continue
            }
            let found = try await connection.query(
                named.sql, parameters: period.span.bounds + [relation.named([employee]), exclusion.rows]
            ).decode(String.self)
            let missing = exclusion.rows.filter { row in !found.contains { $0.utf8.elementsEqual(row.utf8) } }
            if !missing.isEmpty {
                upheld.note(
                    "\(relation.name) has no such row of \(employee): \(missing.joined(separator: ", "))",
                    of: exclusion.appeal)
            }
            let statement = RelationStatement(
                relation: relation, measures: [measure], schema: schema, onlyNamed: true, leavesOut: true)
            let fact = try await fact(
                of: statement, named: [employee], leavingOut: exclusion.rows, in: period.span)
            upheld.correct(exclusion, to: fact ?? .nothing)
        }
    }
}
