import Jobs
import Postgres
import Testing

@testable import Worker

/// Whether what a period needs has reached a standby.
@Suite struct SourceInstantTests {
    private static let end = PostgresTimestamp(microseconds: 1_000_000)

    @Test(arguments: [
        // Read before the end: nobody expects more.
        (-5, -4, false),
        (-1, -1, false),
        // The end is past, and not all of the period is there.
        (-5, 0, true),
        (-1, 9, true),
        (0, 9, false),
        (9, 9, false),
    ])
    func aStandbyMustHaveReachedTheEndThatIsPast(cutoff: Int64, clock: Int64, isPutOff: Bool) throws {
        func moment(_ seconds: Int64) -> PostgresTimestamp {
            PostgresTimestamp(microseconds: Self.end.microseconds + seconds * 1_000_000)
        }
        let instant = SourceInstant(cutoff: moment(cutoff), clock: moment(clock), isStandby: true)
        #expect(instant.lag == clock - cutoff)
        if isPutOff {
            #expect(
                throws: NotNow(
                    """
                    the source is a standby that has replayed what was committed until \(moment(cutoff)); it is measured once that is \
                    past \(Self.end), the end of what is to be measured
                    """)
            ) { try instant.check(reaching: Self.end) }
        } else {
            try instant.check(reaching: Self.end)
        }
    }
}
