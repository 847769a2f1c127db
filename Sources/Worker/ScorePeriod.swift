import Appraisal
import Exact
package import Jobs
import Logging
import Measures
import Postgres
import Store

/// Scores a period: asked → given → measured → scored → kept; HR is told by the job's own trigger.
///
/// A job that is not whole scores again only whose evaluations or appeals are new, against the means that are stored.
package struct ScorePeriod: JobHandler {
    package let kind = "score_period"
    package let subject = "period"
    let source: SourceDatabase
    let engineVersion: String
    let metrics: ScoringMetrics

    /// - Parameters:
    ///   - engineVersion: recorded with every run.
    ///   - metrics: where it counts what it does.
    package init(source: SourceDatabase, engineVersion: String, metrics: ScoringMetrics = ScoringMetrics()) {
        self.source = source
        self.engineVersion = engineVersion
        self.metrics = metrics
    }

    package func run(_ attempt: Attempt) async throws {
        do {
            try await score(attempt)
        } catch let fault as SourceFault {
            throw UnusableInput("\(fault), then set the period's status to pending")
        }
    }

    private func score(_ attempt: Attempt) async throws {
        var stages = Stages()
        let asked = try await Asked.load(
            attempt.job.subjectID, isWhole: attempt.job.isWhole, attempt.connection)
        stages.end(.asked)
        let isPartial = !attempt.job.isWhole && asked.period.revision > 0
        let given = try await Given.load(for: asked.period, onlyUnseen: isPartial, attempt.connection)
        if isPartial {
            // A full scoring that came first has seen it all.
            guard !given.unseen.employeeIDs.isEmpty else { return try await attempt.finish() }
            guard given.unseen.restsIn <= .zero else { throw NotYet(after: given.unseen.restsIn) }
        }
        let means = isPartial ? try await storedMeans(of: asked, attempt.connection) : nil
        let kept =
            asked.period.revision > 0
            ? try await ResultRecord.Kept.load(
                of: asked.period.id, employees: given.people, in: attempt.connection) : .none
        stages.end(.given)
        try await attempt.report("{\"stage\": \"measuring\"}")
        let found = try await source.reading(asked.period.span, on: attempt.connection) { snapshot in
            let measured = try await snapshot.measure(
                asked, only: given.people.map { Set($0.map(EmployeeKey.init)) }, appeals: given.appeals)
            stages.end(.measured)
            let scored = try await Scored(measured, given: given, of: asked, storedMeans: means, kept: kept)
            stages.end(.scored)
            let consequences = try await snapshot.consequences(of: scored, measured: measured, in: asked)
            return (measured: measured, scored: scored, consequences: consequences)
        }
        stages.end(.consequences)
        try await attempt.report("{\"stage\": \"writing\"}")
        try await attempt.finish { connection in
            try await found.scored.keep(
                of: asked, measured: found.measured, given: given, leadingTo: found.consequences, stages: stages,
                engineVersion: engineVersion, attempt: attempt, in: connection)
        }
        stages.end(.kept)
        metrics.scored(found.scored, stages)
        if found.scored.findings.people == 0 {
            attempt.logger.warning(
                "nobody was employed in the period", metadata: ["department": "\(asked.period.department ?? "all")"])
        }
        attempt.logger.info(
            "period is scored",
            metadata: [
                "people": "\(found.scored.findings.people)", "changed": "\(found.scored.findings.changed.count)",
                "unusable_evaluations": "\(found.scored.findings.unusable)",
                "milliseconds": "\(stages.milliseconds.values.reduce(0, +))",
            ])
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
