package import Postgres

extension Period {
    /// Asks for a period by INSERT; returns its number.
    ///
    /// - Parameters:
    ///   - first: first day, as people write dates.
    ///   - last: last day, included.
    package static func open(
        _ label: String, from first: String, to last: String, timeZone: String, department: String?,
        in connection: PostgresConnection
    ) async throws -> Int64 {
        try await connection.query(Statements.openPeriod, label, first, last, timeZone, department).one().decode(
            Int64.self)
    }

    /// The time zone of the newest period that was not cancelled; nil where there is none.
    package static func newestTimeZone(in connection: PostgresConnection) async throws -> String? {
        try await connection.query(Statements.newestTimeZone).first?.decode(String.self)
    }

    /// Asks for a period to be scored now; false where no period has that label.
    ///
    /// - Parameter reason: Why, where it is kept; newer rules may take one.
    package static func ask(
        _ label: String, takeNewest: Bool, reason: String? = nil, in connection: PostgresConnection
    ) async throws -> Bool {
        try await connection.execute(Statements.askPeriod, label, takeNewest, reason) > 0
    }

    /// How many people the last full scoring of a period changed, and by what; nil where it was the first, or there was none.
    package static func lastChange(
        of label: String, in connection: PostgresConnection
    ) async throws -> (revision: Int, people: Int64, byCause: [(cause: String, people: Int64)])? {
        guard let row = try await connection.query(Statements.lastChange, label).first else { return nil }
        let counts = try ["assignment", "template", "value", "evaluation"].map {
            (cause: $0, people: try row[$0, as: Int64.self])
        }
        let (revision, people): (Int, Int64) = (try row["revision"], try row["people"])
        return (revision: revision, people: people, byCause: counts.filter { $0.people > 0 })
    }

    /// Closes a scored period, so that nothing of it changes; false where no period has that label.
    package static func close(_ label: String, in connection: PostgresConnection) async throws -> Bool {
        try await connection.execute(Statements.closePeriod, label) > 0
    }

    /// Opens a closed period again; false where no closed period has that label.
    package static func reopen(
        _ label: String, reason: String, in connection: PostgresConnection
    ) async throws -> Bool {
        try await connection.execute(Statements.reopenPeriod, label, reason) > 0
    }

    /// Locks the period until the end of the transaction; returns its revision.
    package func lock(in connection: PostgresConnection) async throws -> Int {
        try await connection.query(Statements.lockPeriod, id).one().decode(Int.self)
    }

    package func markScored(revision: Int, isPartial: Bool, in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.updateScoredPeriod, id, revision, isPartial)
    }
}
