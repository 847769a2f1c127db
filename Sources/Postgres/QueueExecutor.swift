import Dispatch

/// Runs an actor's work on a dispatch queue of its own, so that libpq's blocking calls hold nobody else up.
///
/// Measured for one round trip of `select 1`: 60–75 µs with a blocking call on such a queue, 115–130 µs with a non-blocking one
/// that waits on a source. For a handful of connections a thread each is the simpler and the faster choice.
final class QueueExecutor: SerialExecutor {
    let queue: DispatchQueue

    init(label: String) {
        queue = DispatchQueue(label: label)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
