/// Why a running job must stop before it is done.
enum StopReason: Sendable {
    case leaseLost
    case cancelled
    /// Nothing that is said on the session of the attempt arrives any more.
    case silent
    case overtime
    case shutdown
    case controlLost
}
