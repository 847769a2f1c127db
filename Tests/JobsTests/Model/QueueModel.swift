/// The queue as it is meant: small, pure, and written without a look at the SQL.
struct QueueModel: Sendable {
    struct Job: Sendable {
        /// Rises with every job that is asked for.
        let id: Int
        let subject: Int
        var state = "available"
        var attempt = 0
        var retries = 0
        var deaths = 0
        /// The newest claim; its token is what later writes must show.
        var claim: Int?
        var isExpired = false
        /// It could not be put back at once, and waits for a sweep.
        var isHandedBack = false
        /// When it became due, in steps; nil: not yet.
        var due: Int?

        var isOver: Bool { state != "available" && state != "running" }
    }

    struct Claim: Sendable {
        let job: Int
        let session: Int
    }

    enum Session: Sendable {
        case living, dead, left
    }

    static let worstDeaths = 2

    private(set) var jobs: [Job] = []
    private(set) var claims: [Claim] = []
    /// Every connection that a worker ever had.
    private(set) var sessions: [Session]
    /// Which of them each worker has now.
    private(set) var current: [Int]
    private var isPaused = false
    private var asked = 0
    private var time = 0

    init() {
        sessions = Array(repeating: .living, count: QueueStep.workers)
        current = Array(0..<QueueStep.workers)
    }

    mutating func apply(_ step: QueueStep) -> QueueAnswer {
        time += 1
        switch step {
        case .ask(let subject): return ask(subject, due: time)
        case .askLater(let subject): return ask(subject, due: nil)
        case .becomeDue:
            for index in jobs.indices where jobs[index].state == "available" && jobs[index].due == nil {
                jobs[index].due = time
            }
            return .nothing
        case .claim(let worker): return .claimed(claim(by: current[worker]))
        case .complete(let number): return write(number) { $0.state = "completed" }
        case .fail(let number): return write(number) { $0.state = "failed" }
        case .report(let number): return write(number) { _ in }
        case .putBack(let number, let counted):
            guard let index = held(number) else { return .settled(nil) }
            putBack(index, counted: counted)
            return .settled(jobs[index].state)
        case .heartbeat(let worker): return .stop(heartbeat(of: current[worker]))
        case .expire(let number):
            if let index = pick(number), jobs[index].state == "running" {
                (jobs[index].isExpired, jobs[index].isHandedBack) = (true, false)
            }
            return .nothing
        case .die(let worker): return replace(worker, leaving: .dead)
        case .leave(let worker): return replace(worker, leaving: .left)
        case .sweep:
            sweep()
            return .nothing
        case .cancel(let number): return cancel(number)
        case .retry(let number): return retry(number)
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .prune: jobs.removeAll(where: \.isOver)
        }
        return .nothing
    }

    /// A claim that comes upon somebody who is just asking for what waits, or changing it.
    mutating func claim(worker: Int, meeting step: QueueStep) -> QueueAnswer {
        let touched: Int? =
            switch step {
            case .ask(let subject): jobs.firstIndex { $0.subject == subject && $0.state == "available" }
            case .retry(let number): pick(number)
            default: nil
            }
        return .claimed(claim(by: current[worker], leaving: touched))
    }

    /// A job is put back while somebody asks for the same and has not committed yet.
    mutating func putBack(claim number: Int, counted: Bool, meeting step: QueueStep) -> QueueAnswer? {
        guard case .ask(let subject) = step, let index = held(number), jobs[index].subject == subject else {
            return nil
        }
        jobs[index].isHandedBack = true
        if !counted {
            jobs[index].attempt -= 1
            jobs[index].retries += 1
        }
        return .settled("running")
    }

    /// The same, where the last two claims came in the other order.
    func swappingLastClaims() -> QueueModel {
        guard claims.count > 1 else { return self }
        var model = self
        let (last, before) = (claims.count - 1, claims.count - 2)
        model.claims.swapAt(last, before)
        for index in jobs.indices where jobs[index].claim == last { model.jobs[index].claim = before }
        for index in jobs.indices where jobs[index].claim == before { model.jobs[index].claim = last }
        return model
    }

    // MARK: - What is chosen

    /// The job that a number stands for.
    func pick(_ number: Int) -> Int? { jobs.isEmpty ? nil : number % jobs.count }

    /// The claim that a number stands for.
    func pickClaim(_ number: Int) -> Int? { claims.isEmpty ? nil : number % claims.count }

    // MARK: - Rules

    private mutating func ask(_ subject: Int, due: Int?) -> QueueAnswer {
        if !jobs.contains(where: { $0.subject == subject && $0.state == "available" }) {
            asked += 1
            jobs.append(Job(id: asked, subject: subject, due: due))
        }
        return .nothing
    }

    /// - Parameter left: the place of a job that somebody is just touching: it is left for the next poll.
    private mutating func claim(by session: Int, leaving left: Int? = nil) -> Int? {
        guard !isPaused else { return nil }
        let busy = Set(jobs.filter { $0.state == "running" }.map(\.subject))
        let candidates = jobs.indices.filter {
            $0 != left && jobs[$0].state == "available" && jobs[$0].due != nil && !busy.contains(jobs[$0].subject)
        }
        guard let index = candidates.min(by: { (jobs[$0].due ?? 0, jobs[$0].id) < (jobs[$1].due ?? 0, jobs[$1].id) })
        else { return nil }
        jobs[index].state = "running"
        jobs[index].attempt += 1
        (jobs[index].isExpired, jobs[index].isHandedBack) = (false, false)
        jobs[index].claim = claims.count
        claims.append(Claim(job: jobs[index].id, session: session))
        return index
    }

    /// The running job that a claim still holds.
    private func held(_ number: Int) -> Int? {
        guard let claim = pickClaim(number) else { return nil }
        return jobs.firstIndex { $0.state == "running" && $0.claim == claim }
    }

    private mutating func write(_ number: Int, _ change: (inout Job) -> Void) -> QueueAnswer {
        guard let index = held(number) else { return .settled(nil) }
        change(&jobs[index])
        return .settled(jobs[index].state)
    }

    private mutating func putBack(_ index: Int, counted: Bool) {
        let isSuperseded = jobs.contains { $0.subject == jobs[index].subject && $0.state == "available" }
        if !counted { jobs[index].attempt -= 1 }
        if isSuperseded {
            jobs[index].state = "cancelled"
        } else {
            jobs[index].state = "available"
            jobs[index].due = time
            if !counted { jobs[index].retries += 1 }
        }
    }

    private mutating func heartbeat(of session: Int) -> [Int: String] {
        var stops: [Int: String] = [:]
        for (number, claim) in claims.enumerated() where claim.session == session {
            guard let index = jobs.firstIndex(where: { $0.id == claim.job && $0.claim == number }) else {
                stops[number] = "lost"
                continue
            }
            switch jobs[index].state {
            case "running": jobs[index].isExpired = false
            case "cancelled": stops[number] = "cancelled"
            default: stops[number] = "lost"
            }
        }
        return stops
    }

    private mutating func replace(_ worker: Int, leaving state: Session) -> QueueAnswer {
        sessions[current[worker]] = state
        current[worker] = sessions.count
        sessions.append(.living)
        return .nothing
    }

    private mutating func sweep() {
        for index in jobs.indices where jobs[index].state == "running" {
            if jobs[index].isHandedBack {
                putBack(index, counted: true)
                continue
            }
            let session = jobs[index].claim.map { sessions[claims[$0].session] } ?? .left
            switch session {
            case .left: putBack(index, counted: false)
            case .dead,
                .living where jobs[index].isExpired:
                jobs[index].deaths += 1
                if jobs[index].deaths >= Self.worstDeaths {
                    jobs[index].state = "failed"
                } else {
                    putBack(index, counted: false)
                }
            case .living: break
            }
        }
    }

    private mutating func cancel(_ number: Int) -> QueueAnswer {
        guard let index = pick(number), !jobs[index].isOver else { return .refused }
        jobs[index].state = "cancelled"
        return .nothing
    }

    private mutating func retry(_ number: Int) -> QueueAnswer {
        guard let index = pick(number) else { return .refused }
        switch jobs[index].state {
        case "available" where jobs[index].attempt > 0 || jobs[index].retries > 0:
            jobs[index].due = time
        case "failed", "cancelled":
            guard !jobs.contains(where: { $0.subject == jobs[index].subject && $0.state == "available" }) else {
                return .refused
            }
            (jobs[index].state, jobs[index].due) = ("available", time)
            (jobs[index].attempt, jobs[index].retries, jobs[index].deaths) = (0, 0, 0)
        default: return .refused
        }
        return .nothing
    }
}

extension QueueModel {
    /// A line for each job: what of it must be the same in the database.
    var picture: [String] {
        let dueFirst = jobs.filter { $0.state == "available" && $0.due != nil }.sorted {
            ($0.due ?? 0, $0.id) < ($1.due ?? 0, $1.id)
        }
        return jobs.enumerated().map { index, job in
            let claim = job.claim.map { "claim \($0)" } ?? "never claimed"
            let rank = dueFirst.firstIndex { $0.id == job.id }.map { ", due \($0 + 1)" }
            let due = job.state == "available" ? rank ?? ", not due" : ""
            return """
                job \(index) of \(job.subject): \(job.state), attempt \(job.attempt), retries \(job.retries), \
                deaths \(job.deaths), \(claim)\(due)
                """
        }
    }
}
