import Subprocess
import Support
import Testing

/// What people owe is among the metrics of every worker.
@Suite(.database(.people), .timeLimit(.minutes(20))) struct OwedMetricTests {
    @Test func whatIsOwedIsServed() async throws {
        let database = try TestDatabase.current
        try await database.execute("select merit.count_owed()")
        // The worker does not count meanwhile.
        try await database.execute("select merit.seal()")
        try await database.execute(
            "update merit.duty set next_due_at = 'infinity' where name in ('count_owed', 'seal')")
        let worker = try database.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let page = try await WebPage.get("http://\(try await program.address())/metrics").text
            for (family, column) in [("acts_open", "open"), ("acts_overdue", "overdue")] {
                for what in ["appeal", "evaluation", "interview", "rule", "task"] {
                    let figure = try await database.value(
                        Int64.self, "select \(column) from merit.owed_figure where what = '\(what)'")
                    #expect(page.contains("\nmerit_\(family){what=\"\(what)\"} \(figure)\n"), "\(family) \(what)")
                }
            }
            #expect(page.contains("\nmerit_acts_open{what=\"appeal\"} 10\n"))
            // The head of the chain of seals: its first twelve digits, as a number.
            let head = try await database.value(
                String.self, "select encode(hash, 'hex') from merit.seal order by number desc limit 1")
            let number = try #require(Int64(head.prefix(12), radix: 16))
            #expect(page.contains("\nmerit_chain_head \(number)\n"))
            let seals = try await database.value(Int64.self, "select max(number) from merit.seal")
            #expect(page.contains("\nmerit_chain_seals \(seals)\n"))
            try program.send(.terminate)
        }
    }
}
