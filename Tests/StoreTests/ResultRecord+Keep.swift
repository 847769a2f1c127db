import Postgres
import Store

extension ResultRecord {
    /// Writes results of period 1 as one revision of run 1.
    static func keep(_ records: [ResultRecord], revision: Int, in connection: PostgresConnection) async throws {
        var spool = Spool()
        try spool.append(Rows(records, period: 1))
        try await spool.copy(revision: revision, run: 1, into: connection)
    }
}
