import Appraisal
import Measures
import Postgres
import Store

extension SourceSnapshot {
    /// Smaller tables are read in a few milliseconds, whatever they have.
    private static let fewRows = 100_000.0

    /// What would make reading large tables faster.
    ///
    /// - Parameter faulty: relations to leave alone.
    func advice(for templates: [Template], sparing faulty: Set<String>) async throws -> [SourceCheck.Finding] {
        let measures = templates.flatMap(\.measuredIndicators).compactMap(\.measure)
        var findings: [SourceCheck.Finding] = []
        for (relation, measures) in Dictionary(grouping: measures, by: \.from).sorted(by: { $0.key < $1.key })
        where !faulty.contains(relation) {
            let names = Set(measures.map(\.at)).sorted()
            let columns = try await connection.query(Statements.timeColumns, schema, relation, names).map(
                TimeColumn.init)
            guard !columns.isEmpty else { continue }
            if columns.contains(where: \.isUnknown) {
                findings.append(
                    .init(
                        relation: relation, isFault: false,
                        finding: "the planner knows nothing of \(schema).\(relation): it was never analysed",
                        advice: "ANALYZE \(schema).\(relation), and leave autovacuum on"))
                continue
            }
            let rows = try await estimate("true", of: relation)
            guard rows >= Self.fewRows else { continue }
            // Of each column for itself: of a condition on several the planner does not know that they hold for the same rows.
            var inMonth = 0.0
            for name in names {
                inMonth = max(
                    inMonth, try await estimate("\(quoted(name)) >= $1 and \(quoted(name)) < $2", of: relation))
            }
            let share = inMonth / rows
            guard share <= TimeColumn.largeShare(columns) else { continue }
            if let finding = TimeColumn.finding(columns, of: relation, in: schema, rows: Int(rows), share: share) {
                findings.append(finding)
            }
        }
        return findings
    }

    /// That nothing says since when people are where they are.
    ///
    /// - Parameter faulty: relations to leave alone.
    func undated(sparing faulty: Set<String>) async throws -> [SourceCheck.Finding] {
        guard !faulty.contains("employee"), let employee = catalog.relations["employee"] else { return [] }
        let dates = ["employed_from", "employed_to"]
        let missing = dates.filter { employee.column($0) == nil }
        let found: String
        if missing.isEmpty {
            let dated = dates.map { "\(quoted($0)) is not null" }.joined(separator: " or ")
            let isUndated = try await connection.query(
                "select count(*) > 0 and not coalesce(bool_or(\(dated)), false) from \(quoted(schema)).employee"
            ).one().decode(Bool.self)
            guard isUndated else { return [] }
            found = "no row of \(schema).employee has employed_from or employed_to"
        } else {
            found = "\(schema).employee has no column \(missing.joined(separator: " and no column "))"
        }
        return [
            .init(
                relation: "employee", isFault: false,
                finding: """
                    \(found): whoever came, left, or changed post, department or supervisor is taken to have always been as today, \
                    also when a past period is scored again
                    """,
                advice: "give one row for each time a person held a post, from its first day to its last; null is open")
        ]
    }

    /// How many rows of a relation the planner expects, with `$1` and `$2` around the last 31 days.
    private func estimate(_ condition: String, of relation: String) async throws -> Double {
        let month: Int64 = 31 * 86_400 * 1_000_000
        let plan = try await connection.query(
            "explain (format json) select from \(quoted(schema)).\(quoted(relation)) where \(condition)",
            PostgresTimestamp(microseconds: cutoff.microseconds - month), cutoff
        ).one().decode(String.self)
        return plan.firstMatch(of: /"Plan Rows": (\d+)/).flatMap { Double($0.1) } ?? 0
    }
}
