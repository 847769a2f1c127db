import Appraisal
import Exact
import Postgres
import Store

/// What a scoring found, set aside until it is kept.
struct Scored {
    /// How many people are scored at a time.
    static let batchSize = 256

    private(set) var results = ResultRecord.Spool()
    /// Of each task the employee's id, the place of its burden and its own columns.
    private(set) var tasks = RowSpool()
    /// What is to be written to evaluations.
    private(set) var marks = RowSpool()
    private(set) var findings = Findings()
    /// Rows that passed into measures, by relation.
    private(set) var rowsRead: [String: Int64] = [:]
    /// What was odd about what was read.
    private(set) var remarks: [String] = []
    let means: [Run.Mean]
    let burdens: Burdens

    /// - Parameters:
    ///   - storedMeans: what values are held against, by template and indicator, where not everyone was measured; nil: the means of
    ///     those who were.
    ///   - kept: the newest results that are kept of those people.
    init(
        _ measured: Measured, given: Given, of asked: Asked, storedMeans: [String: [String: BigDecimal]]?,
        kept: ResultRecord.Kept
    ) async throws {
        means = asked.templates.flatMap { template in
            (measured.means[template.code] ?? [:]).sorted { $0.key < $1.key }.compactMap { indicator, peer in
                peer.mean.map { Run.Mean(template: template.code, indicator: indicator, people: peer.count, mean: $0) }
            }
        }
        burdens = Burdens(of: asked.templates)
        let period = asked.period.id
        let scoring = Scoring(
            by: asked.templates, against: storedMeans ?? measured.means.mapValues { $0.compactMapValues(\.mean) })
        let comparison = Comparison(
            reasonOtherwise: given.people == nil ? "scored again" : "evaluations changed", unseen: given.unseen)
        var candidates = try Candidates(measured, evaluations: given.evaluations, kept: kept)
        try await concurrently {
            try candidates.next(atMost: Self.batchSize)
        } _: { [burdens] batch in
            try Piece(batch, scoring: scoring, comparison: comparison, burdens: burdens, period: period)
        } into: { piece in
            try append(piece)
        }
        rowsRead = candidates.rowsRead
        if candidates.disorderedRows > 0 { remarks.append(TimeOrder.finding(candidates.disorderedRows)) }
    }

    private mutating func append(_ piece: Piece) throws {
        try results.append(piece.results)
        try tasks.append(piece.tasks)
        try marks.append(piece.marks)
        findings.add(piece.findings)
    }
}
