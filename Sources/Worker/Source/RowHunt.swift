import Measures
import Postgres

/// Halves rows again and again until those are left that fail.
struct RowHunt {
    let connection: PostgresConnection
    let search: RowSearch
    let bounds: [(any PostgresEncodable)?]
    /// When it ends at the latest.
    let end: ContinuousClock.Instant
    private var trials = 60

    /// How long rows are looked for in all.
    static let patience = Duration.seconds(20)
    /// More rows are not looked through.
    private static let mostRows = 200_000
    /// The name of no row.
    private static let nobody = "2f6a1c0e-there-is-no-such-row-"

    init(
        connection: PostgresConnection, search: RowSearch, bounds: [(any PostgresEncodable)?],
        end: ContinuousClock.Instant
    ) {
        self.connection = connection
        self.search = search
        self.bounds = bounds
        self.end = end
    }

    /// - Throws: `PostgresError` where the rows' names cannot be read, or what is wrong is no row's fault.
    mutating func run() async throws -> FailingRows? {
        let ids: [String] = try await connection.query(search.listing, parameters: bounds + [Self.mostRows + 1])
            .decode(String.self)
        // What fails without any of the rows fails before they are chosen, and tells nothing of them.
        guard ids.count <= Self.mostRows, try await !fails(ids.map { Self.nobody + $0 }),
            try await !fails([Self.nobody])
        else { return nil }
        var found: [String] = []
        var (left, isComplete) = ([ids[...]], true)
        while let part = left.popLast(), !part.isEmpty {
            guard trials > 0, ContinuousClock.now < end, found.count < FailingRows.most else {
                isComplete = false
                break
            }
            guard try await fails(Array(part)) else { continue }
            guard part.count > 1 else {
                found += part
                continue
            }
            let middle = part.startIndex + part.count / 2
            left += [part[middle...], part[..<middle]]
        }
        return found.isEmpty ? nil : FailingRows(column: search.column, ids: found, areSome: !isComplete)
    }

    private mutating func fails(_ ids: [String]) async throws -> Bool {
        trials -= 1
        let texts = search.arguments.map(\.encodable)
        try await connection.execute("savepoint trying")
        do {
            try await connection.reduceRows(into: (), search.trial, parameters: bounds + [ids] + texts) { _, _ in }
            try await connection.execute("release savepoint trying")
            return false
        } catch let error as PostgresError where error.isFaultOfRow {
            try await connection.execute("rollback to savepoint trying")
            return true
        }
    }
}
