import Postgres

/// Why an attempt ended without completing, and so what becomes of its job.
package enum Fault: Sendable, Equatable {
    /// Not the job's doing, such as a lost connection or a deadlock: tried again, and the attempt does not count.
    case passing(String)
    /// The work itself went wrong: the attempt counts.
    case ownWork(String)
    /// Trying again cannot help.
    case unusable(String)
    /// Given up for others to take at once, such as at a shutdown.
    case handedBack(String)
    /// Somebody else has the job now.
    case leaseLost

    package init(_ error: any Error) {
        switch error {
        case let error as UnusableInput: self = .unusable(error.description)
        case is LeaseLost: self = .leaseLost
        case is CancellationError: self = .handedBack("its worker was interrupted")
        case let error as PostgresError where error.code == .cancelled: self = .handedBack("its worker was interrupted")
        case let error as PostgresError where error.isTransient: self = .passing(error.description)
        default: self = .ownWork(String(describing: error))
        }
    }

    init(_ reason: StopReason) {
        self =
            switch reason {
            case .leaseLost: .leaseLost
            case .overtime: .ownWork("ran longer than the setting job_seconds allows")
            case .shutdown: .handedBack("handed back when its worker shut down")
            case .controlLost: .handedBack("handed back when its worker lost its control connection")
            }
    }

    var isPassing: Bool {
        if case .passing = self { true } else { false }
    }
}

extension Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .passing(let reason), .ownWork(let reason), .unusable(let reason), .handedBack(let reason): reason
        case .leaseLost: "the lease was lost"
        }
    }
}
