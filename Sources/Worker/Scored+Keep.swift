import Appraisal
import Jobs
import Postgres
import Store

extension Scored {
    /// The results that are new or differ from the newest kept ones.
    ///
    /// Who is not in the period any more is kept as such.
    ///
    /// - Parameters:
    ///   - kept: the newest kept results, of `employees`.
    ///   - employees: whom it is about, where not about everyone.
    func changes(since kept: [EmployeeKey: ResultRecord], of employees: [String]?) -> [ResultRecord] {
        let reason = employees == nil ? "scored again" : "evaluations changed"
        let present = Set(records.map { EmployeeKey($0.employeeID) })
        let gone = kept.filter { !present.contains($0.key) }.values.map { $0.notEmployed() }
        return (records + gone).compactMap { record in
            let key = EmployeeKey(record.employeeID)
            guard let old = kept[key] else { return record }
            return record.difference(from: old, why: given.unseen.reason(for: key, otherwise: reason)).map {
                difference in
                var changed = record
                changed.changed = difference
                return changed
            }
        }
    }

    /// Writes everything that scoring found; the caller commits it with the job.
    func keep(
        _ changed: [ResultRecord], of asked: Asked, measured: Measured, leadingTo consequences: Consequences,
        about people: [String]?, stages: Stages, engineVersion: String, attempt: Attempt,
        in connection: PostgresConnection
    ) async throws {
        let period = asked.period
        let isPartial = people != nil
        let revision = try await period.lock(in: connection) + (changed.isEmpty ? 0 : 1)
        try await StoredTemplate.pin(asked.stored, to: period.id, in: connection)
        try await StoredEvaluation.mark(given.evaluations, problems: problems, in: connection)
        try await StoredAppeal.mark(given.appeals, problems: measured.appealProblems, in: connection)
        try await given.unseen.clear(in: connection)
        let run = Run(
            revision: revision, isPartial: isPartial, jobID: attempt.job.id, attempt: attempt.job.attempt,
            workerID: attempt.workerID, engineVersion: engineVersion,
            templates: asked.stored.map(\.reference.description),
            dataCutoff: measured.cutoff, people: records.count,
            scored: count("scored"), incomplete: count("incomplete"), notAppraised: count("not_appraised"),
            changed: changed.count, evaluations: given.evaluations.count, unusable: problems.count,
            rowsRead: measured.rowsRead, milliseconds: stages.named, means: means, factors: measured.factors)
        let runID = try await run.insert(for: period.id, into: connection)
        if !changed.isEmpty {
            try await ResultRecord.copy(changed, period: period.id, revision: revision, run: runID, into: connection)
        }
        try await period.markScored(revision: revision, isPartial: isPartial, in: connection)
        try await consequences.keep(of: asked, about: people, in: connection)
    }

    private func count(_ status: String) -> Int {
        records.count { $0.status == status }
    }
}
