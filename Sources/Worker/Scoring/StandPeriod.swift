import Appraisal
import Exact
package import Jobs
import Logging
import Postgres
import Store

/// Works out how people stand in a period that runs, by what is measured of the days that are over.
///
/// It is no scoring: nothing is delivered, asked or proposed, no status changes, and there is no run. What it writes takes the place of what
/// the night before wrote.
package struct StandPeriod: JobHandler {
    package let kind = "stand_period"
    package let subject = "period"
    private let source: SourceDatabase

    package init(source: SourceDatabase) {
        self.source = source
    }

    package func run(_ attempt: Attempt) async throws {
        do {
            try await stand(attempt, by: source.reading(for: attempt))
        } catch let fault as SourceFault {
            throw UnusableInput("\(fault); how people stand so far is worked out again tomorrow")
        }
    }

    private func stand(_ attempt: Attempt, by source: SourceDatabase) async throws {
        let connection = try await attempt.connection
        // It was scored meanwhile, or cancelled.
        guard let period = try await Period.soFar(attempt.job.subjectID, in: connection) else {
            return try await attempt.finish()
        }
        let whole = try await Asked.load(for: period, isWhole: true, connection)
        let shares = Dictionary(
            whole.templates.map { ($0.reference, $0.measuredShare) }, uniquingKeysWith: { share, _ in share })
        let asked = whole.measuredAlone
        try await attempt.report(stage: "measuring")
        let measured = try await source.reading(period.span, on: connection) { snapshot in
            try await snapshot.measure(asked, appeals: [])
        }
        var standings = StandingSoFar.Spool()
        try await measured.rehearse(by: asked.templates) { scoring, candidate in
            StandingSoFar(of: candidate, by: scoring, shares)
        } into: { _, found in
            try standings.append(found, of: period)
        }
        try await attempt.report(stage: "writing")
        let found = standings
        try await attempt.finish { try await found.replace(of: period, in: $0) }
        attempt.logger.info("how people stand so far is worked out", metadata: ["period": "\(period.label)"])
    }
}

extension Asked {
    /// The same as far as it is measured.
    fileprivate var measuredAlone: Asked {
        Asked(
            period: period, stored: stored, templates: templates.map(\.measuredAlone), calendars: calendars,
            previous: previous)
    }
}

extension StandingSoFar {
    fileprivate init(of candidate: Candidate, by scoring: Scoring, _ shares: [TemplateReference: Rational]) {
        let (person, result) = (candidate.person, scoring.appraise(candidate))
        self.init(
            ResultRecord(result, daysOnLeave: person.daysOnLeave, workingDays: person.workingDays),
            steps: candidate.template?.improvementPlan(for: result) ?? [],
            share: candidate.template.flatMap { shares[$0.reference] } ?? .one)
    }
}
