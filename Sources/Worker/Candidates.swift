import Appraisal
import Postgres
import Store

/// Everyone who is to be scored, with what others gave them and the result that is kept of them, in the byte order of their ids.
struct Candidates {
    struct Candidate: Sendable {
        let member: Measured.Member
        let evaluations: [StoredEvaluation]
        let kept: ResultRecord?
    }

    /// Some people.
    struct Batch: Sendable {
        fileprivate(set) var candidates: [Candidate] = []
        /// The kept results of those who are not in the period any more.
        fileprivate(set) var gone: [ResultRecord] = []
        /// Evaluations of people who are not in the period.
        fileprivate(set) var strays: [StoredEvaluation] = []

        /// Of those, whoever the kept result still has as employed.
        var newlyGone: [ResultRecord] { gone.filter { $0.daysEmployed > 0 } }

        fileprivate var count: Int { candidates.count + gone.count + strays.count }
    }

    private var members: Measured.Reader
    /// The next one; nil behind the last.
    private var member: Measured.Member?
    private var evaluations: KeyedRows
    private var results: KeyedRows
    private var indicators: KeyedRows
    /// Rows that passed into measures, by relation; complete behind the last batch.
    var rowsRead: [String: Int64] { members.rowsRead }
    /// Rows whose times cannot be; complete behind the last batch.
    var disorderedRows: Int64 { members.disorderedRows }

    init(_ measured: Measured, evaluations: RowSpool, kept: ResultRecord.Kept) throws {
        members = try measured.reader()
        member = try members.next()
        self.evaluations = try KeyedRows(evaluations)
        results = try KeyedRows(kept.results)
        indicators = try KeyedRows(kept.indicators)
    }

    /// Nil behind the last.
    mutating func next(atMost count: Int) throws -> Batch? {
        var batch = Batch()
        while batch.count < count {
            let keys = [member.map { EmployeeKey($0.employment.employeeID) }, evaluations.key, results.key]
            guard let key = keys.compactMap(\.self).min() else { return batch.count > 0 ? batch : nil }
            var own: [StoredEvaluation] = []
            try evaluations.take(key) { own += try StoredEvaluation(of: key, &$0).map { [$0] } ?? [] }
            let kept = try kept(of: key)
            if let member, keys[0] == key {
                batch.candidates.append(Candidate(member: member, evaluations: own, kept: kept))
                self.member = try members.next()
            } else {
                batch.gone += kept.map { [$0] } ?? []
                batch.strays += own
            }
        }
        return batch
    }

    private mutating func kept(of key: EmployeeKey) throws -> ResultRecord? {
        var scores: [IndicatorRecord] = []
        try indicators.take(key) { scores.append(try IndicatorRecord(&$0)) }
        var record: ResultRecord?
        try results.take(key) { record = try ResultRecord(of: key, &$0, indicators: scores) }
        return record
    }
}
