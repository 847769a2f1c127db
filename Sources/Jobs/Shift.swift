import Logging
import ServiceLifecycle

/// A worker's time under one control connection: one loop that reacts to events, and the jobs it has running.
struct Shift {
    let service: JobService
    let session: ControlSession

    private enum Event: Sendable {
        case tick
        case hint
        case due
        case finished(Int64)
        case shutdown
        case graceOver
        case controlLost
    }

    private struct Running {
        let job: Job
        let stop: AsyncStream<StopReason>.Continuation
    }

    /// - Returns: true where the service has ended, false where the control connection was lost.
    func run() async throws -> Bool {
        let (events, mail) = AsyncStream<Event>.makeStream()
        let configuration = service.configuration
        return try await withThrowingDiscardingTaskGroup(returning: Bool.self) { group in
            group.addTask {
                for await _ in session.hints { mail.yield(.hint) }
                if session.isDirect { mail.yield(.controlLost) }
            }
            group.addTask {
                while !Task.isCancelled {
                    mail.yield(.tick)
                    try? await Task.sleep(for: configuration.tick * Double.random(in: 0.9...1.1))
                }
            }
            group.addTask {
                try? await gracefulShutdown()
                mail.yield(.shutdown)
            }
            defer { group.cancelAll() }

            var running: [Int64: Running] = [:]
            var (isDraining, isLost, sawWork) = (false, false, true)
            let clock = ContinuousClock()
            var (nextBeat, nextPoll) = (clock.now + configuration.heartbeat, clock.now)

            for await event in events {
                do {
                    var polls = false
                    switch event {
                    case .tick:
                        if clock.now >= nextBeat {
                            nextBeat = clock.now + configuration.heartbeat
                            for (job, reason) in try await session.heartbeat(running.values.map(\.job)) {
                                running[job]?.stop.yield(reason)
                            }
                        }
                        try await session.sweep(logger: service.logger)
                        polls = clock.now >= nextPoll
                    case .hint, .due:
                        polls = true
                    case .finished(let job):
                        running[job] = nil
                        polls = true
                    case .shutdown where !Task.isCancelled && !isDraining && !isLost:
                        isDraining = true
                        group.addTask {
                            try? await Task.sleep(for: configuration.grace)
                            mail.yield(.graceOver)
                        }
                    case .shutdown:
                        break
                    case .graceOver:
                        for job in running.values { job.stop.yield(.shutdown) }
                    case .controlLost:
                        isLost = true
                        for job in running.values { job.stop.yield(.controlLost) }
                    }

                    if polls && !isDraining && !isLost && running.count < configuration.slots {
                        let jobs = try await session.claim(
                            Array(service.handlers.keys), atMost: configuration.slots - running.count)
                        for job in jobs {
                            let (stops, stop) = AsyncStream<StopReason>.makeStream()
                            running[job.id] = Running(job: job, stop: stop)
                            group.addTask {
                                await service.perform(job, workerID: session.workerID, stops: stops)
                                mail.yield(.finished(job.id))
                            }
                        }
                        sawWork = !jobs.isEmpty
                        nextPoll = clock.now + (sawWork ? configuration.tick : configuration.idlePoll)
                        if jobs.isEmpty {
                            let state = try await session.queueState()
                            if configuration.endsWhenIdle && !state.busy && running.isEmpty { return true }
                            if let next = state.nextDue, next < configuration.idlePoll {
                                group.addTask {
                                    try? await Task.sleep(for: max(next, .milliseconds(1)))
                                    mail.yield(.due)
                                }
                            }
                        }
                    }
                } catch where Fault(error).isPassing {
                    service.logger.error("the control connection failed", metadata: ["error": "\(error)"])
                    mail.yield(.controlLost)
                }
                if running.isEmpty && (isDraining || isLost) { return isDraining }
            }
            return true
        }
    }
}
