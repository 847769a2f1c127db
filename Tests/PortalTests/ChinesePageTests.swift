import Appraisal
import Exact
import Pages
import Postgres
import Reports
import Support
import Testing

/// What the database keeps in English alone, or by a code, is told in Chinese where the reader reads that.
@Suite(.database(.forms)) struct ChinesePageTests {
    private static let problems: [EvaluationProblem] = [
        .perspectiveNotUsed(.peer, TemplateReference(code: "模板", version: 1)),
        .perspectiveNotUsed(.data, TemplateReference(code: "模板", version: 1)),
        .unknownIndicator("甲", TemplateReference(code: "模板", version: 1)),
        .measuredIndicator("甲", TemplateReference(code: "模板", version: 1)),
        .outsideLevels(indicator: "甲", points: 12, levels: []), .overallOutOfRange(101), .ratesTheRater(.supervisor),
        .ratesTheRater(.peer), .speaksForAnother(rater: "乙"), .ownSupervisor("乙"),
        .notTheSupervisor(rater: "乙", supervisor: "丙"), .notTheSupervisor(rater: "乙", supervisor: nil), .fewPeers,
    ]

    @Test(arguments: problems) func whyAnEvaluationDoesNotCountIsTold(problem: EvaluationProblem) {
        let told = Words(.zhHans).problem("\(problem)")
        #expect(!told.contains { $0.isASCII && $0.isLetter } && !told.contains("{"), "\(told)")
        for name in ["甲", "乙", "丙", "模板@1", "101"] where "\(problem)".contains(name) {
            #expect(told.contains(name), "\(told)")
        }
        #expect(Words(.en).problem("\(problem)") == "\(problem)")
    }

    @Test func whatNobodyKnowsStaysAsItStands() {
        #expect(Words(.zhHans).problem("something else") == "something else")
    }

    /// What keeps a period from being scored: of that which comes from outside, what is around it.
    @Test(arguments: [
        (
            "no template is published, so there is nothing to score period \"2026-10\" by; publish one (merit template apply FILE), then set the period's status to pending",
            "没有已发布的考核规则，考核期“2026-10”无从评分；请先发布规则（merit template apply FILE），再重新评分。"
        ),
        (
            "reading the source failed: no such table [42P01]; mend the view or table that it names (merit source check reads a sample of each), then set the period's status to pending",
            "读取数据源失败：no such table [42P01]；请修正其中提到的视图或表（merit source check 会各读一些样本）。处理后请重新评分。"
        ),
        ("the rest, then set the period's status to pending", "the rest。处理后请重新评分。"),
        ("its worker died", "运行它的工作进程意外结束。"), ("something else", "something else"),
    ])
    func whatKeepsAPeriodFromBeingScoredIsTold(problem: String, chinese: String) {
        #expect(Words(.zhHans).periodProblem(problem) == chinese)
        #expect(Words(.en).periodProblem(problem) == problem)
    }

    @Test func theProblemOfAPeriodIsInChinese() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.appraisal_period set problem = 'its worker died' where label = '2020-11';
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            for path in ["/periods", "/period/2020-11/desk"] {
                hilda.headers = []
                #expect(try await hilda.get(path).text.contains("its worker died"), "\(path)")
                hilda.headers = [("Accept-Language", "zh-CN")]
                let page = try await hilda.get(path).text
                #expect(page.contains("运行它的工作进程意外结束。") && !page.contains("its worker died"), "\(path)")
            }
        }
    }

    /// What is odd about the rows: all of it to who sees everyone, and to others that theirs are odd.
    @Test func whatIsOddAboutTheRowsIsTold() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.data_finding (run_id, period_id, relation, kind, rows, share, ids, people, finding, advice)
            select max(run_id), period_id, 'ticket', 'impossible_time', 2, 0.76, '{"T<1>",T-2}', '{ann,cat}',
                '2 rows of ticket: resolved or closed without having been opened', 'multiply by 100 in the measure, or in the view'
            from merit.run join merit.appraisal_period using (period_id) where label = '2020-10' and run.kind = 'full' group by period_id
            """)
        try await Program.serving { servers, _ in
            func page(_ path: String, of person: String, in language: String) async throws -> String {
                let browser = Browser(servers[0])
                browser.headers = [("Accept-Language", language)]
                try await browser.signIn(person)
                return try await browser.get(path).text
            }
            let desk = try await page("/period/2020-10/desk", of: "hilda", in: "zh-CN")
            for told in ["ticket 有 2 行：没有受理时间却已解决或关闭", "不可能的时间", "2（0.76%）", "T&lt;1&gt;", "请在计算方式或视图中乘以 100"] {
                #expect(desk.contains(told), "\(told)")
            }
            let english = try await page("/period/2020-10/desk", of: "hilda", in: "en")
            #expect(english.contains("2 (0.76%)") && english.contains("resolved or closed without having been opened"))
            // An officer of one department is told of no rows of others.
            #expect(try await !page("/period/2020-10/desk", of: "hal", in: "en").contains("T-2"))
            let own = try await page("/month/2020-10", of: "ann", in: "zh-CN")
            #expect(own.contains("有记录的时间不可能") && own.contains("工单 ticket") && !own.contains("T-2"))
            #expect(try await !page("/month/2020-10", of: "sue", in: "zh-CN").contains("数据中的疑点"))
        }
    }

    /// Why an evaluation does not count names rules, indicators and levels as people know them, in both languages.
    @Test(arguments: [
        (
            "manner: 12 is outside the levels 5–10, 0–4.99",
            "Manner: 12 is outside the levels Warm 5–10, Cold 0–4.99",
            "指标 沟通：12 分不在任何水平之内（热情 5–10、冷淡 0–4.99）"
        ),
        (
            "a@1 does not count the source peer", "Small · version 1 does not count the source peer",
            "小模板 · 第 1 版 不采用“同事评价”"
        ),
        (
            "manner is measured by a@1, not rated", "Manner is measured by Small · version 1, not rated",
            "指标 沟通 在 小模板 · 第 1 版 中由数据计算，不由人评分"
        ),
        // What these rules do not have stays as it was written.
        ("b@7 has no indicator manner", "b@7 has no indicator Manner", "b@7 没有指标 沟通"),
        (
            "manner: 12 is outside the levels 7–9", "Manner: 12 is outside the levels 7–9",
            "指标 沟通：12 分不在任何水平之内（7–9）"
        ),
    ])
    func whyAnEvaluationDoesNotCountIsInWords(problem: String, english: String, chinese: String) async throws {
        let database = try TestDatabase.current
        let rules = try TemplateDocument(yaml: SmallTemplate.text).json.replacing("'", with: "''")
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set document = '\(rules)' where code = 'a' and version = 1;
            update merit.evaluation set indicator = 'manner', problem = '\(problem)'
            where period_id = 1 and employee_id = 'bob' and source = 'supervisor';
            """)
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            for path in ["/period/2020-10/desk", "/period/2020-10/desk/unusable"] {
                hilda.headers = []
                #expect(try await hilda.get(path).text.contains(english), "\(path)")
                hilda.headers = [("Accept-Language", "zh-CN")]
                #expect(try await hilda.get(path).text.contains(chinese), "\(path)")
            }
        }
    }

    /// By the rules of the result: an indicator by its title.
    @Test func desksAndAppealsAreInChinese() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.template set document = document || '{"dimensions": [{"code": "d", "indicators": [
                {"code": "solved", "title": {"zh": "解决率", "en": "Solved"}}, {"code": "manner", "title": {"zh": "沟通", "en": "Manner"}}]}]}'
            where code = 'a' and version = 1;
            update merit.evaluation set indicator = 'manner', problem = 'nobody is their own supervisor'
            where period_id = 1 and employee_id = 'bob' and source = 'supervisor';
            """)
        let number = try await database.value("select appeal_id from merit.appeal where employee_id = 'bob'") ?? ""
        try await Program.serving { servers, _ in
            let hilda = Browser(servers[0])
            try await hilda.signIn("hilda")
            #expect(try await hilda.get("/appeal/\(number)").text.contains("<bdi>Solved</bdi>"))
            hilda.headers = [("Accept-Language", "zh-CN")]
            let appeal = try await hilda.get("/appeal/\(number)")
            #expect(appeal.text.contains("<bdi>解决率</bdi>") && !appeal.text.contains("<bdi>solved</bdi>"))
            let desk = try await hilda.get("/period/2020-10/desk")
            #expect(desk.text.contains("“上级评价”不能由本人给出") && desk.text.contains("<bdi>沟通</bdi>"))
            #expect(!desk.text.contains("nobody is their own"))
        }
    }
}
