import Appraisal
package import Jobs
import Measures
import Postgres
import Store

/// Scores a period: asked → measured → scored → kept; HR is told by the job's own trigger.
package struct ScorePeriod: JobHandler {
    package let kind = "score_period"
    let source: SourceDatabase
    let engineVersion: String

    /// - Parameter engineVersion: recorded with every run.
    package init(source: SourceDatabase, engineVersion: String) {
        self.source = source
        self.engineVersion = engineVersion
    }

    package func run(_ attempt: Attempt) async throws {
        var stages = Stages()
        let asked = try await Asked.load(attempt.job.subjectID, attempt.connection)
        stages.end("asked")
        try await attempt.report("{\"stage\": \"measuring\"}")
        let measured = try await source.measure(asked, on: attempt.connection)
        stages.end("measured")
        let evaluations = try await StoredEvaluation.all(of: asked.period.id, in: attempt.connection)
        let scored = Scored(measured, evaluations: evaluations, by: asked.templates)
        stages.end("scored")
        let changed = try await scored.changes(since: asked.period, in: attempt.connection)
        stages.end("compared")
        try await attempt.report("{\"stage\": \"writing\"}")
        try await attempt.finish { connection in
            try await scored.keep(
                changed, of: asked, measured: measured, stages: stages, engineVersion: engineVersion, attempt: attempt,
                in: connection)
        }
    }
}
