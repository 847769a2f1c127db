import Foundation
import Postgres
import Support
import Testing

/// Looking back at a scored month, and ahead, by the commands alone.
@Suite(.database(.sourced)) struct ReviewVerbTests {
    private static let template = """
        template: desk
        version: 1
        title: {zh: 服务台, en: Desk}
        default: true
        posts: []
        sources: {self: {weight: 20}, supervisor: {weight: 80, required: true}}
        coverage: {min_percent: 40}
        grades:
          - {grade: A, at_least: 80, coefficient: 1.2, outcomes: [talent_pool]}
          - {grade: B, at_least: 0, coefficient: 0.8}
        dimensions:
          - code: skill
            title: {zh: 技能, en: Skill}
            weight: 60
            indicators:
              - code: solved
                title: {zh: 解决率, en: Solved}
                points: 30
                unit: percent
                measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}
                scale:
                  - {band: high, best: 100, worst: 80, points: [30, 20]}
                  - {band: low, best: 80, worst: 0, points: [20, 0]}
              - code: praise
                title: {zh: 好评, en: Praise}
                points: 10
                measure: {from: satisfaction_response, at: responded_at, value: "share(score >= 4)"}
                scale:
                  - {band: any, best: 100, worst: 0, points: [10, 0]}
          - code: attitude
            title: {zh: 态度, en: Attitude}
            weight: 30
            indicators:
              - code: manner
                title: {zh: 举止, en: Manner}
                points: 50
                rated:
                  - {level: good, title: {zh: 好, en: Good}, points: [30, 50]}
                  - {level: poor, title: {zh: 差, en: Poor}, points: [0, 20]}
          - code: discipline
            title: {zh: 纪律, en: Discipline}
            weight: 10
            indicators:
              - code: order
                title: {zh: 秩序, en: Order}
                points: 10
                rated:
                  - {level: kept, title: {zh: 好, en: Kept}, points: [0, 10]}
        """

    /// Ann solved 3 of 4 tickets and has 40 and 45 points for manner; Bob solved 2 of 2 and has 50.
    fileprivate struct Desk {
        let database: TestDatabase
        let hr: PostgresConfiguration
        let owner: PostgresConfiguration

        static func scored() async throws -> Desk {
            let database = try TestDatabase.current
            let desk = Desk(
                database: database, hr: try database.configuration(user: "merit_hr"),
                owner: try database.configuration())
            try await desk.run(
                """
                update merit.setting set value = '0' where name = 'quiet_seconds';
                insert into merit_source.employee (employee_id, name, post, department)
                values ('ann', 'Ann', 'desk', 'service'), ('bob', 'Bob', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select employee_id || n, employee_id, '2026-09-09', '2026-09-10', status
                from (values ('ann', 1, 'resolved'), ('ann', 2, 'resolved'), ('ann', 3, 'resolved'), ('ann', 4, 'failed'),
                    ('bob', 1, 'resolved'), ('bob', 2, 'resolved')) t (employee_id, n, status);
                """)
            try await database.publish(yaml: [template])
            try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
            try await desk.run(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
                values (1, 'ann', 'supervisor', 'lee', 'manner', 40, 'listens'), (1, 'ann', 'self', 'ann', 'manner', 45, null),
                    (1, 'bob', 'supervisor', 'lee', 'manner', 50, null);
                """)
            try await desk.work()
            return desk
        }

        func run(_ sql: String) async throws { try await database.withConnection { try await $0.script(sql) } }

        func work() async throws {
            let worker = try database.configuration(user: "merit_worker")
            #expect(try await Program.run(["worker", "--until-idle"], database: worker).status == 0)
        }

        func merit(_ arguments: String...) async throws -> Program.Outcome { try await merit(arguments) }

        func merit(_ arguments: [String]) async throws -> Program.Outcome {
            try await Program.run(arguments, database: owner)
        }
    }

    @Test func aResultIsExplainedFromTheTotalToTheTicket() async throws {
        let desk = try await Desk.scored()
        let text = try await desk.merit("explain", "--period", "2026-09", "--employee", "ann").output
        for line in [
            "total 69.01 = self-evaluation 71.67 × 20% + supervisor evaluation 68.34 × 80%",
            "  Skill: 41.67 = 60 × 100 / 90 × 18.75 / 30",
            "    Solved: 18.75 / 30  [low] 75.000000%  (100 × 3 / 4; sample 4)",
            "      band 80 … 0 → 20 … 0; 80 would bring 20.00",
            "    Praise: no data; the other 30 points stand for its 10",
            "  Discipline: no points, the others share its weight of 10%: Order (not rated)",
            "coverage 75.00%", "ann4  2026-09-10 00:00:00  false", "  supervisor evaluation, lee, Manner: listens",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        #expect(text.contains(/Solved +18\.75 +24\.38 +-18\.7\d +2\n/))
        #expect(!text.contains("revisions"))
        #expect(!text.contains("changed since"))
        let chinese = try await desk.merit(
            "explain", "--period", "2026-09", "--employee", "ann", "--language", "zh-Hans"
        ).output
        #expect(chinese.contains("    好评: 没有数据，其 10 分由本维度其余 30 分代替"))
        #expect(chinese.contains("  纪律: 无得分，10% 的权重按比例分给其余维度；秩序 (未评分)"))
    }

    @Test func revisionsAndAppealsAreTold() async throws {
        let desk = try await Desk.scored()
        try await desk.run(
            """
            insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'ann', 'solved', 'not mine');
            update merit.appeal set status = 'upheld', decision = 'yes', decided_by = 'HR', excluded_rows = '{ann4}';
            """)
        try await desk.work()
        let text = try await desk.merit("explain", "--period", "2026-09", "--employee", "ann").output
        for line in [
            "Solved: 30.00 / 30  [high] 100.000000%  (100 × 3 / 3; sample 3)",
            "       total 69.01 → 94.01", "  appeal 1, Solved: left out: ann4", "first scoring",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        #expect(text.contains(/\s2  \d{4}-\d\d-\d\d \d\d:\d\d  94\.01 A  .*appeal 1/))
        // The row that does not count is shown as such, and is no change of the source.
        #expect(text.contains(/ann4 .* yes\n/))
        #expect(!text.contains("changed since"))
        try await desk.run("update merit_source.ticket set status = 'failed' where ticket_id = 'ann1'")
        let since = try await desk.merit("explain", "--period", "2026-09", "--employee", "ann").output
        #expect(since.contains("Solved: ticket, 3 (the source has changed since)"))
    }

    @Test func whereTheSourceCannotBeReadTheStoredFiguresAreShown() async throws {
        let desk = try await Desk.scored()
        try await desk.run("revoke select on merit_source.ticket from merit_reader")
        let worker = try desk.database.configuration(user: "merit_worker")
        let refused = try await Program.run(["explain", "--period", "2026-09", "--employee", "ann"], database: worker)
        #expect(refused.status == 0)
        #expect(refused.output.contains("the source cannot be read now, the figures above are the stored ones:"))
        #expect(refused.output.contains(/permission denied for (table|view) ticket/))
        #expect(refused.output.contains("total 69.01"))
        try await desk.run("alter table merit_source.ticket rename column status to state")
        let gone = try await desk.merit("explain", "--period", "2026-09", "--employee", "ann").output
        #expect(gone.contains("Solved: what it is measured from is not in the source"))
    }

    @Test func anExplanationIsWrittenForPrograms() async throws {
        let desk = try await Desk.scored()
        let written = try await desk.merit(
            "explain", "--period", "2026-09", "--employee", "ann", "--format", "json"
        ).output
        let object = try #require(try JSONSerialization.jsonObject(with: Data(written.utf8)) as? [String: Any])
        #expect(object["total"] as? Double == 69.01)
        let sheets = try #require(object["sheets"] as? [[String: Any]])
        #expect(sheets.map { $0["source"] as? String } == ["self", "supervisor"])
        let parts = try #require(sheets[1]["dimensions"] as? [[String: Any]])
        #expect(parts.map { $0["missing"] as? [String] } == [["praise"], [], ["order"]])
        #expect(parts.map { $0["points"] as? Double } == [41.67, 26.67, nil])
        let behind = try #require(object["behind"] as? [[String: Any]])
        let rows = try #require(behind[0]["rows"] as? [[String: Any]])
        #expect(rows.map { $0["row"] as? String } == ["ann1", "ann2", "ann3", "ann4"])
        #expect((object["revisions"] as? [[String: Any]])?.count == 1)
    }

    @Test func aFigureThatWasTamperedWithIsNamed() async throws {
        let desk = try await Desk.scored()
        let agreed = try await desk.merit("verify", "--period", "2026-09")
        #expect(agreed.status == 0)
        #expect(agreed.output == "")
        #expect(agreed.errors == "2 results worked out again: every digit agrees\n")
        // No role may; a superuser who switches the guards off can.
        try await desk.run(
            """
            set session_replication_role = replica;
            update merit.result set total = 89.98 where employee_id = 'ann';
            """)
        let differs = try await desk.merit("verify", "--period", "2026-09", "--format", "csv")
        #expect(differs.status == 3)
        #expect(differs.output.contains("ann,1,,total,89.98,69.01,difference\n"))
        #expect(!differs.output.contains("bob"))
        let unknown = try await desk.merit("verify", "--period", "2026-10")
        #expect(unknown.status == 1)
        #expect(unknown.errors == "merit: there is no period \"2026-10\"; merit period status lists them\n")
    }

    @Test func whatDriftedIsListedAndIsNoFault() async throws {
        let desk = try await Desk.scored()
        let same = try await desk.merit("verify", "--period", "2026-09", "--from-source")
        #expect(same.status == 0)
        #expect(same.errors == "the source says what it said when the period was scored\n")
        try await desk.run("update merit_source.ticket set status = 'resolved' where ticket_id = 'ann4'")
        let drifted = try await desk.merit("verify", "--period", "2026-09", "--from-source", "--format", "csv")
        #expect(drifted.status == 0)
        #expect(drifted.output == "employee,indicator,field,stored,now\nann,solved,numerator,3,4\n")
        #expect(
            drifted.errors == "1 figure of the source changed since; to take that in: merit period score 2026-09\n")
    }

    @Test func aDraftIsTriedAndNothingIsWritten() async throws {
        let desk = try await Desk.scored()
        let before = try await desk.everything()
        let draft = try File(Self.template.replacing("at_least: 80", with: "at_least: 69"))
        let trial = ["simulate", "--template", draft.path, "--period", "2026-09"]
        let people = try await desk.merit(trial + ["--format", "csv"])
        #expect(people.status == 0)
        #expect(
            people.output == """
                period,employee,name,template,total_before,total_after,difference,grade_before,grade_after,coefficient_before,\
                coefficient_after,near_cut_after,why_no_total,total_error_after,grade_chance_after,capped_by_after
                2026-09,ann,Ann,desk@1,69.01,69.01,0.00,B,A,0.8,1.2,no,,16.66,"A 50%, B 50%",

                """)
        #expect(people.errors.contains("2 of 2 people tried, 1 change, 1 of them in grade; sum of coefficients +0.4"))
        let spread = try await desk.merit(trial + ["--format", "json", "--distribution"])
        #expect(spread.output.contains(#""what": "grade A", "before": 1, "after": 2, "difference": 1"#))
        #expect(spread.output.contains(#""what": "coefficient 0.8", "before": 1, "after": 0, "difference": -1"#))
        let chinese = try await desk.merit(trial + ["--format", "csv", "--distribution", "--language", "zh-Hans"])
        #expect(chinese.output.contains("2026-09,等级 A,1,2,1\n"))
        let table = try await desk.merit(trial)
        #expect(table.output.contains("sum of coefficients") && table.output.contains("ann"))
        let same = try File(Self.template)
        let nobody = try await desk.merit(
            "simulate", "--template", same.path, "--period", "2026-09", "--format", "json")
        #expect(nobody.output == "[]\n")
        #expect(try await desk.everything() == before)
        let unscored = try await desk.merit("simulate", "--template", same.path, "--period", "2026-10")
        #expect(unscored.status == 1)
    }

    @Test func aVersionIsComparedPublishedAndRetired() async throws {
        let desk = try await Desk.scored()
        let next = try File(
            Self.template.replacing("version: 1", with: "version: 2").replacing("weight: 60", with: "weight: 50")
                .replacing("weight: 30", with: "weight: 40"))
        let difference = try await desk.merit("template", "diff", "desk", next.path, "--format", "csv")
        #expect(
            difference.output == """
                place,what,from,to
                skill,weight,60%,50%
                attitude,weight,30%,40%

                """)
        #expect(try await desk.merit("template", "diff", "desk", "desk@1").output == "desk and desk@1 say the same\n")
        // A draft that nobody checked is not published.
        _ = try await desk.database.withConnection(user: "merit_hr") { connection in
            try await connection.execute(
                "insert into merit.template (code, version, document) values ('desk', 2, $1::text::jsonb)",
                #"{"template": "desk", "version": 2, "extends": "desk@1", "default": true, "near_cut": 1}"#)
        }
        let early = try await Program.run(["template", "publish", "desk@2"], database: desk.hr)
        #expect(early.status == 1)
        #expect(early.errors.contains("desk@2 is draft; it cannot become published"), "\(early.errors)")
        try await desk.work()
        #expect(
            try await Program.run(["template", "publish", "desk@2"], database: desk.hr).output == "desk@2: published\n")
        #expect(
            try await Program.run(["template", "publish", "desk@2"], database: desk.hr).output
                == "desk@2: is published already, nothing changes\n")
        #expect(
            try await desk.database.line("select version::text, status from merit.template order by version")
                == "1 retired\n2 published")
        let retired = try await Program.run(["template", "retire", "desk"], database: desk.hr)
        #expect(retired.output == "desk@2: retired\n")
        #expect(retired.errors.contains("It was the default: posts that no template names have none now."))
        let twice = try await Program.run(["template", "retire", "desk"], database: desk.hr)
        #expect(twice.errors == "merit: no version of desk is published; merit template list shows what is\n")
        let nothing = try await Program.run(["template", "publish", "desk"], database: desk.hr)
        #expect(nothing.status == 2)
        #expect(nothing.errors.contains("'desk' is no template version; write CODE@VERSION"))
    }
}

extension ReviewVerbTests.Desk {
    /// Every row of schema `merit`, in short.
    fileprivate func everything() async throws -> String {
        try await database.line(
            """
            select string_agg(
                table_name || ' ' || md5(query_to_xml(format('select t::text as row from merit.%I t', table_name), true, true, '')::text),
                ', ' order by table_name)
            from information_schema.tables where table_schema = 'merit' and table_type = 'BASE TABLE'
            """)
    }
}

/// A file that lives as long as this.
private final class File {
    let path: String

    init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).yaml").path()
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
