package import Appraisal
package import Postgres
import Statements

/// An evaluation as `merit.evaluation` keeps it, and what was found about it.
package struct StoredEvaluation: Sendable {
    package let employeeID: String
    package let evaluation: Evaluation
    /// Changes with every UPDATE of the row.
    let rowVersion: Int64
    /// What the row is marked with now.
    let problem: String?

    /// All evaluations of a period.
    package static func all(of period: Int64, in connection: PostgresConnection) async throws -> [StoredEvaluation] {
        var found: [StoredEvaluation] = []
        for row in try await connection.query(Statements.loadEvaluations, period) {
            guard let source = SourceKind(rawValue: try row["source"]) else { continue }
            found.append(
                StoredEvaluation(
                    employeeID: try row["employee_id"],
                    evaluation: Evaluation(
                        id: try row["evaluation_id"], source: source, rater: try row["rater_id"],
                        indicator: try row["indicator"], points: try row["points"]),
                    rowVersion: try row["row_version"], problem: try row["problem"]))
        }
        return found
    }

    /// The sources that gave a person one usable overall number.
    package static func overallSources(
        of employee: String, in period: Int64, _ connection: PostgresConnection
    ) async throws -> Set<SourceKind> {
        let sources = try await connection.query(Statements.overallSources, period, employee).decode(String.self)
        return Set(sources.compactMap(SourceKind.init))
    }

    /// Marks each evaluation with what was found about it, where that differs from its mark.
    ///
    /// - Parameter problems: by the evaluation's id; none where it is usable.
    package static func mark(
        _ evaluations: [StoredEvaluation], problems: [Int64: String], in connection: PostgresConnection
    ) async throws {
        let changed = evaluations.filter { $0.problem != problems[$0.evaluation.id] }
        guard !changed.isEmpty else { return }
        try await connection.execute(
            Statements.markEvaluations, changed.map(\.evaluation.id), changed.map(\.rowVersion),
            changed.map { problems[$0.evaluation.id] ?? "" })
    }
}
