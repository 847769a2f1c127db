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
            guard let source = SourceKind(rawValue: try row.decode("source")) else { continue }
            found.append(
                StoredEvaluation(
                    employeeID: try row.decode("employee_id"),
                    evaluation: Evaluation(
                        id: try row.decode("evaluation_id"), source: source, rater: try row.decode("rater_id"),
                        indicator: try row.decode("indicator"), points: try row.decode("points")),
                    rowVersion: try row.decode("row_version"), problem: try row.decode("problem")))
        }
        return found
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
