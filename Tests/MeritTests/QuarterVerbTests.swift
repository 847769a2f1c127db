import Foundation
import Postgres
import Subprocess
import Support
import Testing

/// A quarter's review from the asking to the next version, by the commands and the SQL that people use.
@Suite(.database(.sourced)) struct QuarterVerbTests {
    private func merit(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.run(arguments, database: try TestDatabase.current.configuration(user: "merit_hr"))
    }

    private func scored(_ faults: Set<QuarterCompany.Fault> = Set(QuarterCompany.Fault.allCases)) async throws
        -> QuarterCompany
    {
        let company = try QuarterCompany(faults: faults)
        try await company.scored(seed: 1)
        return company
    }

    /// Runs a command while a worker is there.
    private func beside(worker database: TestDatabase, _ arguments: String...) async throws -> Program.Outcome {
        var outcome: Program.Outcome?
        try await Program.run(["worker"], database: try database.configuration(user: "merit_worker")) { worker in
            try await worker.log.wait(for: "worker is ready")
            outcome = try await Program.run(arguments, database: try database.configuration(user: "merit_hr"))
            try worker.send(.terminate)
        }
        return try #require(outcome)
    }

    @Test func askingWaitsForTheWorker() async throws {
        let company = try await scored()
        let page = try await beside(worker: company.database, "review", "2026-Q3")
        #expect(page.status == 0)
        let lines = page.output.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("quarter 2026-07-01 – 2026-09-30, review 1, ") == true)
        #expect(lines.contains { $0.contains("train the raters") && $0.contains("rater s3 is lenient") })
        #expect(lines.contains { $0.contains("fix the data") && $0.contains("clear (") })
        #expect(lines.contains("keep: advice, teamwork, solved, speed"))
        #expect(lines.contains { $0.hasPrefix("s5") && $0.contains("the same for all") })
        #expect(
            lines.contains { $0.contains("billing / double charge") && $0.contains("27.27% come back within 30 days") })
        #expect(page.errors == "review 1 is asked for\n")
        // It is there now: shown again without a worker, by any day of the quarter.
        for name in ["2026-q3", "2026-07", "2026-08-15"] {
            #expect(try await merit("review", name).output == page.output)
        }
        #expect(try await merit("review", "2026-Q3", "--language", "zh-Hans").output.contains("评分人 s3 偏宽"))
    }

    @Test func otherProgramsReadRows() async throws {
        let company = try await scored()
        try await company.review()
        let json = try await merit("review", "2026-Q3", "--format", "json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(rows.count == 9)
        let reports = try #require(rows.first { $0["indicator"] as? String == "reports" })
        #expect(reports["recommendation"] as? String == "fix_data")
        #expect(reports["missing_percent"] as? Double == 42.71)
        #expect(reports["benchmark"] is NSNull)
        let themes = try await merit("review", "2026-Q3", "--show", "complaints", "--format", "csv")
        #expect(themes.output.split(separator: "\n").count == 10)
        let raters = try await merit("review", "2026-Q3", "--show", "raters", "--format", "csv")
        // The page shows those who stand out; here is everyone, for each of three indicators.
        #expect(raters.output.split(separator: "\n").count == 1 + 3 * 8)
    }

    /// Whoever accepts everything within seconds has decided nothing.
    @Test func howPeopleDecidedIsShown() async throws {
        let company = try await scored()
        try await company.review()
        #expect(try await !merit("review", "2026-Q3").output.contains("Who decided on proposals"), "nobody did")
        try await company.database.withConnection { connection in
            try await connection.script(
                """
                set session_replication_role = replica;
                update merit.appraisal_period set scored_at = '2026-08-09 10:00Z';
                delete from merit.outcome;
                insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh, status, decided_by, decided_at)
                select period_id, who.by || n, 1, 'warning', '', '', who.status, who.by, who.at::timestamptz + n * interval '3 seconds'
                from (select min(period_id) as period_id from merit.appraisal_period) first,
                    (values ('Li', 'declined', 1, '2026-09-30 10:00Z'), ('Wang', 'accepted', 4, '2026-08-10 10:00Z'),
                        ('Zhao', 'accepted', 9, '2026-10-01 10:00Z')) who (by, status, times, at),
                    lateral generate_series(1, times) n;
                """)
        }
        #expect(
            try await merit("review", "2026-Q3", "--show", "deciders", "--format", "csv").output
                == "decided_by,decided,accepted,hasty,median_days_open\nWang,4,4,3,1.00\nLi,1,0,0,52.00\n")
        let page = try await merit("review", "2026-Q3").output
        #expect(page.contains("Who decided on proposals") && page.contains(/Wang +4 +4 +3 +1\.00/))
        #expect(try await merit("review", "2026-Q3", "--language", "zh-Hans").output.contains("谁对提案作出决定"))
    }

    @Test func withoutAWorkerItSaysWhatToDo() async throws {
        let company = try await scored([])
        let outcome = try await Program.run(
            ["review", "2026-Q3"], database: try company.database.configuration(user: "merit_hr"))
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("no worker is alive to do it: start one (merit worker)"))
        // It stays asked for.
        try await company.database.work()
        #expect(try await merit("review", "2026-Q3").output.contains("nothing: no indicator asks for anything"))
    }

    @Test func aQuarterThatIsNotOverIsRefused() async throws {
        let database = try TestDatabase.current
        let now = try await database.line("select to_char(now(), 'YYYY-MM-DD')")
        let refused = try await merit("review", now)
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is not over before"))
        #expect(refused.errors.contains("--so-far"))
        let empty = try await beside(worker: database, "review", now, "--so-far")
        #expect(empty.status == 1)
        #expect(empty.errors.contains("nothing is scored from"))
        #expect(try await merit("review", "2026-Q5").status == 2)
        #expect(try await merit("review", "tomorrow").status == 2)
    }

    /// Nothing is notified then.
    @Test func aWorkerThatIsGoneIsNotWaitedFor() async throws {
        let database = try TestDatabase.current
        let worker = try await database.line(
            "insert into merit.worker_session (host, process_id, version, locked) values ('there', 1, '1', false) returning worker_id::text"
        )
        let now = try await database.line("select to_char(now(), 'YYYY-MM-DD')")
        let hr = try database.configuration(user: "merit_hr")
        let end = try await Program.run(["review", now, "--so-far"], database: hr) { review in
            try await review.log.wait(for: "is asked for")
            // It has looked once.
            try await database.withConnection {
                try await $0.waitUntil(
                    """
                    select exists (
                        select from pg_stat_activity
                        where application_name = 'merit review' and state = 'idle' and query like '%from merit.quarter_review%')
                    """)
            }
            _ = try await database.line("delete from merit.worker_session where worker_id = \(worker) returning 'gone'")
            try await review.log.wait(for: "no worker is alive to do it")
        }
        #expect(end == .exited(1))
    }

    @Test func whatIsAcceptedBecomesTheNextVersion() async throws {
        let company = try await scored()
        let database = company.database
        try await company.review()
        let nothing = try await merit("template", "propose", "2026-Q3")
        #expect(nothing.status == 1)
        #expect(nothing.errors.contains("nothing that was accepted in that quarter changes a template"))

        // The theme became a draft by itself, and the worker has checked it.
        #expect(
            try await database.line(
                "select code, version::text, status, problems::text from merit.template order by version")
                == "desk 1 published {}\ndesk 2 checked {}")
        try await database.decide(
            "complaint_theme", "accepted", where: "category = 'billing' and root_cause = 'double charge'")
        let same = try await merit("template", "propose", "2026-Q3")
        #expect(same.status == 0)
        #expect(same.output == "desk@2: is there already, with billing / double charge\n")

        // Everybody has full points for arrival: it may not be raised over what cannot be better, so HR gives it fewer points.
        try await database.decide(
            "indicator_review", "changed", where: "indicator = 'arrival'",
            proposal: """
                {"dimensions": [{"code": "work", "indicators": [{"code": "arrival", "title": {"zh": "到场", "en": "Arrival"}, "points": 4,
                "unit": "percent", "measure": {"from": "observation", "at": "day", "value": "avg(arrival)"},
                "scale": [{"band": "all", "best": 100, "worst": 50, "points": [4, 0]}]}]}]}
                """)
        let proposed = try await merit("template", "propose", "2026-Q3")
        #expect(proposed.output == "desk@3: draft of desk@1 with arrival, billing / double charge, checked\n")
        let difference = try await merit("template", "diff", "desk@1", "desk@3", "--format", "csv")
        #expect(difference.output.contains("repeat_billing___double_charge"))
        #expect(difference.output.contains("arrival"))
        #expect(try await merit("template", "propose", "2026-Q3").output.hasPrefix("desk@3: is there already"))

        // What simulate needs is a file.
        let document = try await merit("template", "show", "desk@3")
        let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).json")
        try document.output.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        // HR's own role may not read the source.
        let trial = try await Program.run(
            ["simulate", "--template", file.path(), "--period", "2026-09", "--format", "json"],
            database: try database.configuration())
        #expect(trial.status == 0)
        #expect(trial.errors.contains("96 of 96 people tried"))
        #expect(try await merit("template", "publish", "desk@3").status == 0)
    }

    @Test func aProposalThatCannotBeIsNotWritten() async throws {
        let company = try await scored()
        try await company.review()
        try await company.database.decide(
            "indicator_review", "changed", where: "indicator = 'tidiness'",
            proposal: """
                {"dimensions": [{"code": "work", "indicators": [{"code": "tidiness", "title": {"zh": "整洁", "en": "Tidiness"}, "points": 10,
                "measure": {"from": "observation", "at": "day", "value": "avg(tidyness)"},
                "scale": [{"band": "all", "best": 100, "worst": 0, "points": [10, 0]}]}]}]}
                """)
        let outcome = try await merit("template", "propose", "2026-Q3")
        #expect(outcome.status == 3)
        #expect(outcome.errors.contains("did you mean tidiness?"))
        #expect(outcome.errors.contains("no draft is written"))
        #expect(try await company.database.line("select max(version)::text from merit.template") == "2")
    }
}

extension TestDatabase {
    /// Decides as HR does.
    fileprivate func decide(
        _ table: String, _ status: String, where condition: String, proposal: String? = nil
    ) async throws {
        _ = try await line(
            """
            update merit.\(table) set status = $1, decision = 'agreed in the meeting', decided_by = 'Wang',
                proposal = coalesce($2::text::jsonb, proposal)
            where \(condition)
            """, status, proposal, user: "merit_hr")
    }
}
