import Postgres

/// A rating of bob by himself that is inserted at one moment and committed at another.
///
/// Moment 0 is before the scoring is claimed, 1 when it begins, 2 when it has read everything, 3 when it is over.
actor TimedRating {
    private let rater: PostgresConnection
    private let inserted: Int
    private let committed: Int
    private var next = 0

    init(by rater: PostgresConnection, inserted: Int, committed: Int) {
        self.rater = rater
        self.inserted = inserted
        self.committed = committed
    }

    /// Each moment counts once, whatever comes again.
    func pass(_ moment: Int) async throws {
        guard moment >= next else { return }
        next = moment + 1
        if moment == inserted {
            try await rater.execute("begin")
            try await rater.execute(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                select period_id, 'bob', 'self', 'bob', 'manner', 50 from merit.appraisal_period
                """)
        }
        if moment == committed { try await rater.execute("commit") }
    }
}
