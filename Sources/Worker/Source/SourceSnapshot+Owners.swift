import Postgres
import Store

extension SourceSnapshot {
    /// Who sees to the tasks of a period, for whoever does not wait for the answer: where the source does not give it at once, every
    /// supervisor is taken to be there.
    func owners(in period: Period) async throws -> Owners {
        try await connection.script(
            "savepoint owners; set local lock_timeout = '2s'; set local statement_timeout = '5s'")
        let owners: Owners
        do {
            let gone = try await goneSupervisors(since: period.span)
            owners =
                gone.isEmpty
                ? .unchanged
                : try Owners(
                    without: gone,
                    among: Employments(
                        assignments: try await assignments(in: period.span), days: period.span.days,
                        department: period.department))
        } catch is FailedReading, is SourceFault {
            owners = .unchanged
        } catch let error as PostgresError where error.code == .server {
            owners = .unchanged
        }
        // The limits are of this question alone.
        try await connection.script("rollback to savepoint owners; release savepoint owners")
        return owners
    }
}
