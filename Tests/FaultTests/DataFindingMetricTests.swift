import Subprocess
import Support
import Testing

/// What is odd about the rows of a period is among the metrics of every worker, until the period is closed.
@Suite(.database(.people), .timeLimit(.minutes(20))) struct DataFindingMetricTests {
    @Test func whatWasFoundIsServed() async throws {
        let database = try TestDatabase.current
        try await database.execute(
            """
            insert into merit.data_finding (run_id, period_id, relation, kind, matches_nobody, finding, advice)
            select run_id, period_id, 'ticket', kind, kind = 'empty', 'odd', 'look'
            from (select max(run_id) as run_id, period_id from merit.run where kind = 'full' group by period_id limit 1) run,
                unnest(array['empty', 'gap', 'gap']) kind
            """)
        let worker = try database.configuration(user: "merit_worker")
        try await Program.run(["worker", "--http", "127.0.0.1:0"], database: worker) { program in
            let address = try await program.address()
            let page = try await WebPage.get("http://\(address)/metrics").text
            for line in [
                "merit_data_findings{kind=\"empty\"} 1", "merit_data_findings{kind=\"gap\"} 2",
                "merit_data_findings{kind=\"off_scale\"} 0", "merit_data_unmatched 1",
            ] { #expect(page.contains("\n\(line)\n"), "\(line)") }
            let doctor = try await Program.run(["doctor"], database: worker)
            #expect(doctor.output.contains("source") && doctor.output.contains(": odd"), "\(doctor.output)")
            try program.send(.terminate)
        }
    }
}
