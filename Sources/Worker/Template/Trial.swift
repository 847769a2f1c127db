package import Appraisal
package import Postgres
package import Store

/// What came of trying drafts on a scored period; nothing is written.
package struct Trial: Sendable {
    /// People who have a result and are in the source.
    package fileprivate(set) var people = 0
    /// How many of them were scored under a draft.
    package fileprivate(set) var tried = 0
    /// Evaluations of those people that the drafts cannot use.
    package fileprivate(set) var unusable = 0
    /// People of the stored results whom the source does not name any more, or names only now; they are left out.
    package fileprivate(set) var unmatched = 0
    /// How sure the grades of those who were tried would be, draft by draft.
    package fileprivate(set) var sureness: [DraftSureness]
    /// How rows scatter, of each measured indicator of the drafts.
    package let reliabilities: [Reliability]

    fileprivate init(of drafts: [Template], _ reliabilities: [Reliability]) {
        let codes = Set(drafts.map(\.code))
        sureness = drafts.map(DraftSureness.init(of:))
        self.reliabilities = reliabilities.filter { codes.contains($0.template) }
    }

    /// What each indicator of a draft is to its grades, in template order.
    package func indicators(of draft: DraftSureness) -> [IndicatorWorth] {
        draft.indicators(
            reliabilities: reliabilities.filter { $0.template == draft.template.code }.reduce(into: [:]) {
                $0[$1.indicator] = $1.reliability
            })
    }
}

extension SourceDatabase {
    /// Scores a period under drafts, from the source and the evaluations as they stand.
    ///
    /// A draft takes the place of the version of its code that the period was scored under, and goes before the others where two
    /// claim a post or to be the default.
    ///
    /// - Parameters:
    ///   - connection: one that may read schema `merit`; a READ ONLY transaction will do.
    ///   - body: is given each person's newest result, what it would be and how sure that would be, in the byte order of their ids; the same
    ///     result, and nothing of how sure, where no draft is for the post.
    /// - Throws: what says what to mend, where the source lacks what a draft measures.
    package func trial(
        of drafts: [Template], in period: Period, by connection: PostgresConnection,
        _ body: (_ before: ResultRecord, _ after: ResultRecord, _ graded: Graded?) throws -> Void
    ) async throws -> Trial {
        let codes = Set(drafts.map(\.code))
        let pinned = try await StoredTemplate.pinned(to: period.id, in: connection)
        let others = try pinned.filter { !codes.contains($0.code) }.map { try $0.template() }
        let asked = Asked(
            period: period, stored: pinned, templates: drafts + others,
            calendars: try await WorkCalendars.load(askedBy: drafts + others, for: period.span, in: connection),
            previous: try await PreviousValues.load(askedBy: drafts + others, before: period.id, in: connection))
        let measured = try await measure(asked, appeals: try await StoredAppeal.upheld(in: period.id, connection))
        var candidates = try Candidates(
            measured, evaluations: try await StoredEvaluation.rows(of: period.id, in: connection),
            kept: try await ResultRecord.Kept.load(of: period.id, in: connection))
        let standards = Standards(of: measured)
        let scoring = Scoring(by: asked.templates, against: standards)
        let omissions = Dictionary(uniqueKeysWithValues: drafts.map { ($0.code, Omissions(from: $0)) })
        let references = Set(others.map(\.reference))
        var trial = Trial(of: drafts, measured.reliabilities)
        try await concurrently {
            try candidates.next(atMost: Scored.batchSize)
        } _: { batch in
            (batch, batch.candidates.map { Tried($0, by: scoring, without: omissions, standards) })
        } into: { (batch: Candidates.Batch, all: [Tried]) in
            for (candidate, tried) in zip(batch.candidates, all) {
                try trial.add(tried, of: candidate, leaving: references, body)
            }
            trial.unmatched += batch.newlyGone.count
        }
        return trial
    }
}

extension Trial {
    /// - Parameter others: templates that are no drafts.
    fileprivate mutating func add(
        _ new: Tried, of candidate: Candidate, leaving others: Set<TemplateReference>,
        _ body: (ResultRecord, ResultRecord, Graded?) throws -> Void
    ) throws {
        let record = new.record
        guard let kept = candidate.kept else {
            unmatched += 1
            return
        }
        people += 1
        // Whoever stays on another template keeps the result: the means of those peers are not the drafts' matter.
        if record.template == kept.template, record.template.map(others.contains) ?? true {
            return try body(kept, kept, nil)
        }
        tried += 1
        if let outcome = new.outcome,
            let place = sureness.firstIndex(where: { $0.template.code == record.template?.code })
        {
            sureness[place].add(outcome)
        }
        unusable += candidate.judged.count { $0.problem != nil }
        try body(kept, record, new.outcome?.whole)
    }
}

/// One person under the templates that are tried.
private struct Tried: Sendable {
    let record: ResultRecord
    /// What the grade would be without each indicator; nil under a template that is no draft.
    let outcome: Omissions.Outcome?

    init(
        _ candidate: Candidate, by scoring: Scoring, without omissions: [String: Omissions], _ standards: Standards
    ) {
        let (person, result) = (candidate.person, scoring.appraise(candidate))
        record = ResultRecord(result, daysOnLeave: person.daysOnLeave, workingDays: person.workingDays)
        outcome = candidate.template.flatMap { template in
            omissions[template.code]?.outcome(
                of: person, result, means: standards.means[template.code] ?? [:],
                withinVariances: standards.withinVariances[template.code] ?? [:])
        }
    }
}
