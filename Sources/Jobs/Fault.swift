import Postgres

/// Why an attempt ended without completing, and so what becomes of its job.
package enum Fault: Sendable, Equatable {
    /// Not the job's doing, such as a lost connection, a deadlock or a full disk: tried again, and the attempt does not count.
    case passing(String)
    /// The same, and the session that did the work is out of reach: it may still run, and is to be ended.
    case sessionLost(String)
    /// The work itself went wrong: the attempt counts.
    case ownWork(String)
    /// Trying again cannot help.
    case unusable(String)
    /// Given up for others to take at once, such as at a shutdown.
    case handedBack(String)
    /// Nothing went wrong: it is to be begun later.
    case early(Duration)
    /// Somebody else has the job now.
    case leaseLost
    /// A person cancelled the job.
    case cancelled

    package init(_ error: any Error) {
        switch error {
        case let error as UnusableInput: self = .unusable(error.description)
        case let error as NotYet: self = .early(error.delay)
        case let error as NotNow: self = .passing(error.description)
        case is LeaseLost: self = .leaseLost
        case is CancellationError: self = .handedBack("its worker was interrupted")
        case let error as PostgresError where error.code == .cancelled: self = .handedBack("its worker was interrupted")
        case let error as PostgresError where error.isConnectionLoss: self = .sessionLost(error.explained)
        case let error as PostgresError where error.isTransient || error.code == .spool:
            self = .passing(error.explained)
        case let error as PostgresError: self = .ownWork(error.explained)
        default: self = .ownWork(String(describing: error))
        }
    }

    /// - Parameter obstacle: who was in the way of the session, as far as that was seen.
    init(_ error: any Error, heldBy obstacle: String?) {
        guard var named = error as? PostgresError, named.sqlState == "55P03", named.hint == nil, let obstacle else {
            self.init(error)
            return
        }
        named.hint = obstacle
        self.init(named)
    }

    /// - Parameter obstacle: who was in the way of the session, as far as that was seen.
    init(_ reason: StopReason, heldBy obstacle: String? = nil) {
        self =
            switch reason {
            case .leaseLost: .leaseLost
            case .cancelled: .cancelled
            case .silent: .sessionLost("the connection that did the work fell silent")
            case .overtime(let note): .ownWork(note + (obstacle.map { "; in its way: \($0)" } ?? ""))
            case .shutdown: .handedBack("handed back when its worker shut down")
            case .controlLost(let why):
                .handedBack("handed back when its worker lost its control connection" + (why.map { ": \($0)" } ?? ""))
            }
    }

    /// Its description as a log may have it: what the server quotes of the data when it fails on it is left out.
    package var logged: String {
        let quotesData = ["[22", "[23", "[P0"].contains { description.contains($0) }
        return quotesData ? description.replacing(/"[^"]*"/, with: "\"…\"") : description
    }

    var isEarly: Bool {
        if case .early = self { true } else { false }
    }

    var isHandingBack: Bool {
        if case .handedBack = self { true } else { false }
    }

    var isPassing: Bool {
        switch self {
        case .passing, .sessionLost: true
        default: false
        }
    }
}

extension Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .passing(let reason), .sessionLost(let reason), .ownWork(let reason), .unusable(let reason),
            .handedBack(let reason):
            reason
        case .early: "it is to be begun later"
        case .leaseLost: "the lease was lost"
        case .cancelled: "the job was cancelled"
        }
    }
}

/// What the job was given cannot be worked with: it fails at once, and the text says what a person can do.
package struct UnusableInput: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// The job cannot be done at present, for a reason that passes by itself: tried again, and the attempt does not count.
package struct NotNow: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// The job was begun too early: it waits again as if it had not begun.
package struct NotYet: Error, Hashable {
    /// How long it is to wait, by the database's clock.
    package let delay: Duration

    package init(after delay: Duration) {
        self.delay = delay
    }
}

/// The job was taken over: this attempt has changed nothing and may not any more.
package struct LeaseLost: Error, CustomStringConvertible {
    package let job: Job

    package var description: String {
        "the lease of job \(job.id) (token \(job.leaseToken)) was lost; nothing of this attempt was written"
    }
}
