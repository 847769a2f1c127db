import Measures
import Postgres

extension SourceSnapshot {
    /// Which rows it is that cannot be read; nil where that cannot be found out.
    func failingRows(of failure: FailedReading) async throws -> FailingRows? {
        guard let relation = catalog.relations[failure.relation] else { return nil }
        let end = ContinuousClock.now + RowHunt.patience
        var columns = Self.always[relation.name] ?? relation.columns.map(\.name)
        if let measured = failure.measured {
            for column in relation.namingColumns {
                let search = RowSearch(
                    of: measured.statement, by: column, onlyNamed: measured.people != nil, schema: schema)
                let people = relation.named(measured.people ?? [])
                if let found = try await found(by: search, bounds: measured.bounds + [people], until: end) {
                    return found
                }
            }
            columns = measured.statement.columnsRead
        }
        // What decides whether a row lies in a period is computed of all rows, and measures look at rows beyond it.
        var found = try await failingRows(
            of: relation, columns: columns.filter { relation.column($0) != nil }, until: end)
        found?.areReadByOthers = failure.measured != nil
        return found
    }

    /// Rows of any time of which these columns cannot be read.
    ///
    /// - Parameter end: when looking for them ends at the latest.
    func failingRows(
        of relation: SourceRelation, columns: [String], until end: ContinuousClock.Instant = .now + RowHunt.patience
    ) async throws -> FailingRows? {
        let (day, instant) = (PostgresDate(days: 0), PostgresTimestamp(microseconds: 0))
        for column in relation.namingColumns where !columns.isEmpty {
            let search = RowSearch(of: relation, columns: columns, by: column, schema: schema)
            let bounds: [(any PostgresEncodable)?] = [instant, instant, day, day, "UTC", [String]()]
            if let found = try await found(by: search, bounds: bounds, until: end) { return found }
        }
        return nil
    }

    /// Nothing of what it does stays in the transaction.
    private func found(
        by search: RowSearch, bounds: [(any PostgresEncodable)?], until end: ContinuousClock.Instant
    ) async throws -> FailingRows? {
        guard ContinuousClock.now < end else { return nil }
        try await connection.script("savepoint searching")
        try await connection.limit(locks: .seconds(2), statements: .seconds(5))
        var hunt = RowHunt(connection: connection, search: search, bounds: bounds, end: end)
        let found: FailingRows?
        do {
            found = try await hunt.run()
        } catch let error as PostgresError where error.code == .server {
            found = nil
        }
        try await connection.script("rollback to savepoint searching; release savepoint searching")
        return found
    }
}
