import Postgres
import Testing

@testable import Jobs

/// Errors have classes.
@Suite struct FaultTests {
    struct Odd: Error, CustomStringConvertible {
        let description = "odd"
    }

    @Test(
        arguments: [
            (PostgresError(.connectionLost, "gone"), Fault.sessionLost("gone")),
            (PostgresError(.cannotConnect, "refused"), .passing("refused")),
            (PostgresError(.server, "serialization", sqlState: "40001"), .passing("serialization [40001]")),
            (PostgresError(.server, "deadlock", sqlState: "40P01"), .passing("deadlock [40P01]")),
            (
                PostgresError(.server, "shutting down", sqlState: "57P01"),
                .passing(
                    """
                    shutting down [57P01]; somebody ended the session (pg_terminate_backend), a takeover did, or the server was \
                    shut down; the server's log says which
                    """)
            ),
            (PostgresError(.server, "demoted", sqlState: "25006"), .passing("demoted [25006]")),
            (PostgresError(.server, "no shard", sqlState: "08001"), .passing("no shard [08001]")),
            (PostgresError(.server, "no foreign server", sqlState: "HV00N"), .passing("no foreign server [HV00N]")),
            (PostgresError(.server, "foreign trouble", sqlState: "HV000"), .ownWork("foreign trouble [HV000]")),
            (PostgresError(.spool, "no room"), .passing("no room")),
            (PostgresError(.server, "division by zero", sqlState: "22012"), .ownWork("division by zero [22012]")),
            (PostgresError(.decoding, "no number"), .ownWork("no number")),
            (PostgresError(.cancelled, "cancelled"), .handedBack("its worker was interrupted")),
            (CancellationError(), .handedBack("its worker was interrupted")),
            (UnusableInput("mend it"), .unusable("mend it")),
            (NotNow("it lags"), .passing("it lags")),
            (Odd(), .ownWork("odd")),
        ] as [(any Error, Fault)])
    func anErrorHasAClass(error: any Error, fault: Fault) {
        #expect(Fault(error) == fault)
    }
}
