import Appraisal
import Exact
import Postgres
import Store

/// What a scoring found, set aside until it is kept.
struct Scored {
    /// How many people are scored at a time.
    static let batchSize = 256

    private(set) var results = ResultRecord.Spool()
    /// Of each task the employee's id, the place of its burden and its members.
    private(set) var tasks = RowSpool()
    private(set) var findings = Findings()
    /// Rows that passed into measures, by relation.
    private(set) var rowsRead: [String: Int64] = [:]
    let means: [Run.Mean]
    let burdens: Burdens

    /// - Parameters:
    ///   - storedMeans: what values are held against, by template and indicator, where not everyone was measured; nil: the means of
    ///     those who were.
    ///   - connection: where the results stand that were kept before.
    init(
        _ measured: Measured, given: Given, of asked: Asked, storedMeans: [String: [String: BigDecimal]]?,
        in connection: PostgresConnection
    ) async throws {
        let peers = storedMeans == nil ? try measured.peerMeans() : [:]
        means = asked.templates.flatMap { template in
            (peers[template.code] ?? [:]).sorted { $0.key < $1.key }.compactMap { indicator, peer in
                peer.mean.map { Run.Mean(template: template.code, indicator: indicator, people: peer.count, mean: $0) }
            }
        }
        burdens = Burdens(of: asked.templates)
        let period = asked.period
        let scoring = Scoring(
            by: asked.templates, against: storedMeans ?? peers.mapValues { $0.compactMapValues(\.mean) })
        let comparison = Comparison(
            reasonOtherwise: given.people == nil ? "scored again" : "evaluations changed", unseen: given.unseen)
        let kept =
            period.revision > 0
            ? try await ResultRecord.ids(of: period.id, employees: given.people, in: connection) : RowSpool()

        var candidates = try Candidates(measured, evaluations: given.evaluations, kept: kept)
        try await concurrently { () -> Batch? in
            guard let people = try candidates.next(atMost: Self.batchSize) else { return nil }
            let ids = people.map(\.member.employment.employeeID)
            return Batch(candidates: people, kept: try await Self.kept(ids, of: period, in: connection))
        } _: { [burdens] batch in
            try Piece(
                batch.candidates.map(scoring.appraise), comparison: comparison, kept: batch.kept, burdens: burdens,
                period: period.id)
        } into: { piece in
            try append(piece)
        }
        let gone = try await Self.kept(candidates.gone, of: period, in: connection)
        try append(try Piece(ofGone: gone, comparison: comparison, period: period.id))
        findings.add(strays: candidates.strays)
        rowsRead = candidates.rowsRead
    }

    private struct Batch {
        let candidates: [Candidates.Candidate]
        /// Their newest kept results.
        let kept: [EmployeeKey: ResultRecord]
    }

    private mutating func append(_ piece: Piece) throws {
        try results.append(piece.results)
        try tasks.append(piece.tasks)
        findings.add(piece.findings)
    }

    /// The newest kept results of some people.
    private static func kept(
        _ people: [String], of period: Period, in connection: PostgresConnection
    ) async throws -> [EmployeeKey: ResultRecord] {
        guard period.revision > 0, !people.isEmpty else { return [:] }
        return try await ResultRecord.current(of: period.id, employees: people, in: connection)
    }
}
