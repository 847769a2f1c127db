package import Store

/// The queue, a line for each job.
package enum JobTable {
    package static func of(_ jobs: [JobEntry]) -> Table {
        var table = Table([
            .init("job", isNumber: true), .init("kind"), .init("subject"), .init("state"), .init("attempt"),
            .init("retries", isNumber: true), .init("deaths", isNumber: true), .init("due"), .init("started"),
            .init("finished"), .init("worker", isNumber: true), .init("last_error"),
        ])
        for job in jobs {
            table.add([
                "\(job.id)", job.kind, job.subject, job.state, "\(job.attempt)/\(job.maxAttempts)", "\(job.retries)",
                "\(job.deaths)", job.runAt, job.startedAt, job.finishedAt, job.workerID.map { "\($0)" }, job.lastError,
            ])
        }
        return table
    }

    /// One job in full, a line for each thing that is known of it.
    package static func details(of job: JobEntry) -> Table {
        var table = Table([.init("what"), .init("value")])
        let lines: [(String, String?)] = [
            ("job", "\(job.id)"), ("kind", job.kind), ("subject", job.subject), ("state", job.state),
            ("attempt", "\(job.attempt) of \(job.maxAttempts)"), ("retries", "\(job.retries)"),
            ("deaths", "\(job.deaths)"), ("asked for", job.createdAt), ("due", job.runAt), ("started", job.startedAt),
            ("finished", job.finishedAt), ("worker", job.workerID.map { "\($0)\(job.host.map { " on \($0)" } ?? "")" }),
            ("progress", job.progress), ("last error", job.lastError),
        ]
        for (what, value) in lines { table.add([what, value]) }
        return table
    }

    /// Workers, a line each.
    package static func of(_ workers: [WorkerEntry]) -> Table {
        var table = Table([
            .init("worker", isNumber: true), .init("host"), .init("process", isNumber: true), .init("version"),
            .init("alive"), .init("started"), .init("seen"), .init("doing"), .init("since"),
        ])
        for worker in workers {
            table.add([
                "\(worker.id)", worker.host, "\(worker.processID)", worker.version, worker.isAlive ? "yes" : "no",
                worker.startedAt, worker.seenAt, worker.doing, worker.busySince,
            ])
        }
        return table
    }
}
