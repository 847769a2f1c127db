import Appraisal
import Exact
import Jobs
import Postgres
import Statistics
import Store

extension ScorePeriod {
    /// The partial scoring: works what is new into the newest results, against the means of the last full scoring.
    ///
    /// The source is measured where an upheld appeal asks for it, and not otherwise: it may be away, or say something else by now.
    func rescore(
        _ asked: Asked, given: Given, kept: ResultRecord.Kept, _ connection: PostgresConnection, _ stages: inout Stages
    ) async throws -> Found {
        let standards = try await storedStandards(of: asked, connection)
        let factors = try await Run.factors(of: asked.period.id, in: connection)
        var retained = try Retained(kept, given: given, of: asked)
        guard !retained.wishes.isEmpty else {
            let owners = try await owners(of: asked, connection)
            stages.end(.measured)
            let scored = try await scored(retained, given: given, of: asked, against: standards, owners: owners)
            stages.end(.scored)
            return Found(
                scored: scored, consequences: Consequences(of: scored),
                ground: Ground(retained, given: given, factors: factors, readAt: nil))
        }
        return try await source.reading(asked.period.span, on: connection) { snapshot in
            try await retained.measure(from: snapshot, factors: factors, calendars: asked.calendars, in: asked.period)
            let owners = asked.plansImprovement ? try await snapshot.owners(in: asked.period) : .unchanged
            stages.end(.measured)
            let scored = try await scored(retained, given: given, of: asked, against: standards, owners: owners)
            stages.end(.scored)
            return Found(
                scored: scored,
                consequences: try await snapshot.consequences(of: scored, retained: retained, in: asked),
                ground: Ground(retained, given: given, factors: factors, readAt: snapshot.cutoff))
        }
    }

    private func scored(
        _ retained: Retained, given: Given, of asked: Asked, against standards: Standards, owners: Owners
    ) async throws -> Scored {
        try await Scored(
            try Candidates(retained, evaluations: given.evaluations, owners: owners), given: given, of: asked,
            against: standards)
    }

    /// Who sees to new tasks; where the source is away, the supervisors of the results.
    private func owners(of asked: Asked, _ connection: PostgresConnection) async throws -> Owners {
        guard asked.plansImprovement else { return .unchanged }
        do {
            return try await source.snapshot(timeZone: asked.period.span.timeZone, on: connection) { snapshot in
                try await snapshot.owners(in: asked.period)
            }
        } catch is NotNow {
            return .unchanged
        } catch is PostgresError {
            try Task.checkCancellation()
            return .unchanged
        }
    }

    /// What the last full scoring held values against.
    private func storedStandards(of asked: Asked, _ connection: PostgresConnection) async throws -> Standards {
        var means: [String: [String: BigDecimal]] = [:]
        for template in asked.templates {
            means[template.code] = try await Run.means(of: asked.period.id, template: template.code, in: connection)
        }
        let reliabilities = try await Reliability.load(of: asked.period.id, in: connection)
        let mixes = try await StoredMix.load(of: asked.period.id, by: reliabilities, in: connection)
        return Standards(
            means: means, mixes: mixes.mapValues { $0.mapValues(CaseMix.Standard.init) },
            withinVariances: reliabilities.withinVariances)
    }
}
