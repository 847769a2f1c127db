import Appraisal
import Jobs
import Postgres
import Store

extension Scored {
    /// Writes everything that scoring found; the caller commits it with the job.
    func keep(
        of asked: Asked, on ground: Ground, given: Given, leadingTo consequences: Consequences, stages: Stages,
        engineVersion: String, attempt: Attempt, in connection: PostgresConnection
    ) async throws {
        let period = asked.period
        try await connection.execute(Statements.interpretStatements)
        let isPartial = given.people != nil
        let revision = try await period.lock(in: connection) + (findings.changed.isEmpty ? 0 : 1)
        try await StoredTemplate.pin(asked.stored, to: period.id, in: connection)
        try await StoredEvaluation.write(marks, in: connection)
        try await StoredAppeal.mark(ground.appeals, problems: ground.problems, in: connection)
        try await given.unseen.clear(in: connection)
        let run = Run(
            revision: revision, isPartial: isPartial, jobID: attempt.job.id, attempt: attempt.job.attempt,
            workerID: attempt.workerID, engineVersion: engineVersion,
            templates: asked.stored.map(\.reference.description),
            dataCutoff: ground.cutoff, people: findings.people,
            scored: count("scored"), incomplete: count("incomplete"), notAppraised: count("not_appraised"),
            changed: findings.changed.count, evaluations: findings.evaluations, unusable: findings.unusable,
            rowsRead: rowsRead, milliseconds: stages.named, findings: remarks, means: ground.means,
            factors: ground.factors, reliabilities: ground.reliabilities, mixes: ground.mixes)
        let runID = try await run.insert(for: period.id, into: connection)
        if !findings.changed.isEmpty {
            // Before the results, which are kept with their errors.
            try await confidences.copy(revision: revision, into: connection)
            try await results.copy(revision: revision, run: runID, into: connection)
        }
        if !isPartial { try await PeerSpread.keep(of: period.id, run: runID, in: connection) }
        try await period.markScored(revision: revision, isPartial: isPartial, in: connection)
        try await consequences.keep(of: asked, about: given.people, in: connection)
    }

    private func count(_ status: String) -> Int {
        findings.byStatus[status] ?? 0
    }
}
