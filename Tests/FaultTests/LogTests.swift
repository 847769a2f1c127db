import Foundation
import Postgres
import Subprocess
import Support
import Testing

@testable import ScratchServer

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

extension LogTests {
    /// Names stand in the error that the server gives; HR may see it, the log may not.
    @Test func whatTheServerQuotesOfTheDataIsNotLogged() async throws {
        let database = try TestDatabase.current
        try await database.withConnection {
            try await $0.script(
                """
                alter table merit_source.ticket rename to tickets;
                create view merit_source.ticket as
                select t.* from merit_source.tickets t join merit_source.employee e using (employee_id) where e.name::integer > 0;
                grant select on merit_source.ticket to merit_reader
                """)
        }
        let outcome = try await Program.run(
            ["worker", "--until-idle", "--log-format", "json"],
            database: try database.configuration(user: "merit_worker"))
        #expect(outcome.status == 0)
        #expect(outcome.errors.contains("the job failed") && outcome.errors.contains("22P02"))
        let names = try await database.withConnection {
            try await $0.query("select distinct name from merit_source.employee").decode(String.self)
        }
        for name in names { #expect(!outcome.errors.contains(name), "\(name)") }
        #expect(
            try await database.line("select problem from merit.appraisal_period limit 1").contains(
                "invalid input syntax"))
    }

    @Test func aLogThatNobodyCanWriteToStopsNobody() async throws {
        let database = try TestDatabase.current
        let worker = try database.configuration(user: "merit_worker")
        try await Shell.run(
            #"MERIT_DATABASE_URL="$1" MERIT_SOURCE_URL="$2" "$3" worker --until-idle 2>/dev/full"#,
            [worker.conninfo, try database.configuration(user: "merit_reader").conninfo, Program.path], as: nil,
            failure: "the worker does not end well")
        #expect(
            try await database.line("select string_agg(distinct status, ' ') from merit.appraisal_period") == "scored")
    }

    @Test func theLastLineIsAnEventToo() async throws {
        let worker = try TestDatabase.current.configuration(user: "merit_worker").with(["dbname": "nowhere_at_all"])
        let outcome = try await Program.run(
            ["worker", "--until-idle", "--log-format", "json", "--http", "256.0.0.1:1"], database: worker)
        #expect(outcome.status == 1)
        for line in outcome.errors.split(separator: "\n") {
            #expect(throws: Never.self) { try JSONDecoder().decode([String: String].self, from: Data(line.utf8)) }
        }
    }
}
