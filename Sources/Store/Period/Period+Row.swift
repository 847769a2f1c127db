package import Postgres
import Statements

extension Period {
    /// Keeps others that write what this period and those beside it lead to waiting, until the end of the transaction.
    package func lockRow(in connection: PostgresConnection) async throws {
        try await connection.execute(Statements.lockRowOfPeriods, id)
    }

    /// The scored periods that follow on this one without a gap, the nearest first.
    package func following(in connection: PostgresConnection) async throws -> [Period] {
        var periods: [Period] = []
        for id in try await connection.query(Statements.followingPeriods, id).decode(Int64.self) {
            if let period = try await Period.load(id, from: connection) { periods.append(period) }
        }
        return periods
    }
}
