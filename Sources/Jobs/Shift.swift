import Logging
import Postgres
import ServiceLifecycle

/// A worker's time under one control connection: one loop that reacts to events and renews leases, and the jobs it has running.
struct Shift {
    let service: JobService
    let session: ControlSession
    /// Sessions for what has to be done again and again.
    let duties: PostgresPool

    private enum Event: Hashable, Sendable {
        case tick
        /// There may be work.
        case hint
        /// The same, a moment after another.
        case laterHint
        /// A job was cancelled, perhaps one of this worker's.
        case cancelHint
        case finished(Int64)
        /// Slots are free.
        case refill
        case shutdown
        case graceOver
        case controlLost
    }

    private enum Concern: String {
        case leases, claims
    }

    /// What the loop remembers from one event to the next.
    private struct State {
        var running: [Int64: Running] = [:]
        /// A shutdown was asked for: nothing new is begun.
        var isDraining = false
        /// The control connection is gone: nothing is claimed, renewed or swept any more.
        var isLost = false
        /// Hints before this instant are followed together, then.
        var nextHint: ContinuousClock.Instant
        var awaitsLaterHint = false
        /// What the loop is about just now.
        var concern = Concern.claims
        /// What it could not do for a while, because somebody holds the queue; it was said.
        var heldUp: Set<Concern> = []
        var nextBeat: ContinuousClock.Instant
        var nextPoll: ContinuousClock.Instant
    }

    private struct Running {
        let job: Job
        let stop: AsyncStream<StopReason>.Continuation
        let session: AttemptSession
        /// Of the session, and since when it has been the same.
        var pulse: UInt64 = 0
        var pulseSince = ContinuousClock.now
        var wasStopped = false

        /// Whether the attempt has waited for the server, and heard nothing, for so long.
        mutating func hearsNothing(for time: Duration) -> Bool {
            let current = session.pulse
            if current != pulse { (pulse, pulseSince) = (current, .now) }
            return pulse % 2 == 1 && ContinuousClock.now - pulseSince >= time
        }
    }

    private var configuration: JobService.Configuration { service.configuration }

    /// - Returns: true where the service has ended, false where the control connection was lost.
    /// - Throws: where the database refuses what no waiting mends; the jobs have been handed back then.
    func run() async throws -> Bool {
        let mail = Mailbox<Event>()
        let (duty, endOfDuty) = AsyncStream<Void>.makeStream()
        return try await withThrowingDiscardingTaskGroup(returning: Bool.self) { group in
            // What is still running when this ends is told to stop, and hands its job back.
            defer { group.cancelAll() }
            group.addTask {
                for await hint in session.hints { mail.put(hint.payload == "cancelled" ? .cancelHint : .hint) }
                mail.put(.controlLost)
            }
            group.addTask {
                while !Task.isCancelled {
                    mail.put(.tick)
                    try? await Task.sleep(for: configuration.tick * Double.random(in: 0.9...1.1))
                }
            }
            group.addTask {
                guard (try? await gracefulShutdown()) != nil else { return }
                mail.put(.shutdown)
            }
            group.addTask {
                await Duties(service: service, workerID: session.workerID, pool: duties).perform(until: duty)
            }

            var state = State(nextHint: .now, nextBeat: .now + configuration.heartbeat, nextPoll: .now)
            for await event in mail.events {
                mail.take(event)
                service.status.move()
                do {
                    guard try await react(to: event, &state, &group, mail) else { return true }
                } catch  where Task.isCancelled {
                    return true
                } catch let error as PostgresError where error.isRefusalForNow {
                    wait(&state, because: (try? await session.obstacle()) ?? error.description)
                } catch  where Fault(error).isPassing {
                    service.logger.error("the control connection failed", metadata: ["error": "\(error)"])
                    await letGo(&state, because: String(describing: error))
                }
                if state.isLost { endOfDuty.finish() }
                if state.running.isEmpty && (state.isDraining || state.isLost) { return state.isDraining }
            }
            return true
        }
    }

    /// - Returns: false where the service ends because there is nothing to do.
    private func react(
        to event: Event, _ state: inout State, _ group: inout ThrowingDiscardingTaskGroup<any Error>,
        _ mail: Mailbox<Event>
    ) async throws -> Bool {
        switch event {
        case .tick where !state.isLost:
            if ContinuousClock.now >= state.nextBeat { try await renew(&state) }
            guard ContinuousClock.now >= state.nextPoll else { return true }
        case .hint where state.awaitsLaterHint:
            return true
        case .hint where ContinuousClock.now < state.nextHint:
            state.awaitsLaterHint = true
            let delay = state.nextHint - .now
            group.addTask {
                try? await Task.sleep(for: delay)
                mail.put(.laterHint)
            }
            return true
        case .hint, .laterHint:
            state.awaitsLaterHint = false
            state.nextHint = .now + configuration.hintPause
        case .cancelHint where !state.isLost:
            try await renew(&state)
        case .finished(let job):
            state.running[job] = nil
            // Many that end together are followed by one claim.
            mail.put(.refill)
            return true
        case .shutdown:
            state.isDraining = true
            service.status.enter(.draining)
            group.addTask {
                guard (try? await Task.sleep(for: configuration.grace)) != nil else { return }
                mail.put(.graceOver)
            }
        case .graceOver:
            for job in state.running.values { job.stop.yield(.shutdown) }
        case .controlLost where !state.isLost:
            await letGo(&state, because: nil)
        case .tick, .cancelHint, .controlLost, .refill:
            break
        }
        return try await poll(&state, &group, mail)
    }

    /// Takes what is due into free slots.
    private func poll(
        _ state: inout State, _ group: inout ThrowingDiscardingTaskGroup<any Error>,
        _ mail: Mailbox<Event>
    ) async throws -> Bool {
        guard !state.isDraining && !state.isLost && state.running.count < configuration.slots else { return true }
        let kinds = Array(service.handlers.keys)
        state.concern = .claims
        // Also where it cannot be looked at now.
        state.nextPoll = .now + configuration.tick
        let jobs = try await session.claim(kinds, atMost: configuration.slots - state.running.count)
        goOn(&state)
        for job in jobs {
            let (stops, stop) = AsyncStream<StopReason>.makeStream()
            let attemptSession = AttemptSession(pool: service.pool)
            state.running[job.id] = Running(job: job, stop: stop, session: attemptSession)
            group.addTask {
                await service.perform(job, workerID: session.workerID, session: attemptSession, stops: stops)
                mail.put(.finished(job.id))
            }
        }
        if jobs.isEmpty {
            let queue = try await session.queueState(kinds)
            guard queue.busy || !state.running.isEmpty || !configuration.endsWhenIdle else { return false }
            if !queue.busy {
                state.nextPoll = .now + min(configuration.idlePoll, queue.nextDue ?? configuration.idlePoll)
            }
        }
        return true
    }

    /// Renews the leases, and stops the jobs that must not go on.
    private func renew(_ state: inout State) async throws {
        var silent: Set<Int64> = []
        for job in state.running.keys where state.running[job]?.hearsNothing(for: configuration.silence) ?? false {
            silent.insert(job)
        }
        let held = state.running.values.map { ($0.job, silent.contains($0.job.id)) }
        state.concern = .leases
        // What cannot be renewed now is renewed as soon as it can.
        state.nextBeat = .now + min(configuration.tick, configuration.heartbeat)
        let beat = try await session.heartbeat(held)
        if let obstacle = beat.obstacle { return wait(&state, because: obstacle) }
        // Nobody can tell a worker behind a pooler that a job was cancelled: it looks more often.
        state.nextBeat = .now + (session.isDirect ? configuration.heartbeat : configuration.tick)
        goOn(&state)
        for (job, reason) in beat.stops {
            guard let running = state.running[job] else { continue }
            // Told before, and nothing came of it: not even that it should stop reaches the server.
            if running.wasStopped && silent.contains(job) { running.session.sever() }
            running.stop.yield(reason)
            state.running[job]?.wasStopped = true
        }
    }

    /// The connection stands, and what was asked is asked again; the jobs go on.
    private func wait(_ state: inout State, because reason: String) {
        guard state.heldUp.insert(state.concern).inserted else { return }
        service.logger.warning(
            "the queue is held up; trying again",
            metadata: ["concerns": "\(state.concern.rawValue)", "held_by": "\(reason)"])
    }

    private func goOn(_ state: inout State) {
        guard state.heldUp.remove(state.concern) != nil else { return }
        service.logger.info("the queue is free again", metadata: ["concerns": "\(state.concern.rawValue)"])
    }

    /// Hands the running jobs back: without the control connection others take this worker for dead.
    private func letGo(_ state: inout State, because reason: String?) async {
        state.isLost = true
        if !state.isDraining { service.status.enter(.connecting("the control connection was lost")) }
        service.metrics.listens(false)
        await service.pool.closeIdle()
        await duties.closeIdle()
        for job in state.running.values { job.stop.yield(.controlLost(reason)) }
    }
}
