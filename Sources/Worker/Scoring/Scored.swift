import Appraisal
import Postgres
import Store

/// What a scoring found, set aside until it is kept.
struct Scored {
    /// How many people are scored at a time.
    static let batchSize = 256

    private(set) var results = ResultRecord.Spool()
    private(set) var confidences = ConfidenceRecord.Spool()
    /// Of each task the employee's id, whether it keeps its tickets, the place of its burden and its own columns.
    private(set) var tasks = RowSpool()
    /// What is to be written to evaluations.
    private(set) var marks = RowSpool()
    private(set) var findings = Findings()
    /// Rows that passed into measures, by relation.
    private(set) var rowsRead: [String: Int64] = [:]
    /// What was odd about what was read.
    private(set) var remarks: [DataFinding]
    let burdens: Burdens

    /// - Parameters:
    ///   - standards: what values are held against.
    ///   - remarks: what was odd about what was read, as far as it is known.
    ///   - countsDisorder: whether rows whose times cannot be are counted while people are scored, because nobody looked at them.
    init(
        _ everyone: Candidates, given: Given, of asked: Asked, against standards: Standards,
        remarks: [DataFinding] = [], countsDisorder: Bool = false
    ) async throws {
        self.remarks = remarks
        burdens = Burdens(of: asked.templates)
        let period = asked.period.id
        let scoring = Scoring(by: asked.templates, against: standards)
        let isPartial = given.people != nil
        let comparison = Comparison(
            reasonOtherwise: isPartial ? "evaluations changed" : "scored again", unseen: given.unseen,
            isPartial: isPartial)
        let owners = everyone.owners
        var candidates = everyone
        try await concurrently {
            try candidates.next(atMost: Self.batchSize)
        } _: { [burdens] batch in
            try Piece(
                batch, scoring: scoring, comparison: comparison, burdens: burdens, owners: owners, period: period)
        } into: { piece in
            try append(piece)
        }
        rowsRead = candidates.rowsRead
        if countsDisorder && candidates.disorderedRows > 0 {
            self.remarks.append(TimeOrder.finding(candidates.disorderedRows))
        }
    }

    private mutating func append(_ piece: Piece) throws {
        try results.append(piece.results)
        try confidences.append(piece.confidences)
        try tasks.append(piece.tasks)
        try marks.append(piece.marks)
        findings.add(piece.findings)
    }
}
