import Subprocess
import Support
import Testing

/// What people owe is among the metrics of every worker.
@Suite(.database(.people), .timeLimit(.minutes(5))) struct OwedMetricTests {
    @Test func whatIsOwedIsServed() async throws {
        let database = try TestDatabase.current
        try await database.execute("select merit.count_owed()")
        // The worker does not count meanwhile.
        try await database.execute("update merit.duty set next_due_at = 'infinity' where name = 'count_owed'")
        let worker = try database.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let page = try await WebPage.get("http://\(try await program.address())/metrics").text
            for (family, column) in [("acts_open", "open"), ("acts_overdue", "overdue")] {
                for what in ["appeal", "evaluation", "rule", "task"] {
                    let figure = try await database.value(
                        Int64.self, "select \(column) from merit.owed_figure where what = '\(what)'")
                    #expect(page.contains("\nmerit_\(family){what=\"\(what)\"} \(figure)\n"), "\(family) \(what)")
                }
            }
            #expect(page.contains("\nmerit_acts_open{what=\"appeal\"} 10\n"))
            try program.send(.terminate)
        }
    }
}
