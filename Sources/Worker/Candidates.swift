import Appraisal
import Postgres
import Store

/// Everyone who is to be scored, with what others gave them, some people at a time in the byte order of their ids.
struct Candidates {
    struct Candidate: Sendable {
        let member: Measured.Member
        let evaluations: [StoredEvaluation]
    }

    private var members: Measured.Reader
    private var evaluations: KeyedRows
    private var kept: KeyedRows
    /// Evaluations of people who are not in the period; complete behind the last candidate.
    private(set) var strays: [StoredEvaluation] = []
    /// Ids of those who have a result, and are not in the period any more; complete behind the last candidate.
    private(set) var gone: [String] = []
    var rowsRead: [String: Int64] { members.rowsRead }

    /// - Parameter kept: the ids of those who have a result.
    init(_ measured: Measured, evaluations: RowSpool, kept: RowSpool) throws {
        members = try measured.reader()
        self.evaluations = try KeyedRows(evaluations)
        self.kept = try KeyedRows(kept)
    }

    /// Nil behind the last.
    mutating func next(atMost count: Int) throws -> [Candidate]? {
        var batch: [Candidate] = []
        batch.reserveCapacity(count)
        while batch.count < count {
            guard let member = try members.next() else {
                try evaluations.takeRest { strays += try StoredEvaluation(of: $0, &$1).map { [$0] } ?? [] }
                try kept.takeRest { key, _ in gone.append(key.id) }
                return batch.isEmpty ? nil : batch
            }
            let key = EmployeeKey(member.employment.employeeID)
            var own: [StoredEvaluation] = []
            try evaluations.take(
                key, passing: { strays += try StoredEvaluation(of: $0, &$1).map { [$0] } ?? [] },
                { own += try StoredEvaluation(of: key, &$0).map { [$0] } ?? [] })
            try kept.take(key, passing: { key, _ in gone.append(key.id) }, { _ in })
            batch.append(Candidate(member: member, evaluations: own))
        }
        return batch
    }
}
