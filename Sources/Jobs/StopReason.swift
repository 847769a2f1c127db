/// Why a running job must stop before it is done.
enum StopReason: Sendable {
    case leaseLost
    case overtime
    case shutdown
    case controlLost
}
