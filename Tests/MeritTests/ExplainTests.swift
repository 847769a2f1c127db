import Foundation
import Postgres
import Support
import Testing

/// What a reader of an explanation would stumble over otherwise.
@Suite(.database(.sourced)) struct ExplainTests {
    /// Three dimensions, each of one indicator that is a share of solved tickets.
    private static let template = """
        template: desk
        version: 1
        title: {zh: 服务台, en: Desk}
        default: true
        posts: []
        sources: {data: {weight: 100}}
        eligibility: {min_days: 1}
        coverage: {min_percent: 60}
        grades:
          - {grade: A, at_least: 0, coefficient: 1}
        dimensions:
        """
        + [("first", "0.75"), ("second", "0.75"), ("third", "98.5")].map { code, weight in
            """

              - code: \(code)
                title: {zh: \(code), en: \(code)}
                weight: \(weight)
                indicators:
                  - code: \(code)_solved
                    title: {zh: 解决率, en: Solved}
                    points: 10
                    measure: {from: ticket, at: closed_at, value: "share(status = 'resolved')"}
                    scale:
                      - {band: all, best: 100, worst: 0, points: [10, 0]}
            """
        }.joined()

    /// Ann solved 7 of 10 tickets.
    private func scored(by template: String = ExplainTests.template) async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values ('ann', 'Ann', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select 'T' || n, 'ann', '2026-09-09', '2026-09-10', case when n > 3 then 'resolved' else 'failed' end
                from generate_series(1, 10) n
                """)
        }
        try await database.publish(yaml: [template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await database.work()
        return database
    }

    private func explain(_ more: String..., in database: TestDatabase) async throws -> String {
        let outcome = try await Program.run(
            ["explain", "--period", "2026-09", "--employee", "ann"] + more,
            database: try database.configuration(user: "merit_worker"))
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    /// 0.75 × 70% are 0.525, twice.
    @Test func whereTheHundredthComesFromIsSaid() async throws {
        let database = try await scored()
        let words = "each dimension is rounded to 2 digits before they are added up; unrounded they come to 70\n"
        let text = try await explain(in: database)
        for line in ["total 70.01", "first: 0.53", "second: 0.53", "third: 68.95", words] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        #expect(try await explain("--language", "zh-Hans", in: database).contains("不舍入时合计为 70\n"))
        let json = try await explain("--format", "json", in: database)
        #expect(json.contains(#""score": 70.01, "is_overall": false, "unrounded": 70, "#), "\(json)")

        // Without anything to say of it, nothing is said: 8 of 10 are 0.60, 0.60 and 78.80.
        _ = try await database.line("update merit_source.ticket set status = 'resolved' where ticket_id = 'T1'")
        try await database.rescore()
        let even = try await explain(in: database)
        #expect(even.contains("total 80.00") && !even.contains("rounded to 2 digits"), "\(even)")
    }

    /// Beside Bob, who solved 2 of 4: within 3.1 / 12 of 100², and people differ by less than that.
    @Test func howSureItIsIsSaid() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values ('bob', 'Bob', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select 'B' || n, 'bob', '2026-09-09', '2026-09-10', case when n > 2 then 'resolved' else 'failed' end
                from generate_series(1, 4) n
                """)
        }
        _ = try await scored()
        let text = try await explain(in: database)
        for line in [
            "how sure\n",
            "total 70.01, standard error 15.86, 95%: 38.92 … 100.00; another draw of the same work would bring A 100%",
            "100.00% of the total is measured, the rest is what people gave; the error of 100.00% is known",
            "ranks that chance does not exclude: 1 … 2",
            "Solved: 70, standard error 16.072751 (1.61 points), 95%: 39.677322 … 89.221071",
            "0% is the person and 100% chance (10 rows; no number of rows would be enough)",
            "everyone's mean is 64.285714, where chance alone gives 32.783122 … 95.788306: within",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        #expect(
            try await explain("--language", "zh-Hans", in: database).contains(
                "总分 70.01，标准误 15.86，95% 区间 38.92 … 100.00"))
        let json = try await explain("--format", "json", in: database)
        #expect(
            json.contains(
                #""total_error": 15.86, "total_low": 38.92, "total_high": 100.00, "grade_chance": {"A": 100}, "#))
        // Alone, nobody can be told from chance.
        _ = try await database.line("delete from merit_source.ticket where employee_id = 'bob'")
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line("select count(*)::text from merit.reliability where reliability is null") == "3")
    }

    /// Beside Bob, who solved 2 of 4: of the department's 14 tickets Ann sees her own.
    @Test func whatIsOfTheWholeDepartmentIsSaidAndNoColleaguesRows() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values ('bob', 'Bob', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
                select 'B' || n, 'bob', '2026-09-09', '2026-09-10', case when n > 2 then 'resolved' else 'failed' end
                from generate_series(1, 4) n
                """)
        }
        _ = try await scored(
            by: Self.template.replacing(#"'resolved')"}"#, with: #"'resolved')", of: department}"#))
        let text = try await explain(in: database)
        for line in [
            "[all] 64.285714  (100 × 9 / 14; sample 14; of the whole department)", "Solved: ticket, 14\n",
            "the figure of the whole department, of 14 rows of 2 people; below stand only this person's own\n", "T10 ",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        #expect(!text.contains("B1") && !text.contains("the source has changed since"), "\(text)")
        #expect(
            try await explain("--language", "zh-Hans", in: database).contains(
                "整个部门的数字，来自 2 人的 14 行；以下只列本人的行\n"))
        let json = try await explain("--format", "json", in: database)
        #expect(json.contains(#""is_more": false, "department_people": 2, "#), "\(json)")
        // What becomes of a colleague's ticket changes it.
        _ = try await database.line("update merit_source.ticket set status = 'resolved' where ticket_id = 'B1'")
        #expect(try await explain(in: database).contains("Solved: ticket, 14 (the source has changed since)\n"))
    }

    /// Beside Bob: of the high ones 2 of 7 were solved, of the low ones all.
    @Test func howItStandsAmongWorkOfTheSameKindsIsSaid() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department) values ('bob', 'Bob', 'desk', 'service');
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status, priority)
                select 'B' || n, 'bob', '2026-09-09', '2026-09-10', case when n > 2 then 'resolved' else 'failed' end,
                    case when n > 2 then 'low' else 'high' end
                from generate_series(1, 4) n;
                create function merit_source.give_priority() returns trigger language plpgsql as
                    $$ begin new.priority := case when new.ticket_id in ('T1', 'T2', 'T3', 'T4', 'T5') then 'high' else 'low' end; return new; end $$;
                create trigger give_priority before insert on merit_source.ticket for each row execute function merit_source.give_priority();
                """)
        }
        _ = try await scored(
            by: Self.template.replacing(
                #"'resolved')"}"#, with: #"'resolved')", mix: [priority], scored_on: adjusted}"#))
        let text = try await explain(in: database)
        for line in [
            "[all] 70.000000 = 70 / 64.285714 × 64.285714 (adjusted for the kinds of work)",
            "against work of the same kinds\n",
            "Solved: 70, where everyone's work of the same kinds comes to 64.285714 (10 rows); adjusted 70 = 70 / 64.285714 × 64.285714; "
                + "z 0.221, which chance explains", "priority high: 5 rows, came 40, expected 28.571429",
            "priority low: 5 rows, came 100, expected 100",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        #expect(
            try await explain("--language", "zh-Hans", in: database).contains("priority high: 5 行，得到 40，预期 28.571429"))
        #expect(
            try await explain("--format", "json", in: database).contains(
                #""expected": 64.285714, "adjusted": 70.000000, "adjusted_z": 0.221, "mix": [{"cell": ["high"], "rows": 5, "value": 40.000000, "#
            ))
    }

    /// Ann solved 7 tickets in September, and 5 in August.
    @Test func whatAChangeIsHeldAgainstIsSaid() async throws {
        let database = try await scored(
            by: Self.template.replacing(
                #"value: "share(status = 'resolved')"}"#,
                with: #"value: "count(status = 'resolved')", relative_to: previous}"#))
        let lacking = try await explain(in: database)
        #expect(lacking.contains("no total"), "\(lacking)")
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.ticket (ticket_id, employee_id, closed_at, status)
                select 'A' || n, 'ann', '2026-08-10', 'resolved' from generate_series(1, 5) n
                """)
        }
        try await database.ask("2026-08", from: "2026-08-01", to: "2026-08-31")
        try await database.work()
        try await database.rescore()
        let text = try await explain(in: database)
        #expect(
            text.contains("140.000000 = 100 × 7.000000 / 5.000000 (own value of the period before)"), "\(text)")
        #expect(try await explain("--language", "zh-Hans", in: database).contains("/ 5.000000 （本人上期）"))
        let json = try await explain("--format", "json", in: database)
        #expect(json.contains(#""held_against": 5"#), "\(json)")
    }

    /// One dimension has data; the others' value is there, and nothing to hold it against.
    @Test func whyAChangeHasNoDataIsSaid() async throws {
        let words = Self.template.components(separatedBy: "\"share(status = 'resolved')\"}")
        let database = try await scored(
            by: words[0] + "\"count()\", relative_to: previous}" + words[1] + "\"share(status = 'resolved')\"}"
                + words[2]
                + "\"share(status = 'resolved')\"}" + words[3])
        let text = try await explain(in: database)
        #expect(text.contains("no value above 0 of the period before to hold it against"), "\(text)")
        #expect(try await explain("--language", "zh-Hans", in: database).contains("本人上期没有可比的大于 0 的值"))
    }

    @Test func rowsThatFailAreNamed() async throws {
        let database = try await scored()
        #expect(try await !explain(in: database).contains("about the period"))
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit_source.ticket rename to kept;
                create view merit_source.ticket as
                select ticket_id, employee_id, opened_at, closed_at,
                    case when 1 / (length(status) - length('failed')) <> 9 then status end as status
                from merit_source.kept;
                grant select on merit_source.ticket to merit_reader
                """)
        }
        try await database.rescore()
        let rows = """
            merit_source.ticket: division by zero; it fails at ticket_id 'T1', 'T2', 'T3'; mend what the row has there, or the view
            """
        let stored = rows.replacing("zero;", with: "zero [22012];")
        let text = try await explain(in: database)
        for line in [
            "\nabout the period\n  it could not be scored again: reading the source failed: \(stored), then set the",
            "the source cannot be read now, the figures above are the stored ones: \(rows)\n", "total 70.01",
        ] {
            #expect(text.contains(line), "\(line)\n\(text)")
        }
        let json = try await explain("--format", "json", in: database)
        #expect(json.contains("\"period_problem\": \"reading the source failed: \(stored), then"), "\(json)")
        #expect(json.contains("\"source_problem\": \"\(rows)\""), "\(json)")
    }

    @Test func whatWasOddAboutTheSourceIsSaid() async throws {
        let database = try await scored()
        _ = try await database.line("update merit_source.ticket set employee_id = 'ANN' where ticket_id = 'T1'")
        try await database.rescore()
        let finding = """
            1 of 10 rows of ticket are of 1 id that employee does not name, such as "ANN"; employee has "ann" for "ANN": ids are compared \
            byte by byte, write them alike in the source; until then these rows count for nobody
            """
        let text = try await explain(in: database)
        #expect(text.contains("\nabout the period\n  rows of this person too: \(finding)\n"), "\(text)")
        let json = try await explain("--format", "json", in: database)
        #expect(
            json.contains("\"period_findings\": [\"\(finding.replacing("\"", with: "\\\""))\"]"), "\(json)")
        #expect(json.contains("\"own_findings\": [\"1 of 10 rows"), "\(json)")
        let chinese = try await explain("--language", "zh-Hans", in: database)
        #expect(
            chinese.contains(
                """

                关于本考核期
                  涉及本人的数据：ticket 的 10 行中有 1 行属于 employee 中没有的 1 个工号，如“ANN”；employee 中的是 “ann”（所见“ANN”）：工号逐字节比较，请在数据源中写成一样的；\
                在此之前这些行不计入任何人

                """), "\(chinese)")
    }

    /// Who is asked about and has no result.
    @Test(arguments: [
        (
            "abn", "nobody has the id \"abn\", neither in period \"2026-09\" nor in the source; did you mean ann?",
            "没有人的工号是“abn”：期间“2026-09”里没有，数据源里也没有；是不是 ann？"
        ),
        (
            "gine", "nobody has the id \"gine\", neither in period \"2026-09\" nor in the source; did you mean gone?",
            "没有人的工号是“gine”：期间“2026-09”里没有，数据源里也没有；是不是 gone？"
        ),
        (
            "zebedee", "nobody has the id \"zebedee\", neither in period \"2026-09\" nor in the source",
            "没有人的工号是“zebedee”：期间“2026-09”里没有，数据源里也没有"
        ),
        (
            "left",
            """
            "left" was not employed in period "2026-09" (2026-09-01 to 2026-09-30); by the source they were until 2025-03-31, \
            from 2026-01-01 to 2026-08-31
            """,
            "“left”在期间“2026-09”（2026-09-01 至 2026-09-30）不在职；数据源里的在职时间：至 2025-03-31 止、2026-01-01 至 2026-08-31"
        ),
        (
            "late",
            """
            "late" was not employed in period "2026-09" (2026-09-01 to 2026-09-30); by the source they were from 2026-10-01 on
            """, "“late”在期间“2026-09”（2026-09-01 至 2026-09-30）不在职；数据源里的在职时间：2026-10-01 起"
        ),
        (
            "new",
            """
            "new" is employed in period "2026-09" and has no result yet: the source did not say so when it was scored last; \
            merit period score 2026-09 scores it again
            """, "“new”在期间“2026-09”在职，但还没有结果：上次评分时数据源里没有；merit period score 2026-09 会再评分"
        ),
    ])
    func whyThereIsNoResultIsSaid(employee: String, english: String, chinese: String) async throws {
        let database = try await scored()
        try await database.withConnection { connection in
            try await connection.script(
                """
                insert into merit_source.employee (employee_id, name, post, department, employed_from, employed_to) values
                    ('left', 'Lea', 'desk', 'service', null, '2025-03-31'), ('left', 'Lea', 'desk', 'service', '2026-01-01', '2026-08-31'),
                    ('late', 'Lou', 'desk', 'service', '2026-10-01', null), ('new', 'Nan', 'desk', 'service', '2026-09-15', null);
                update merit_source.employee set employee_id = 'was' where employee_id = 'ann';
                insert into merit_source.employee (employee_id, name, post, department) values ('gone', 'Ann', 'desk', 'service')
                """)
        }
        for (language, words) in [("en", english), ("zh-Hans", chinese)] {
            let outcome = try await Program.run(
                ["explain", "--period", "2026-09", "--employee", employee, "--language", language],
                database: try database.configuration(user: "merit_worker"))
            #expect(outcome.status == 1)
            #expect(outcome.errors == "merit: \(words)\n")
        }
    }

    @Test func whoseDepartmentIsNotAskedAboutIsSaid() async throws {
        let database = try await scored()
        try await database.ask("desk alone", from: "2026-09-01", to: "2026-09-30", department: "sales")
        let outcome = try await Program.run(
            ["explain", "--period", "desk alone", "--employee", "ann"],
            database: try database.configuration(user: "merit_worker"))
        #expect(
            outcome.errors
                == "merit: period \"desk alone\" is of department \"sales\" alone, and \"ann\" is in \"service\"\n")
    }

    private static let locales: [([String: String], [String], Bool)] = [
        (["LANG": "zh_CN.UTF-8"], [], true), (["LANG": "zh_CN.UTF-8"], ["--language", "en-US"], false),
        (["LANG": "zh_CN.UTF-8", "LC_ALL": "C"], [], false),
        (["LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW"], [], true), ([:], ["--language", "zh"], true),
        ([:], ["--language", "zh_CN.UTF-8"], true), ([:], [], false),
    ]

    /// What people read is in their language; what programs read is the same wherever they run.
    @Test(arguments: locales)
    func whoSpeaksChineseIsAnsweredInIt(
        locale: [String: String], arguments: [String], isChinese: Bool
    ) async throws {
        let database = try await scored()
        let asked = ["explain", "--period", "2026-09", "--employee", "ann"] + arguments
        let reader = try database.configuration(user: "merit_worker")
        let text = try await Program.run(asked, database: reader, environment: locale)
        #expect(text.status == 0, "\(text.errors)")
        #expect(text.output.contains("总分") == isChinese, "\(text.output)")
        let forPrograms = asked + ["--format", "json"]
        let here = try await Program.run(forPrograms, database: reader, environment: locale)
        #expect(try await Program.run(forPrograms, database: reader).output == here.output)
    }
}
