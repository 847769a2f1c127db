package import Appraisal
package import Postgres
package import Store

/// A scored period, and what it would be under draft templates; nothing is written.
package struct Trial: Sendable {
    package let period: String
    /// The newest results, by employee.
    package let before: [ResultRecord]
    /// The same people in the same order: under a draft where one is for their post, as they were otherwise.
    package let after: [ResultRecord]
    /// How many people were scored under a draft.
    package let tried: Int
    /// Evaluations of those people that the drafts cannot use.
    package let unusable: Int
    /// People of the stored results whom the source does not name any more, or names only now; they are left out.
    package let unmatched: Int
}

extension SourceDatabase {
    /// Scores a period under drafts, from the source and the evaluations as they stand.
    ///
    /// A draft takes the place of the version of its code that the period was scored under, and goes before the others where two
    /// claim a post or to be the default.
    ///
    /// - Parameter connection: one that may read schema `merit`; a READ ONLY transaction will do.
    /// - Throws: `UnusableInput`, with what to do, where the source lacks what a draft measures.
    package func trial(
        of drafts: [Template], in period: Period, by connection: PostgresConnection
    ) async throws -> Trial {
        let codes = Set(drafts.map(\.code))
        let pinned = try await StoredTemplate.pinned(to: period.id, in: connection)
        let others = try pinned.filter { !codes.contains($0.code) }.map { try $0.template() }
        let asked = Asked(period: period, stored: pinned, templates: drafts + others)
        let kept = try await ResultRecord.current(of: period.id, in: connection)
        let measured = try await measure(
            asked, appeals: try await StoredAppeal.upheld(in: period.id, connection), on: nil)
        var candidates = try Candidates(
            measured, evaluations: try await StoredEvaluation.rows(of: period.id, in: connection), kept: .none)
        let scoring = Scoring(
            by: asked.templates, against: measured.means.mapValues { $0.compactMapValues(\.mean) })

        let references = Set(others.map(\.reference))
        var before: [ResultRecord] = []
        var after: [ResultRecord] = []
        var present: Set<EmployeeKey> = []
        var (tried, unusable) = (0, 0)
        try await concurrently {
            try candidates.next(atMost: Scored.batchSize)
        } _: {
            $0.candidates.map(scoring.appraise)
        } into: { outcomes in
            for outcome in outcomes {
                let record = outcome.record
                present.insert(EmployeeKey(record.employeeID))
                guard let old = kept[EmployeeKey(record.employeeID)] else { continue }
                before.append(old)
                // Whoever stays on another template keeps the result: the means of those peers are not the drafts' matter.
                let isUntouched = record.template == old.template && record.template.map(references.contains) ?? true
                after.append(isUntouched ? old : record)
                guard !isUntouched else { continue }
                tried += 1
                unusable += outcome.evaluations.count { $0.problem != nil }
            }
        }
        return Trial(
            period: period.label, before: before, after: after, tried: tried, unusable: unusable,
            unmatched: present.count - before.count
                + kept.count { $0.value.daysEmployed > 0 && !present.contains($0.key) })
    }
}
