import Appraisal
import Jobs
package import Postgres
package import Store

/// What a full scoring would do to a period, tried beforehand; nothing is written.
package struct Rehearsal: Sendable {
    /// People who would be in the period.
    package fileprivate(set) var people = 0
    /// Evaluations that could not be used.
    package fileprivate(set) var unusable = 0
}

extension SourceDatabase {
    /// Scores a period as a full scoring would, from the source and the evaluations as they stand.
    ///
    /// - Parameters:
    ///   - takesNewest: whether by the templates that are published now.
    ///   - connection: one that may read schema `merit`; a READ ONLY transaction will do.
    ///   - body: is given each result that would be new or another one, with the one before, in the byte order of the ids.
    /// - Throws: what says what to mend, where the period could not be scored.
    package func rehearsal(
        of period: Period, takesNewest: Bool, by connection: PostgresConnection,
        _ body: (_ before: ResultRecord?, _ after: ResultRecord) throws -> Void
    ) async throws -> Rehearsal {
        let asked = try await Asked.load(period.id, isWhole: true, takesNewest: takesNewest, connection)
        let appeals = try await StoredAppeal.upheld(in: period.id, connection)
        let measured = try await measure(asked, appeals: appeals)
        var rehearsal = Rehearsal()
        try await measured.rehearse(
            by: asked.templates, evaluations: try await StoredEvaluation.rows(of: period.id, in: connection),
            kept: try await ResultRecord.Kept.load(of: period.id, in: connection)
        ) { scoring, candidate in
            scoring.record(of: candidate)
        } into: { batch, records in
            rehearsal.people += records.count
            rehearsal.unusable += batch.strays.count
            for (candidate, record) in zip(batch.candidates, records) {
                rehearsal.unusable += candidate.judged.count { $0.problem != nil }
                guard candidate.kept.map(record.differs) ?? true else { continue }
                try body(candidate.kept, record)
            }
            for (kept, reason) in batch.gone {
                let gone = kept.gone(because: reason)
                if gone.differs(from: kept) { try body(kept, gone) }
            }
        }
        return rehearsal
    }
}

extension Measured {
    /// Scores everyone as a full scoring would, some at a time; nothing is written.
    ///
    /// - Parameters:
    ///   - evaluations: what people gave; none: by what is measured alone.
    ///   - appraise: what is wanted of each.
    ///   - body: is given it in the byte order of the ids.
    func rehearse<Output: Sendable>(
        by templates: [Template], evaluations: RowSpool = RowSpool(), kept: ResultRecord.Kept = .none,
        _ appraise: @escaping @Sendable (Scoring, Candidate) -> Output,
        into body: (Candidates.Batch, [Output]) throws -> Void
    ) async throws {
        var candidates = try Candidates(self, evaluations: evaluations, kept: kept)
        let scoring = Scoring(by: templates, against: Standards(of: self))
        try await concurrently {
            try candidates.next(atMost: Scored.batchSize)
        } _: { batch in
            (batch, batch.candidates.map { appraise(scoring, $0) })
        } into: { (batch: Candidates.Batch, outputs: [Output]) in
            try body(batch, outputs)
        }
    }
}

extension ResultRecord {
    fileprivate func differs(from old: ResultRecord) -> Bool { difference(from: old, why: "") != nil }
}
