import Postgres
import Subprocess

extension Reliability {
    /// Seconds from the end of a worker to the claim of the next.
    private func takeover(_ owner: PostgresConfiguration, by ending: Signal) async throws -> Double {
        var seconds = 0.0
        try await owner.withConnection { connection in
            try await withWorker(owner) { send, process in
                let holder = "select worker_id from merit.worker where process_id = \(process) and job_ids is not null"
                try await connection.wait(
                    until: "exists (select from merit.job where worker_id = (\(holder)) and (backend).pid is not null)")
                let number = try await connection.query(holder).one().decode(Int.self)
                try await withWorker(owner) { _, _ in
                    let ended = try await connection.query("select clock_timestamp()").one().decode(
                        PostgresTimestamp.self)
                    try send(ending)
                    try await connection.wait(
                        until: "exists (select from merit.job where state = 'running' and worker_id <> \(number))")
                    let taken = try await connection.query("select started_at from merit.job where state = 'running'")
                        .one().decode(PostgresTimestamp.self)
                    seconds = Double(taken.microseconds - ended.microseconds) / 1e6
                }
            }
        }
        return seconds
    }

    func takeoverAfterSIGKILL(_ owner: PostgresConfiguration) async throws {
        try await ask(1...1, owner)
        try await holdingTickets(owner) {
            var seconds: [Double] = []
            for _ in 1...rounds { seconds.append(try await takeover(owner, by: .kill)) }
            say("SIGKILL of a worker to the claim by the next", seconds)
        }
    }

    /// Its sessions stay open, and nothing is heard on them any more.
    func takeoverAfterSilence(_ owner: PostgresConfiguration) async throws {
        try await ask(1...1, owner)
        try await holdingTickets(owner) {
            var seconds: [Double] = []
            for _ in 1...(rounds + 9) / 10 { seconds.append(try await takeover(owner, by: .suspend)) }
            say("Every connection of a worker falls silent, to the claim by the next", seconds)
        }
    }

    func cancelling(_ owner: PostgresConfiguration) async throws {
        try await withWorker(owner) { _, _ in
            try await holdingTickets(owner) {
                try await owner.withConnection { connection in
                    var times: [Double] = []
                    for number in 1...rounds {
                        try await ask(number...number, owner)
                        let isWorking =
                            "exists (select from pg_locks where not granted and relation = 'merit_source.ticket'::regclass)"
                        try await connection.wait(until: isWorking)
                        times.append(
                            try await seconds {
                                _ = try await connection.query(
                                    "select merit.cancel(job_id) from merit.job where state = 'running'")
                                try await connection.wait(until: "not \(isWorking)")
                            })
                    }
                    say("Cancelling a running job, to the end of its statement on the server", times)
                }
            }
        }
    }
}
