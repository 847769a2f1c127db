import Postgres
import Store

extension SourceSnapshot {
    /// Who sees to the tasks of a period, for whoever does not wait for the answer: where the source does not give it at once, every
    /// supervisor is taken to be there.
    func owners(in period: Period) async throws -> Owners {
        let (lock, statement) = try await connection.query(
            "select current_setting('lock_timeout'), current_setting('statement_timeout')"
        ).one().decode(String.self, String.self)
        try await connection.script("savepoint owners")
        try await connection.limit(locks: .seconds(2), statements: .seconds(5))
        do {
            let gone = try await goneSupervisors(since: period.span)
            let owners =
                gone.isEmpty
                ? .unchanged
                : try Owners(
                    without: gone,
                    among: Employments(
                        assignments: try await assignments(in: period.span), days: period.span.days,
                        department: period.department))
            // The limits are of this question alone; the locks stay, for by them it is seen what was replaced meanwhile.
            try await connection.script("release savepoint owners")
            try await connection.execute(
                "select set_config('lock_timeout', $1, true), set_config('statement_timeout', $2, true)", lock,
                statement)
            return owners
        } catch is FailedReading, is SourceFault {
        } catch let error as PostgresError where error.code == .server {
        }
        try await connection.script("rollback to savepoint owners; release savepoint owners")
        return .unchanged
    }
}
