import Postgres
import Support
import Testing

@testable import Jobs

/// Whoever was in the way of a job is named where it is put back.
@Suite(.database(.queue), .timeLimit(.minutes(20))) struct ObstacleTests {
    @Test func whoHeldWhatAJobWaitedForIsNamed() async throws {
        let database = try TestDatabase.current
        let period = try await database.insertPeriod("2026-01")
        try await database.ask()
        let worker = try TestWorker(adjust: {
            $0.backoff = Backoff(base: .seconds(3600), limit: .seconds(3600))
            // What was seen is believed for two heartbeats: on a busy machine a look takes longer than the shortest.
            $0.heartbeat = .seconds(2)
        }) {
            let connection = try await $0.connection
            try await connection.script("set lock_timeout = '20s'")
            try await connection.execute(
                "select from merit.appraisal_period where period_id = $1 for no key update", period)
        }
        try await worker.during { _ in
            try await database.withConnection(user: "merit_hr") { holder in
                let processID = await holder.processID
                try await holder.script(
                    "set application_name = 'desk'; begin; update merit.appraisal_period set label = 'January'")
                try await database.withConnection {
                    try await $0.waitUntil(
                        "select exists (select from merit.job where kind = 'test' and state = 'available' and retries = 1)"
                    )
                }
                let reason = try #require(
                    try await database.value(String?.self, "select last_error from merit.job where kind = 'test'"))
                #expect(
                    reason.hasPrefix(
                        """
                        canceling statement due to lock timeout [55P03]; process \(processID) (merit_hr, desk) holds \
                        merit.appraisal_period, in a transaction since 20
                        """), "\(reason)")
                try await holder.script("rollback")
            }
        }
    }
}
