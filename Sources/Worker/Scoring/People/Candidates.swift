import Appraisal
import Postgres
import Store

/// Everyone who is to be scored, in the byte order of their ids: here the streams of rows, each sorted by person, are joined.
///
/// In a full scoring they are everyone whom the source names; in a partial one, those of whom something is new and who
/// have a stored result. Of each stream only a piece is in memory, however many people there are.
struct Candidates {
    /// Some people.
    struct Batch: Sendable {
        fileprivate(set) var candidates: [Candidate] = []
        /// The kept results of those who are not in the period any more, with why.
        fileprivate(set) var gone: [(record: ResultRecord, reason: NotAppraisedReason)] = []
        /// Those who were not appraised and stay so, with why each of their evaluations is not used; nil where nothing is wrong with it.
        fileprivate(set) var settled: [(record: ResultRecord, evaluations: [(StoredEvaluation, String?)])] = []
        /// Evaluations of people who are not in the period.
        fileprivate(set) var strays: [StoredEvaluation] = []

        /// The people in ``gone`` whose stored result still counts them as employed.
        var newlyGone: [ResultRecord] { gone.map(\.record).filter { $0.daysEmployed > 0 } }

        fileprivate var count: Int { candidates.count + gone.count + settled.count + strays.count }
    }

    /// Nil where not everyone is measured.
    private var measured: MeasuredRows?
    /// Nil where everyone is measured.
    private let retained: Retained?
    private var evaluations: KeyedRows
    private var results: KeyedRows
    private var indicators: KeyedRows
    /// Who sees to tasks.
    let owners: Owners
    /// Rows that passed into measures, by relation; complete behind the last batch.
    var rowsRead: [String: Int64] { measured?.rowsRead ?? retained?.remeasured.rowsRead ?? [:] }
    /// Rows whose times cannot be; complete behind the last batch.
    var disorderedRows: Int64 { measured?.disorderedRows ?? 0 }

    /// Those that the source names.
    ///
    /// - Parameter places: which facts are read; others are empty, and so is the customers' voice. Nil: all.
    init(
        _ measured: Measured, reading places: Set<MeasurePlan.Place>? = nil, evaluations: RowSpool = RowSpool(),
        kept: ResultRecord.Kept = .none
    ) throws {
        self.measured = try MeasuredRows(measured, of: places)
        retained = nil
        self.evaluations = try KeyedRows(evaluations)
        results = try KeyedRows(kept.results)
        indicators = try KeyedRows(kept.indicators)
        owners = measured.owners
    }

    /// Those who have a result, and whoever else there are evaluations of.
    init(_ retained: Retained, evaluations: RowSpool, owners: Owners) throws {
        measured = nil
        self.retained = retained
        self.evaluations = try KeyedRows(evaluations)
        results = try KeyedRows(retained.results.results)
        indicators = try KeyedRows(retained.results.indicators)
        self.owners = owners
    }

    /// Nil behind the last.
    mutating func next(atMost count: Int) throws -> Batch? {
        var batch = Batch()
        while batch.count < count {
            // Nothing else that is done for each person would notice that the attempt is to stop.
            try Task.checkCancellation()
            guard let key = [measured?.key, evaluations.key, results.key].compactMap(\.self).min() else {
                return batch.count > 0 ? batch : nil
            }
            let given = try evaluations(of: key)
            let kept = try kept(of: key)
            if let retained {
                try batch.add(given, kept, from: retained)
                continue
            }
            let employment = try measured?.employment(of: key)
            if let employment, let candidate = try measured?.candidate(employment, given, kept) {
                batch.candidates.append(candidate)
            } else {
                batch.strays += given
                if let kept { batch.gone.append((kept, measured?.reason(against: employment) ?? .notEmployed)) }
            }
        }
        return batch
    }

    private mutating func evaluations(of key: EmployeeKey) throws -> [StoredEvaluation] {
        var given: [StoredEvaluation] = []
        try evaluations.take(key) { given += try StoredEvaluation(of: key, &$0).map { [$0] } ?? [] }
        return given
    }

    private mutating func kept(of key: EmployeeKey) throws -> ResultRecord? {
        var scores: [IndicatorRecord] = []
        try indicators.take(key) { scores.append(try IndicatorRecord(&$0)) }
        var record: ResultRecord?
        try results.take(key) { record = try ResultRecord(of: key, &$0, indicators: scores) }
        return record
    }
}

extension Candidates.Batch {
    /// Takes in a person of whom nothing is measured.
    fileprivate mutating func add(
        _ given: [StoredEvaluation], _ kept: ResultRecord?, from retained: Retained
    ) throws {
        guard let kept else {
            strays += given
            return
        }
        if let candidate = try retained.candidate(kept, given) {
            candidates.append(candidate)
        } else {
            settled.append((kept, given.map { ($0, retained.problem(of: $0, since: kept)) }))
        }
    }
}
