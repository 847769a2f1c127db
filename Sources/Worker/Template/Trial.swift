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

    fileprivate init() {}
}

extension SourceDatabase {
    /// Scores a period under drafts, from the source and the evaluations as they stand.
    ///
    /// A draft takes the place of the version of its code that the period was scored under, and goes before the others where two
    /// claim a post or to be the default.
    ///
    /// - Parameters:
    ///   - connection: one that may read schema `merit`; a READ ONLY transaction will do.
    ///   - body: is given each person's newest result and what it would be, in the byte order of their ids; the same where no draft
    ///     is for the post.
    /// - Throws: what says what to mend, where the source lacks what a draft measures.
    package func trial(
        of drafts: [Template], in period: Period, by connection: PostgresConnection,
        _ body: (_ before: ResultRecord, _ after: ResultRecord) throws -> Void
    ) async throws -> Trial {
        let codes = Set(drafts.map(\.code))
        let pinned = try await StoredTemplate.pinned(to: period.id, in: connection)
        let others = try pinned.filter { !codes.contains($0.code) }.map { try $0.template() }
        let asked = Asked(
            period: period, stored: pinned, templates: drafts + others,
            calendars: try await WorkCalendars.load(askedBy: drafts + others, for: period.span, in: connection))
        let measured = try await measure(asked, appeals: try await StoredAppeal.upheld(in: period.id, connection))
        var candidates = try Candidates(
            measured, evaluations: try await StoredEvaluation.rows(of: period.id, in: connection),
            kept: try await ResultRecord.Kept.load(of: period.id, in: connection))
        let scoring = Scoring(by: asked.templates, against: Standards(of: measured))
        let references = Set(others.map(\.reference))
        var trial = Trial()
        try await concurrently {
            try candidates.next(atMost: Scored.batchSize)
        } _: { batch in
            (batch, batch.candidates.map(scoring.record))
        } into: { (batch: Candidates.Batch, records: [ResultRecord]) in
            for (candidate, record) in zip(batch.candidates, records) {
                try trial.add(record, of: candidate, leaving: references, body)
            }
            trial.unmatched += batch.newlyGone.count
        }
        return trial
    }
}

extension Trial {
    /// - Parameter others: templates that are no drafts.
    fileprivate mutating func add(
        _ record: ResultRecord, of candidate: Candidate, leaving others: Set<TemplateReference>,
        _ body: (ResultRecord, ResultRecord) throws -> Void
    ) throws {
        guard let kept = candidate.kept else {
            unmatched += 1
            return
        }
        people += 1
        // Whoever stays on another template keeps the result: the means of those peers are not the drafts' matter.
        if record.template == kept.template, record.template.map(others.contains) ?? true {
            return try body(kept, kept)
        }
        tried += 1
        unusable += candidate.judged.count { $0.problem != nil }
        try body(kept, record)
    }
}
