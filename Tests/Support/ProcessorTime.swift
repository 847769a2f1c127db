#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// How long a piece of work keeps a processor busy, however much else the machine has to do.
package func processorTime<Success>(of work: () throws -> Success) rethrows -> (Success, Duration) {
    let began = processorTimeOfThread()
    let success = try work()
    return (success, processorTimeOfThread() - began)
}

private func processorTimeOfThread() -> Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
