import Postgres

/// Why the rows of a relation were measured, and not looked at.
enum Unlooked: Sendable {
    case elsewhere, dear, slow

    var words: String {
        switch self {
        case .elsewhere: "they stand on another server, which is asked for nothing beside measuring"
        case .dear: "they are too many for a look beside measuring"
        case .slow: "the server took longer than 2 s, or refused"
        }
    }
}

extension SourceSnapshot {
    /// What the planner may hold a look to cost at most, in its own units: some tenths of a second, or some 200,000 rows.
    ///
    /// A relation whose rows of a period take more is measured, and not looked at again.
    static let mostCost = 100_000.0

    /// Whether a statement is soon done where the rows are.
    func isCheap(_ sql: String, _ parameters: [(any PostgresEncodable)?]) async throws -> Bool {
        try await obstacle(to: sql, parameters) == nil
    }

    /// What keeps a statement from being a moment's work; nil where the planner holds it to be cheap, and no other server is asked.
    ///
    /// A statement that is broken off on another server may take that server's snapshot with it, which the measuring goes on by.
    func obstacle(to sql: String, _ parameters: [(any PostgresEncodable)?]) async throws -> Unlooked? {
        let plan = try await connection.query("explain (format json) " + sql, parameters: parameters).one()
            .decode(String.self)
        guard !plan.contains("\"Foreign Scan\""), !plan.contains("\"Custom Scan\"") else { return .elsewhere }
        let cost = plan.firstMatch(of: /"Total Cost": ([0-9.]+)/).flatMap { Double($0.1) }
        return cost.map { $0 <= Self.mostCost } ?? false ? nil : .dear
    }

    /// Asks something that nothing rests on, for a moment; nil where the server refuses, or takes longer.
    func glimpse<Value: Sendable>(_ body: () async throws -> Value?) async throws -> Value? {
        try await connection.script("savepoint glimpse")
        try await connection.limit(locks: .seconds(1), statements: .seconds(2))
        // Days are few, and the planner takes them for many: it would sort the rows first.
        try await connection.script("set local hash_mem_multiplier = 16; set local jit = off")
        var value: Value?
        do {
            value = try await body()
        } catch let error as PostgresError where error.code == .server {
            value = nil
        }
        try await connection.script("rollback to savepoint glimpse; release savepoint glimpse")
        return value
    }
}
