import Appraisal
import Exact
import Postgres
import Statistics
import Store

/// What a scoring rests on beside people: recorded with its run.
struct Ground {
    /// Instant of the snapshot that was read: of the source, or of the evaluations where the source was not asked.
    let cutoff: PostgresTimestamp
    let factors: [Run.Factor]
    /// The means of the peers; none where not everyone was measured.
    let means: [Run.Mean]
    /// How rows scatter; none where not everyone was measured.
    let reliabilities: [Reliability]
    /// What everyone's rows came to by kind of work; none where not everyone was measured.
    let mixes: [String: [String: CaseMix]]
    /// The appeals that were looked at.
    let appeals: [StoredAppeal]
    /// What of them cannot be done, by the appeal's number.
    let problems: [Int64: String]
}

extension Ground {
    /// Of a full scoring.
    init(_ measured: Measured, given: Given, of asked: Asked) {
        cutoff = measured.cutoff
        factors = measured.factors
        means = asked.templates.flatMap { template in
            (measured.means[template.code] ?? [:]).sorted { $0.key < $1.key }.compactMap { indicator, peer in
                peer.mean.map { Run.Mean(template: template.code, indicator: indicator, people: peer.count, mean: $0) }
            }
        }
        reliabilities = measured.reliabilities
        mixes = measured.mixes
        appeals = given.appeals
        problems = measured.upheld.problems
    }

    /// Of a partial one: other appeals stay as they were judged.
    init(_ retained: Retained, given: Given, factors: [Run.Factor], readAt instant: PostgresTimestamp?) {
        cutoff = instant ?? given.cutoff
        self.factors = factors
        means = []
        reliabilities = []
        mixes = [:]
        appeals = given.appeals.filter { given.unseen.appealIDs.contains($0.id) }
        problems = retained.upheld.problems
    }
}
