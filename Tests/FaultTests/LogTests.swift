import Foundation
import Postgres
import Subprocess
import Support
import Testing

/// What a worker writes while it scores real people, fails and is told to end.
@Suite(.database(.company)) struct LogTests {
    @Test func everyEventIsOneObjectWithTheSameKeysAndNobodysData() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker").with(["password": "s3cret"])
        try await database.withConnection {
            // The third month fails.
            try await $0.script(
                "insert into merit_source.nps_response (employee_id, score, responded_at) values ('E001', 99, '2026-09-10')"
            )
        }
        let outcome = try await Program.run(
            ["worker", "--until-idle", "--log-format", "json", "--log-level", "debug", "--http", "127.0.0.1:0"],
            database: worker)
        #expect(outcome.status == 0)
        #expect(outcome.output == "")
        let events = try outcome.errors.split(separator: "\n").map {
            try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
        let scored = events.filter { $0["message"] == "period is scored" }
        #expect(scored.count >= 2)
        for event in events {
            #expect(["time", "level", "message"].allSatisfy { event[$0] != nil })
            #expect(["debug", "info", "warning", "error"].contains(event["level"]))
            guard event["job_id"] != nil, event["duty"] == nil else { continue }
            #expect(["attempt", "kind", "worker"].allSatisfy { event[$0] != nil }, "\(event)")
            #expect((event["period"] != nil) == (event["kind"] == "score_period"), "\(event)")
        }
        let names = try await database.withConnection {
            try await $0.query("select distinct name from merit_source.employee").decode(String.self)
        }
        #expect(names.count > 20)
        for name in names + ["s3cret"] { #expect(!outcome.errors.contains(name), "\(name)") }
    }

    @Test func aLevelLeavesOutWhatIsBelowIt() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker")
        let outcome = try await Program.run(["worker", "--until-idle", "--log-level", "warning"], database: worker)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
    }
}
