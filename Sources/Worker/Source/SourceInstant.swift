import Jobs
package import Postgres

/// When a state of the source was.
package struct SourceInstant: Sendable {
    /// Until when all that was committed is in it.
    package let cutoff: PostgresTimestamp
    /// What the server's clock said.
    let clock: PostgresTimestamp
    let isStandby: Bool

    /// To be asked before the state is read: what is committed meanwhile may be in it as well.
    static func read(from connection: PostgresConnection) async throws -> SourceInstant {
        let (cutoff, clock, isStandby) = try await connection.query(Statements.sourceInstant).one().decode(
            PostgresTimestamp.self, PostgresTimestamp.self, Bool.self)
        return SourceInstant(cutoff: cutoff, clock: clock, isStandby: isStandby)
    }

    /// By how many seconds a standby is behind its clock.
    var lag: Int64 { (clock.microseconds - cutoff.microseconds) / 1_000_000 }

    /// - Throws: `NotNow` where `end` is past, but not all that was committed before it is there.
    func check(reaching end: PostgresTimestamp) throws {
        guard cutoff < end, end <= clock else { return }
        throw NotNow(
            """
            the source is a standby that has replayed what was committed until \(cutoff); it is measured once that is past \(end), \
            the end of what is to be measured
            """)
    }
}
