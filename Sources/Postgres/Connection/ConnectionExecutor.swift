import Dispatch

/// Runs one connection's work, one piece after the other, on a queue of its own where it may block.
///
/// Measured with libpq 15 over a socket on two cores: a blocking round trip on such a queue takes 60–75 µs, a
/// non-blocking one with dispatch sources 115–130 µs. A worker has a handful of connections, so a thread for each that
/// waits is cheap; the cooperative threads of Swift are never blocked.
final class ConnectionExecutor: SerialExecutor {
    let queue = DispatchQueue(label: "merit.postgres.connection")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
    }

    func checkIsolated() {
        dispatchPrecondition(condition: .onQueue(queue))
    }
}
