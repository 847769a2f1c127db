import Appraisal
import Exact
import Postgres
import Store

extension ScorePeriod {
    /// Works what is new into the newest results, against the means of the last full scoring.
    ///
    /// The source is read where an upheld appeal asks for it, and not otherwise: it may be away, or say something else by now.
    func rescore(
        _ asked: Asked, given: Given, kept: ResultRecord.Kept, _ connection: PostgresConnection, _ stages: inout Stages
    ) async throws -> Found {
        let means = try await storedMeans(of: asked, connection)
        let factors = try await Run.factors(of: asked.period.id, in: connection)
        var retained = try Retained(kept, given: given, of: asked)
        guard !retained.wishes.isEmpty else {
            stages.end(.measured)
            let scored = try await scored(retained, given: given, of: asked, against: means)
            stages.end(.scored)
            return Found(
                scored: scored, consequences: Consequences(of: scored),
                ground: Ground(retained, given: given, factors: factors, readAt: nil))
        }
        return try await source.reading(asked.period.span, on: connection) { snapshot in
            try await retained.measure(from: snapshot, factors: factors, in: asked.period)
            stages.end(.measured)
            let scored = try await scored(retained, given: given, of: asked, against: means)
            stages.end(.scored)
            return Found(
                scored: scored,
                consequences: try await snapshot.consequences(of: scored, retained: retained, in: asked),
                ground: Ground(retained, given: given, factors: factors, readAt: snapshot.cutoff))
        }
    }

    private func scored(
        _ retained: Retained, given: Given, of asked: Asked, against means: [String: [String: BigDecimal]]
    ) async throws -> Scored {
        try await Scored(
            try Candidates(retained, evaluations: given.evaluations), given: given, of: asked, against: means)
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
