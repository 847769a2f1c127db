import Postgres

/// Whose open transaction is in the way of a session.
enum Obstacle {
    /// Who holds what a session waits for, since when, as the server knows it.
    ///
    /// - Parameters:
    ///   - processID: the session that waits; 0: no session waits, and whoever locks a whole table of schema `merit` is
    ///     looked for.
    ///   - database: asked on a connection of its own, for those that are open may be silent.
    /// - Returns: nil where nobody does, or the server does not say.
    static func find(of processID: Int32, in database: PostgresConfiguration) async -> String? {
        try? await database.withConnection { try await ask(processID, $0) }
    }

    /// The same, where a connection of the pool will do.
    static func find(of processID: Int32, in pool: PostgresPool) async -> String? {
        try? await pool.withConnection { try await ask(processID, $0) }
    }

    private static func ask(_ processID: Int32, _ connection: PostgresConnection) async throws -> String? {
        try await connection.query(Statements.heldUp, processID).one().decode(String?.self)
    }
}

extension PostgresError {
    /// The server refused for now, and the connection stands: what was asked is asked again later.
    ///
    /// A missing right, function or table, and a wrong login, are mended by people alone.
    var isRefusalForNow: Bool {
        guard code == .server, let sqlState else { return false }
        let isFinal = ["0A", "28", "3D", "3F", "42"].contains { sqlState.hasPrefix($0) }
        // A server that has become read-only, or is ending, is left for the one in its place.
        let isLeaving = ["08", "57P"].contains { sqlState.hasPrefix($0) } || sqlState == "25006"
        return !isFinal && !isLeaving
    }
}
