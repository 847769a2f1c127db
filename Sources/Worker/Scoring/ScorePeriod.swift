import Appraisal
package import Jobs
import Logging
import Postgres
import Store

/// Scores a period: asked → given → measured → scored → consequences → kept; HR is told by the job's own trigger.
///
/// A job that is not whole scores again only whose evaluations or appeals are new, from what is stored.
package struct ScorePeriod: JobHandler {
    package let kind = "score_period"
    package let subject = "period"
    private(set) var source: SourceDatabase
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
            var scoring = self
            scoring.source = source.reading(for: attempt)
            try await scoring.score(attempt)
        } catch let fault as SourceFault {
            throw UnusableInput("\(fault), then set the period's status to pending")
        }
    }

    /// The whole way; what lies between given and kept is either ``score(_:given:kept:_:_:)`` or
    /// ``rescore(_:given:kept:_:_:)``.
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
        let kept =
            asked.period.revision > 0
            ? try await ResultRecord.Kept.load(
                of: asked.period.id, employees: given.people, in: attempt.connection) : .none
        stages.end(.given)
        try await attempt.report(stage: "measuring")
        let found =
            try await isPartial
            ? rescore(asked, given: given, kept: kept, attempt.connection, &stages)
            : score(asked, given: given, kept: kept, attempt, &stages)
        stages.end(.consequences)
        try await attempt.report(stage: "writing")
        try await attempt.finish { connection in
            try await found.scored.keep(
                of: asked, on: found.ground, given: given, leadingTo: found.consequences, stages: stages,
                engineVersion: engineVersion, attempt: attempt, in: connection)
        }
        stages.end(.kept)
        metrics.scored(found.scored, stages)
        if !isPartial && found.scored.findings.people == 0 {
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

    /// What a scoring comes to, before it is kept.
    struct Found {
        let scored: Scored
        let consequences: Consequences
        let ground: Ground
    }

    /// The full scoring: measures everyone.
    private func score(
        _ asked: Asked, given: Given, kept: ResultRecord.Kept, _ attempt: Attempt, _ stages: inout Stages
    ) async throws -> Found {
        let ground = try await DataGround.load(for: asked.period.id, in: attempt.connection)
        return try await source.reading(asked.period.span, on: attempt.connection) { snapshot in
            let measured = try await snapshot.measure(asked, appeals: given.appeals)
            let (remarks, looked) = try await snapshot.findings(of: measured, in: asked, against: ground)
            if let refusal = ground.refusal(of: remarks) { throw SourceFault(refusal) }
            if !looked.spared.isEmpty {
                attempt.logger.info(
                    "relations were measured and not looked at", metadata: ["relations": "\(looked.sparing)"])
            }
            stages.end(.measured)
            await snapshot.tell(nil)
            let scored = try await Scored(
                try Candidates(measured, evaluations: given.evaluations, kept: kept), given: given, of: asked,
                against: Standards(of: measured), remarks: remarks,
                countsDisorder: !looked.relations.contains(TimeOrder.relation)
            )
            // What was found while people were scored.
            if let refusal = ground.refusal(of: scored.remarks) { throw SourceFault(refusal) }
            stages.end(.scored)
            return Found(
                scored: scored,
                consequences: try await snapshot.consequences(of: scored, measured: measured, in: asked),
                ground: Ground(measured, given: given, of: asked))
        }
    }
}
