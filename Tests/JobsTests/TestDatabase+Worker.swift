import Postgres
import Support

extension TestDatabase {
    /// Waits until a worker has looked at the queue and found nothing that it can do.
    func waitForIdleWorker() async throws {
        try await waitFor(
            """
            select exists (
                select from pg_stat_activity join merit.worker on backend_id = pid
                where query like '%next_in_milliseconds%' and state = 'idle')
            """)
    }

    /// Waits until so many workers have announced themselves.
    func waitForWorkers(_ count: Int) async throws {
        try await waitFor("select count(*) >= \(count) from merit.worker")
    }

    /// Asks again and again until the answer is yes.
    private func waitFor(_ question: String) async throws {
        try await withConnection { connection in
            while try await !connection.query(question).one().decode(Bool.self) { try Task.checkCancellation() }
        }
    }
}
