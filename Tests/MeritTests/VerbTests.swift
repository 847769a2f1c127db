import Foundation
import Postgres
import Support
import Testing

/// A company's first month by the commands alone.
@Suite struct VerbTests {
    @Test(.database) func fromNothingToAScoredMonth() async throws {
        let database = try TestDatabase.current
        let owner = try database.configuration()
        let hr = try database.configuration(user: "merit_hr")
        let worker = try database.configuration(user: "merit_worker")

        let before = try await Program.run(["migrate", "--status"], database: owner)
        #expect(before.status == 3)
        let migrated = try await Program.run(["migrate", "--role-prefix", "merit"], database: owner)
        #expect(migrated.status == 0)
        #expect(migrated.output.hasPrefix("applied: 1 settings\n"))
        let again = try await Program.run(["migrate", "--role-prefix", "merit"], database: owner)
        #expect(again.output.hasPrefix("schema merit is at version "))

        let lacking = try await Program.run(["source", "check", "--format", "csv"], database: worker)
        #expect(lacking.status == 3)
        let elsewhere =
            "no schema merit_source in this database,is --source-database (MERIT_SOURCE_URL) missing or wrong? merit source install creates it here"
        #expect(lacking.output.contains("merit_source,fault,\(elsewhere)\n"), "\(lacking.output)")
        let early = try await Program.run(
            ["template", "apply", "Templates/service-desk-measured.yaml"], database: owner)
        #expect(early.status == 3)
        #expect(
            early.errors.contains(
                "the source has no relation ticket; \(elsewhere.replacing("database,is", with: "database; is"))\n"),
            "\(early.errors)")
        #expect(try await Program.run(["source", "install"], database: owner).status == 0)
        let empty = try await Program.run(["source", "check", "--format", "json"], database: worker)
        #expect(empty.status == 0)
        #expect(
            empty.output.contains(
                #"{"relation": "ticket", "kind": "seen", "finding": "no rows", "advice": null}"#), "\(empty.output)")
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department)
                values ('E1', '王 "伟"', 'service-desk', 'desk'), ('E2', null, 'service-desk', null);
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, first_response_at, resolved_at, closed_at,
                    status, reopened, escalated, target_met)
                select 'T' || n, 'E1', t, t + interval '2 hours', t + interval '1 day', t + interval '1 day', 'resolved',
                    n = 7, false, true
                from generate_series(1, 10) n, lateral (select timestamptz '2026-09-01 08:00+08' + n * interval '1 day') o (t);
                grant usage on schema merit_source to merit_hr;
                grant select on all tables in schema merit_source to merit_hr;
                """)
        }

        let file = "Templates/service-desk-measured.yaml"
        #expect(
            try await Program.run(["template", "apply", file], database: hr).output
                == "service-desk-measured@3: published\n")
        #expect(
            try await Program.run(["template", "apply", file], database: hr).output
                == "service-desk-measured@3: is published already, nothing changes\n")
        let list = try await Program.run(["template", "list", "--format", "csv"], database: hr)
        #expect(
            list.output == """
                template,version,status,default,posts,published_by,problems
                service-desk-measured,3,published,no,service-desk,merit_hr,

                """)
        #expect(
            try await Program.run(["template", "show", "service-desk-measured"], database: hr).output.contains(
                "\"grades\""))

        let open = [
            "period", "open", "2026-09", "--from", "2026-09-01", "--to", "2026-09-30", "--time-zone", "Asia/Shanghai",
        ]
        #expect(try await Program.run(open, database: hr).output == "period 2026-09 is asked for (number 1)\n")
        let twice = try await Program.run(open, database: hr)
        #expect(twice.status == 1)
        #expect(
            twice.errors == """
                merit: the label "2026-09" is taken by the period from 2026-09-01 to 2026-09-30
                Choose another label; to have that period scored again, set its status to pending.

                """)
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        let status = try await Program.run(["period", "status", "--format", "json"], database: hr)
        #expect(
            status.output == """
                [
                  {"period": "2026-09", "from": "2026-09-01", "to": "2026-09-30", "time_zone": "Asia/Shanghai", \
                "department": null, "status": "scored", "revision": 1, "people": 2, "scored": 1, "incomplete": 1, \
                "not_appraised": 0, "unusable_evaluations": 0, "mean_total": 93.50}
                ]

                """)

        let explained = try await Program.run(["explain", "--period", "2026-09", "--employee", "E1"], database: owner)
        #expect(explained.status == 0)
        #expect(explained.output.contains("total 93.50 = measured data 93.50 × 100%"))
        #expect(explained.output.contains("T7"))
        #expect(!explained.output.contains("the source has changed since"))
        try await database.withConnection {
            try await $0.script("update merit_source.ticket set reopened = true where ticket_id = 'T3'")
        }
        let drifted = try await Program.run(["explain", "--period", "2026-09", "--employee", "E1"], database: owner)
        #expect(drifted.output.contains("Resolved and not reopened: ticket, 10 (the source has changed since)"))
        let nobody = try await Program.run(["explain", "--period", "2026-09", "--employee", "E9"], database: owner)
        #expect(nobody.status == 1)
        #expect(
            nobody.errors
                == "merit: nobody has the id \"E9\", neither in period \"2026-09\" nor in the source; did you mean E1?\n"
        )

        let rehearsed = try await Program.run(
            ["period", "score", "2026-09", "--dry-run", "--language", "zh-Hans"], database: hr)
        #expect(rehearsed.status == 0)
        #expect(rehearsed.output.contains("E1") && rehearsed.output.contains("数据"))
        #expect(rehearsed.errors.hasPrefix("2026-09: 1 of 2 people would change, "))
        #expect(rehearsed.errors.hasSuffix("nothing is written\n"))
        #expect(try await database.line("select revision::text, status from merit.appraisal_period") == "1 scored")
        #expect(try await Program.run(["period", "score", "2026-09"], database: hr).errors == "")
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        #expect(try await database.line("select revision::text, status from merit.appraisal_period") == "2 scored")
        let asked = try await Program.run(["period", "score", "2026-09"], database: hr)
        #expect(
            asked.errors == """
                the last full scoring (revision 2) changed 1 people: 1 by value; --dry-run says beforehand who changes

                """)
        #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        #expect(
            try await Program.run(["period", "close", "2026-09"], database: hr).output == "period 2026-09 is closed\n")
        let closed = try await Program.run(["period", "score", "2026-09"], database: hr)
        #expect(closed.status == 1)
        #expect(closed.errors.hasPrefix("merit: period \"2026-09\" is closed\nReopen it first"))
        let wordless = try await Program.run(["period", "reopen", "2026-09", "--reason", " "], database: hr)
        #expect(wordless.status == 1)
        #expect(wordless.errors.hasPrefix("merit: reopening period \"2026-09\" takes a reason of its own\n"))
        let reopen = ["period", "reopen", "2026-09", "--reason", "an appeal"]
        #expect(try await Program.run(reopen, database: hr).output == "period 2026-09 is open again\n")
        #expect(
            try await Program.run(reopen, database: hr).errors
                == "merit: there is no closed period \"2026-09\"; merit period status lists them\n")
        let unknown = try await Program.run(["period", "score", "2026-01"], database: hr)
        #expect(unknown.status == 1)
        #expect(unknown.errors == "merit: there is no period \"2026-01\"; merit period status lists them\n")
    }

    @Test(.database(.sourced)) func aBadTemplateShowsAllItsProblems() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "bad-\(UUID()).yaml")
        try Self.bad.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        let database = try TestDatabase.current
        let outcome = try await Program.run(
            ["template", "apply", file.path()], database: try database.configuration())
        #expect(outcome.status == 3)
        #expect(
            outcome.errors == """
                bad@1 sources: the weights add up to 110, not to 100
                bad@1 grade A outcomes: unknown outcome 'gold_watch'; the outcomes are promotion_priority, raise_priority, \
                talent_pool, share_case, skill_training, improvement_training, warning, improvement_plan, pay_cut_review, \
                transfer_review, dismissal_review
                bad@1 grades: the last grade, B, begins at 10; the list must reach down to 0
                bad@1 a: unknown key 'colour'; the keys here are code, title, weight, indicators
                bad@1 a/x at: ticket has no column opend_at; did you mean opened_at?
                bad@1 a/x value position 23: ticket has no column opend_at; did you mean opened_at?
                bad@1 a/x scale: no band's best and worst differ, so it does not show which way is better
                bad@1 dimensions: the weights add up to 90, not to 100

                """)
        #expect(try await database.line("select count(*)::text from merit.template") == "0")
    }

    @Test func theDemoShowsTheSameFiguresEveryTime() async throws {
        let first = try await Program.run(["demo"])
        let second = try await Program.run(["demo"])
        #expect(first.status == 0)
        func figures(_ outcome: Program.Outcome) -> String {
            outcome.output.replacing(/merit-[A-Za-z0-9]+/, with: "FOLDER")
        }
        #expect(figures(first) == figures(second))
        let means = first.output.matches(of: /2026-0[789] .* scored .* (\d\d\.\d\d)\n/).map { String($0.1) }
        #expect(means == ["76.71", "77.01", "77.55"])
        // It ends with pages to open, which stay when the server is gone.
        let pages = try #require(
            first.output.firstMatch(of: /The pages of 2026-09, as HR sees them:\n  (\/.*index\.html)\n/)
        ).1
        let overview = try String(contentsOfFile: String(pages), encoding: .utf8)
        #expect(overview.contains("<h1>2026-09</h1>"))
        let people = URL(filePath: String(pages)).deletingLastPathComponent().appending(path: "people/E017.html")
        #expect(try String(contentsOf: people, encoding: .utf8).contains("<svg"))

        // What the README shows of it is what comes out, line after line, but for what it leaves out at an ellipsis.
        let readme = try String(contentsOf: Repository.file("README.md"), encoding: .utf8)
        let block = try #require(readme.components(separatedBy: "```").first { $0.hasPrefix("\nrank  id") })
        var lines = first.output.split(separator: "\n")[...]
        for shown in block.split(separator: "\n") {
            let beginning = String(shown).replacing(/\ *…$/, with: "")
            guard !beginning.isEmpty else { continue }
            let place = lines.firstIndex { $0.hasPrefix(beginning) }
            lines = lines[(try #require(place, "\(shown)") + 1)...]
        }
    }

    private static let bad = """
        template: bad
        version: 1
        title: {zh: 坏, en: Bad}
        sources: {self: {weight: 30}, supervisor: {weight: 80}}
        grades:
          - {grade: A, at_least: 90, coefficient: 1.2, outcomes: [gold_watch]}
          - {grade: B, at_least: 10, coefficient: 1.1}
        dimensions:
          - code: a
            title: {zh: 甲, en: A}
            weight: 90
            colour: red
            indicators:
              - code: x
                title: {zh: 甲, en: X}
                points: 10
                measure: {from: ticket, at: opend_at, value: "avg(hours(closed_at - opend_at))"}
                scale:
                  - {band: one, best: 0, worst: 0, points: 10}
        """
}
