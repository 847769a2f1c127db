/// Why a running job must stop before it is done.
enum StopReason: Sendable, Equatable {
    case leaseLost
    case cancelled
    /// Nothing that is said on the session of the attempt arrives any more.
    case silent
    /// How long it might run, and what it was at.
    case overtime(String)
    case shutdown
    /// Why the control connection counts as lost, as far as that is known.
    case controlLost(String?)
}
