package import Postgres

/// Where the middle half of everyone on a template lies: rows of `merit.peer_spread`.
package enum PeerSpread {
    /// Keeps it of the results that a full run left, behind the last of them.
    package static func keep(of period: Int64, run: Int64, in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.keepSpreads, run, period)
    }
}
