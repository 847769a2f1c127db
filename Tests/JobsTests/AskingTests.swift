import Jobs
import Postgres
import Support
import Testing

/// Asked once, done once.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct AskingTests {
    @Test func askingTwiceWhileOneWaitsIsOneJob() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        try await database.ask()
        #expect(try await database.jobs() == [JobRow(state: "available")])
    }

    @Test func askingForWhatWaitsUsesUpNoNumber() async throws {
        let database = try TestDatabase.current
        for _ in 1...5 { try await database.ask() }
        try await database.ask(2)
        #expect(try await database.line("select string_agg(job_id::text, ',' order by job_id) from merit.job") == "1,2")
    }

    @Test func askingWhileOneRunsQueuesTheNext() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let worker = try TestWorker(adjust: { $0.endsWhenIdle = true }) { attempt in
            if attempt.job.id == 1 {
                try await database.ask()
                #expect(try await database.jobs().map(\.state) == ["running", "available"])
            }
            try await attempt.finish()
        }
        try await worker.untilIdle()
        #expect(
            try await database.jobs() == [
                JobRow(state: "completed", attempt: 1), JobRow(state: "completed", attempt: 1),
            ])
    }

    @Test func anAskingTransactionNeitherWaitsForNorHoldsARunningJob() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        let (begun, renewed) = (Signal(), Signal())
        let worker = try TestWorker { attempt in
            begun.send()
            try await renewed.wait()
            try await attempt.finish()
        }
        try await worker.during { _ in
            try await begun.wait()
            try await database.withConnection { asking in
                try await asking.withTransaction { asking in
                    try await asking.ask()
                    let before = try await asking.leaseEnd(of: 1)
                    // A heartbeat passes while the asking is open.
                    try await database.waitForLease(of: 1, after: before)
                }
            }
            renewed.send()
            try await database.waitForJobs { $0.count == 2 && $0[0].state == "completed" }
        }
    }

    @Test func noWorkerBeginsBeforeAnAskingForTheWaitingJobIsCommitted() async throws {
        let database = try TestDatabase.current
        try await database.ask(1)
        let subjects = Subjects()
        try await database.withConnection { asking in
            try await asking.script("begin")
            try await asking.ask(1)
            try await database.ask(2)
            let worker = try TestWorker { attempt in
                await subjects.append(attempt.job.subjectID)
                try await attempt.finish()
            }
            try await worker.during { _ in
                try await database.waitForJobs { $0.map(\.state) == ["available", "completed"] }
                try await asking.script("commit")
                try await database.waitForJobs { $0.map(\.state) == ["completed", "completed"] }
            }
        }
        #expect(await subjects.all == [2, 1])
    }

    @Test func askersDoNotWaitForEachOther() async throws {
        let database = try TestDatabase.current
        try await database.ask()
        try await database.withConnection { first in
            try await first.withTransaction { first in
                try await first.ask()
                try await database.withConnection { second in
                    try await second.script("set lock_timeout = '2s'")
                    try await second.ask()
                }
            }
        }
        #expect(try await database.jobs() == [JobRow(state: "available")])
    }

    @Test func theHighestAttemptCountComesFromTheSetting() async throws {
        let database = try TestDatabase.current
        try await database.set("max_attempts", to: 2)
        try await database.ask()
        #expect(try await database.value(Int.self, "select max_attempts from merit.job") == 2)
    }
}

/// What was done, in order.
actor Subjects {
    private(set) var all: [Int64] = []

    func append(_ subject: Int64) {
        all.append(subject)
    }
}
