/// Something that happens to the queue.
///
/// Numbers choose among what there is at that moment, round and round, so that a sequence still makes sense when steps are
/// taken out of it.
enum QueueStep: Sendable, Equatable {
    case ask(subject: Int)
    case askLater(subject: Int)
    /// Time passes, and everything that waits is due.
    case becomeDue
    case claim(worker: Int)
    /// A worker says how an attempt ended, with the token of one of the claims that were ever made: perhaps an old one.
    case complete(claim: Int)
    case putBack(claim: Int, counted: Bool)
    case fail(claim: Int)
    case report(claim: Int)
    case heartbeat(worker: Int)
    /// A worker was silent for so long that the lease of a job has run out.
    case expire(job: Int)
    case die(worker: Int)
    case leave(worker: Int)
    case sweep(worker: Int)
    case cancel(job: Int)
    case retry(job: Int)
    case pause
    case resume
    case prune

    static let subjects = 3
    static let workers = 3

    static func random(using dice: inout some RandomNumberGenerator) -> QueueStep {
        let number = Int.random(in: 0..<1000, using: &dice)
        let (worker, subject) = (number % workers, number % subjects)
        return switch Int.random(in: 0..<100, using: &dice) {
        case 0..<16: .ask(subject: subject)
        case 16..<19: .askLater(subject: subject)
        case 19..<22: .becomeDue
        case 22..<42: .claim(worker: worker)
        case 42..<52: .complete(claim: number)
        case 52..<57: .putBack(claim: number, counted: true)
        case 57..<61: .putBack(claim: number, counted: false)
        case 61..<64: .fail(claim: number)
        case 64..<66: .report(claim: number)
        case 66..<72: .heartbeat(worker: worker)
        case 72..<76: .expire(job: number)
        case 76..<80: .die(worker: worker)
        case 80..<82: .leave(worker: worker)
        case 82..<89: .sweep(worker: worker)
        case 89..<92: .cancel(job: number)
        case 92..<96: .retry(job: number)
        case 96: .pause
        case 97, 98: .resume
        default: .prune
        }
    }
}

/// What whoever does a step is told.
enum QueueAnswer: Sendable, Hashable {
    case nothing
    /// The place of the job that was claimed; nil where none was due.
    case claimed(Int?)
    /// The job's new state; nil where the lease was lost.
    case settled(String?)
    /// The jobs that must stop, each with why.
    case stop([Int: String])
    case refused
}
