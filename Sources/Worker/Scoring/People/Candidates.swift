import Appraisal
import Postgres
import Store

/// Everyone who is to be scored, with what others gave them and the result that is kept of them, in the byte order of their ids.
///
/// They are those that the source names, or those that have a result where not everyone is measured.
struct Candidates {
    struct Candidate: Sendable {
        let member: Measured.Member
        let evaluations: [StoredEvaluation]
        let kept: ResultRecord?
    }

    /// Some people.
    struct Batch: Sendable {
        fileprivate(set) var candidates: [Candidate] = []
        /// The kept results of those who are not in the period any more, with why.
        fileprivate(set) var gone: [(record: ResultRecord, reason: NotAppraisedReason)] = []
        /// Those who were not appraised and stay so, with why each of their evaluations is not used; nil where nothing is wrong with it.
        fileprivate(set) var settled: [(record: ResultRecord, evaluations: [(StoredEvaluation, String?)])] = []
        /// Evaluations of people who are not in the period.
        fileprivate(set) var strays: [StoredEvaluation] = []

        /// Of those, whoever the kept result still has as employed.
        var newlyGone: [ResultRecord] { gone.map(\.record).filter { $0.daysEmployed > 0 } }

        fileprivate var count: Int { candidates.count + gone.count + settled.count + strays.count }
    }

    /// Nil where not everyone is measured.
    private var members: Measured.Reader?
    /// The next one; nil behind the last.
    private var member: Measured.Member?
    /// Nil where everyone is measured.
    private let retained: Retained?
    /// Who sees to tasks.
    let owners: Owners
    /// The one department that is measured, and everyone whom the source names beside; nil: all are.
    private var elsewhere: (department: String, everyone: Employments.Reader)?
    private var evaluations: KeyedRows
    private var results: KeyedRows
    private var indicators: KeyedRows
    /// Rows that passed into measures, by relation; complete behind the last batch.
    var rowsRead: [String: Int64] { members?.rowsRead ?? retained?.remeasured.rowsRead ?? [:] }
    /// Rows whose times cannot be; complete behind the last batch.
    var disorderedRows: Int64 { members?.disorderedRows ?? 0 }

    init(_ measured: Measured, evaluations: RowSpool, kept: ResultRecord.Kept) throws {
        var members = try measured.reader()
        member = try members.next()
        self.members = members
        retained = nil
        owners = measured.owners
        elsewhere = try measured.employments.department.map { ($0, try measured.employments.reader()) }
        self.evaluations = try KeyedRows(evaluations)
        results = try KeyedRows(kept.results)
        indicators = try KeyedRows(kept.indicators)
    }

    /// Those who have a result, and whoever else there are evaluations of.
    init(_ retained: Retained, evaluations: RowSpool, owners: Owners) throws {
        self.retained = retained
        self.owners = owners
        self.evaluations = try KeyedRows(evaluations)
        results = try KeyedRows(retained.results.results)
        indicators = try KeyedRows(retained.results.indicators)
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
                self.member = try members?.next()
            } else if let retained, let kept {
                if let member = try retained.member(kept) {
                    batch.candidates.append(Candidate(member: member, evaluations: own, kept: kept))
                } else {
                    batch.settled.append((kept, own.map { ($0, retained.problem(of: $0, since: kept)) }))
                }
            } else {
                if let kept { batch.gone.append((kept, try reason(against: key))) }
                batch.strays += own
            }
        }
        return batch
    }

    /// Why somebody who has a result is not in the period any more.
    private mutating func reason(against key: EmployeeKey) throws -> NotAppraisedReason {
        guard let department = elsewhere?.department else { return .notEmployed }
        let found = try elsewhere?.everyone.employment(of: key)
        return found.map { NotAppraisedReason.otherDepartment($0.department, period: department) } ?? .notEmployed
    }

    private mutating func kept(of key: EmployeeKey) throws -> ResultRecord? {
        var scores: [IndicatorRecord] = []
        try indicators.take(key) { scores.append(try IndicatorRecord(&$0)) }
        var record: ResultRecord?
        try results.take(key) { record = try ResultRecord(of: key, &$0, indicators: scores) }
        return record
    }
}
