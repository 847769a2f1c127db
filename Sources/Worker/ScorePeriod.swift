import Appraisal
import Exact
package import Jobs
import Measures
import Postgres
import Store

/// Scores a period: asked → given → measured → scored → kept; HR is told by the job's own trigger.
///
/// A job that is not whole scores again only whose evaluations or appeals are new, against the means that are stored.
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
        let asked = try await Asked.load(
            attempt.job.subjectID, isWhole: attempt.job.isWhole, attempt.connection)
        stages.end("asked")
        let isPartial = !attempt.job.isWhole && asked.period.revision > 0
        var given = try await Given.load(for: asked.period, attempt.connection)
        var people: [String]?
        if isPartial {
            people = given.unseen.employeeIDs
            // A full scoring that came first has seen it all.
            guard !given.unseen.employeeIDs.isEmpty else { return try await attempt.finish() }
            guard given.unseen.restsIn <= .zero else { throw NotYet(after: given.unseen.restsIn) }
            given = given.only(Set(given.unseen.employeeIDs.map(EmployeeKey.init)))
        }
        stages.end("given")
        try await attempt.report("{\"stage\": \"measuring\"}")
        let measured = try await source.measure(
            asked, only: people.map { Set($0.map(EmployeeKey.init)) }, appeals: given.appeals, on: attempt.connection)
        stages.end("measured")
        let means = isPartial ? try await storedMeans(of: asked, attempt.connection) : nil
        let scored = Scored(measured, given: given, by: asked.templates, storedMeans: means)
        stages.end("scored")
        let changed = try await scored.changes(since: asked.period, of: people, in: attempt.connection)
        stages.end("compared")
        try await attempt.report("{\"stage\": \"writing\"}")
        try await attempt.finish { connection in
            try await scored.keep(
                changed, of: asked, measured: measured, stages: stages, engineVersion: engineVersion,
                isPartial: isPartial, attempt: attempt, in: connection)
        }
    }

    /// The means of the last full scoring, by template and indicator.
    private func storedMeans(
        of asked: Asked, _ connection: PostgresConnection
    ) async throws -> [String: [String: BigDecimal]] {
        var means: [String: [String: BigDecimal]] = [:]
        for template in asked.templates {
            means[template.code] = try await Run.means(of: asked.period.id, template: template.code, in: connection)
        }
        return means
    }
}
