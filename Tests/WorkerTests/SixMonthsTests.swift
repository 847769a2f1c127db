import Appraisal
import Postgres
import Store
import Support
import Testing

/// Half a year at a service desk, from January to June.
///
/// Ann is good. Bob has two bad months and recovers. Cai is hired in March. Dan moves from the desk into the field in April. Eve is on leave
/// in May, and in June the HR system gives her another id.
@Suite(.database(.sourced)) struct SixMonthsTests {
    @Test func halfAYearOfOneCompany() async throws {
        let desk = try await Season.begin()
        try await desk.database.publish(yaml: [Season.template, Self.field])
        try await desk.run(
            """
            insert into merit_source.employee (employee_id, name, post, department, supervisor_id, employed_from)
            values ('dan', 'Dan', 'desk', 'service', 'boss', null), ('eve', 'Eve', 'desk', 'service', 'boss', null),
                ('cai', 'Cai', 'desk', 'service', 'boss', '2026-03-01')
            """)
        let good = Season.Work.good
        try await desk.openPortal()

        // January: everyone is good, and everyone's supervisor says so.
        try await desk.score(1, ["ann": good, "bob": good, "dan": good, "eve": good])
        try await desk.expect(
            1,
            """
            ann 1 desk@1 scored 100.00 A
            bob 1 desk@1 scored 100.00 A
            dan 1 desk@1 scored 100.00 A
            eve 1 desk@1 scored 100.00 A
            """)
        #expect(try await desk.outcomes() == "01 share_case proposed\n01 talent_pool proposed")
        // Everyone is told. Ann agrees, Bob looks, Dan and Eve say nothing.
        try await desk.hr("select merit.deliver('2026-01', clock_timestamp() + interval '1 week')::text")
        try await desk.act(as: "ann", "select merit_api.confirm('2026-01', 'thank you')")
        try await desk.act(as: "bob", "select merit_api.see('2026-01')")
        #expect(
            try await desk.deliveries(of: 1)
                == "ann 1 confirmed\nbob 1 seen\ndan 1 delivered\neve 1 delivered")
        #expect(try await desk.tasks() == "")

        // February: half of Bob's tickets fail. What is to be done is proposed, planned, and taken on by people.
        try await desk.score(2, ["ann": good, "bob": .bad, "dan": good, "eve": good])
        try await desk.expect(
            2,
            """
            ann 1 desk@1 scored 100.00 A
            bob 1 desk@1 scored 16.00 E
            dan 1 desk@1 scored 100.00 A
            eve 1 desk@1 scored 100.00 A
            """)
        #expect(try await desk.tasks() == "02 solved open 0 -\n02 manner open 0 -")
        try await desk.hr(
            "update merit.outcome set status = 'accepted', decided_by = 'Wang Fang' where kind = 'improvement_plan'")
        try await desk.hr(
            "update merit.improvement_task set advice = 'ask before closing', note = 'every Monday' where indicator = 'solved'"
        )

        // March: Cai begins. Bob is bad again, and two in a row are a matter of their own. Eve's supervisor is late.
        try await desk.score(
            3, ["ann": good, "bob": .bad, "cai": good, "dan": good, "eve": Season.Work(resolved: 4)])
        try await desk.expect(
            3,
            """
            ann 1 desk@1 scored 100.00 A
            bob 1 desk@1 scored 16.00 E
            cai 1 desk@1 scored 100.00 A
            dan 1 desk@1 scored 100.00 A
            eve 1 desk@1 incomplete - -
            """)
        #expect(
            try await desk.outcomes() == """
                01 share_case proposed
                01 talent_pool proposed
                02 improvement_plan accepted
                03 dismissal_review proposed
                03 improvement_plan proposed
                """)
        #expect(
            try await desk.tasks() == """
                02 solved missed 0 -
                02 manner missed 0 -
                03 solved open 1 02
                03 manner open 1 02
                """)
        try await desk.hr(
            """
            update merit.outcome set status = 'declined', decision = 'his father was ill', decided_by = 'Wang Fang'
            where kind = 'dismissal_review'
            """)
        // The late evaluation scores Eve, and her alone.
        let others = try await desk.rows(of: 3, but: "eve")
        try await desk.rate("eve", 50, in: 3)
        try await desk.database.work()
        try await desk.expect(
            3,
            """
            ann 1 desk@1 scored 100.00 A
            bob 1 desk@1 scored 16.00 E
            cai 1 desk@1 scored 100.00 A
            dan 1 desk@1 scored 100.00 A
            eve 2 desk@1 scored 100.00 A
            """)
        #expect(try await desk.rows(of: 3, but: "eve") == others)
        #expect(try await desk.runs(of: 3) == "full 5\npartial 1")

        // April: skill and attitude count the same from now on. Dan goes into the field in the middle of the month. Bob recovers.
        try await desk.database.publish(yaml: [
            Season.template.replacing("version: 1", with: "version: 2").replacing("weight: 60", with: "weight: 50")
                .replacing("weight: 40", with: "weight: 50")
        ])
        try await desk.run("update merit_source.employee set employed_to = '2026-04-15' where employee_id = 'dan'")
        try await desk.run(
            """
            insert into merit_source.employee (employee_id, name, post, department, supervisor_id, employed_from)
            values ('dan', 'Dan', 'field', 'service', 'boss', '2026-04-16')
            """)
        try await desk.score(
            4,
            [
                "ann": Season.Work(resolved: 3, failed: 1, manner: 50), "bob": Season.Work(resolved: 4, manner: 40),
                "cai": Season.Work(resolved: 3, failed: 1, manner: 50), "dan": .middling, "eve": good,
            ])
        try await desk.expect(
            4,
            """
            ann 1 desk@2 scored 70.00 C
            bob 1 desk@2 scored 90.00 A
            cai 1 desk@2 scored 70.00 C
            dan 1 field@1 scored 61.00 C
            eve 1 desk@2 scored 100.00 A
            """)
        #expect(
            try await desk.tasks() == """
                02 solved missed 0 -
                02 manner missed 0 -
                03 solved achieved 1 02
                03 manner achieved 1 02
                """)
        #expect(try await desk.outcomes().hasSuffix("04 share_case proposed\n04 talent_pool proposed"))
        // What was scored under the first version stays under it.
        #expect(try await desk.templates(of: 3) == "desk@1")

        // Everyone is told; Ann and Cai object. One ticket was not Ann's; Cai's were Cai's.
        try await desk.hr("select merit.deliver('2026-04', clock_timestamp() + interval '1 week')::text")
        try await desk.act(
            as: "ann",
            "select merit_api.object('2026-04', 'ann-4-4 was not mine', 'not_my_ticket', 'solved', 'leave it out')")
        try await desk.act(
            as: "cai", "select merit_api.object('2026-04', 'the weather', 'other', 'solved', 'a C is unfair')")
        try await desk.act(as: "bob", "select merit_api.confirm('2026-04')")
        #expect(
            await desk.database.refusal("update merit.appraisal_period set status = 'closed' where period_id = 4")
                != nil)
        let beforeAppeals = try await desk.rows(of: 4, but: "ann")
        try await desk.hr(
            """
            update merit.appeal set status = 'rejected', decision = 'so was everyone''s', decided_by = 'Wang Fang'
            where employee_id = 'cai'
            """)
        try await desk.hr(
            """
            update merit.appeal set status = 'upheld', excluded_rows = '{ann-4-4}', decision = 'the log says so', decided_by = 'Wang Fang'
            where employee_id = 'ann'
            """)
        try await desk.database.work()
        try await desk.expect(
            4,
            """
            ann 2 desk@2 scored 100.00 A
            bob 1 desk@2 scored 90.00 A
            cai 1 desk@2 scored 70.00 C
            dan 1 field@1 scored 61.00 C
            eve 1 desk@2 scored 100.00 A
            """)
        #expect(try await desk.rows(of: 4, but: "ann") == beforeAppeals)
        #expect(
            try await desk.outcomes(of: "ann").hasSuffix(
                "04 improvement_training withdrawn!\n04 share_case proposed\n04 talent_pool proposed"))
        #expect(try await desk.tasks(of: "ann") == "04 solved cancelled 0 -")
        #expect(
            try await desk.database.line(
                "select changed ->> 'why' from merit.result where period_id = 4 and employee_id = 'ann' and revision = 2"
            )
                == "appeal 1 was upheld")
        // What changed was delivered anew, with what it was; and nothing else was.
        try await desk.act(as: "ann", "select merit_api.confirm('2026-04')")
        #expect(
            try await desk.deliveries(of: 4) == """
                ann 1 objected
                ann 2 confirmed
                bob 1 confirmed
                cai 1 objected
                dan 1 delivered
                eve 1 delivered
                """)
        #expect(
            try await Viewer("ann", by: .call).column(
                "select changed #>> '{result,total,to}' from merit_api.results('2026-04')", in: desk.database)
                == ["100"])

        // May: Eve is on leave. April is closed, and nobody gets past that; then it is reopened, with a reason, and closed again.
        try await desk.run(
            """
            insert into merit_source.attendance (employee_id, day, kind)
            select 'eve', day, 'leave' from generate_series(date '2026-05-01', date '2026-05-31', interval '1 day') day
            """)
        try await desk.score(5, ["ann": good, "bob": good, "cai": good, "dan": good, "eve": .away])
        try await desk.expect(
            5,
            """
            ann 1 desk@2 scored 100.00 A
            bob 1 desk@2 scored 100.00 A
            cai 1 desk@2 scored 100.00 A
            dan 1 field@1 scored 100.00 A
            eve 1 desk@2 incomplete - -
            """)
        #expect(
            try await desk.database.line(
                "select days_on_leave::text from merit.current_result where period_id = 5 and employee_id = 'eve'")
                == "31")
        #expect(try await desk.tasks(of: "dan") == "04 solved achieved 0 -")
        try await desk.hr("update merit.appraisal_period set status = 'closed' where label = '2026-04'")
        let closed = try await desk.rows(of: 4, but: "")
        for attempt in [
            "update merit.evaluation set points = 1 where period_id = 4",
            "delete from merit.evaluation where period_id = 4",
            "update merit.appraisal_period set status = 'pending' where period_id = 4",
            "update merit.result set total = 100 where period_id = 4", "delete from merit.result where period_id = 4",
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (4, 'cai', 'solved', 'again')",
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            values (4, 'cai', 'self', 'cai', 'manner', 50)
            """,
        ] {
            #expect(await desk.database.refusal(attempt) != nil, "\(attempt)")
        }
        try await desk.database.work()
        #expect(try await desk.rows(of: 4, but: "") == closed)
        try await desk.hr(
            """
            update merit.appraisal_period set status = 'scored', status_reason = 'Cai has a self-evaluation on paper'
            where label = '2026-04'
            """)
        try await desk.rate("cai", 50, source: "self", in: 4)
        try await desk.database.work()
        #expect(try await desk.deliveries(of: 4).contains("cai 1 objected\ncai 3 delivered\n"))
        try await desk.expect(
            4,
            """
            ann 2 desk@2 scored 100.00 A
            bob 1 desk@2 scored 90.00 A
            cai 3 desk@2 scored 70.00 C
            dan 1 field@1 scored 61.00 C
            eve 1 desk@2 scored 100.00 A
            """)
        try await desk.hr("update merit.appraisal_period set status = 'closed' where label = '2026-04'")
        #expect(
            try await desk.database.line(
                """
                select after ->> 'status', coalesce(after ->> 'status_reason', '-') from merit.event
                where table_name = 'appraisal_period' and key = '4' and after ->> 'status' in ('closed', 'scored')
                    and (before ->> 'status' = 'closed' or after ->> 'status' = 'closed') order by event_id
                """) == "closed -\nscored Cai has a self-evaluation on paper\nclosed -")

        // June: the HR system gives Eve another id. To Merit that is somebody else; what she had stays hers under the old one.
        try await desk.run("update merit_source.employee set employee_id = 'eva' where employee_id = 'eve'")
        try await desk.score(6, ["ann": good, "bob": good, "cai": good, "dan": good, "eva": good])
        try await desk.expect(
            6,
            """
            ann 1 desk@2 scored 100.00 A
            bob 1 desk@2 scored 100.00 A
            cai 1 desk@2 scored 100.00 A
            dan 1 field@1 scored 100.00 A
            eva 1 desk@2 scored 100.00 A
            """)
        try await desk.rescore(5)
        try await desk.expect(
            5,
            """
            ann 1 desk@2 scored 100.00 A
            bob 1 desk@2 scored 100.00 A
            cai 1 desk@2 scored 100.00 A
            dan 1 field@1 scored 100.00 A
            eva 2 desk@2 incomplete - -
            eve 2 - not_appraised - -
            """)

        // At the end everything that was ever written is there, adds up, and says who decided.
        #expect(
            try await desk.database.line(
                "select count(*)::text || ' ' || count(distinct (period_id, employee_id))::text from merit.result")
                == "33 29")
        #expect(
            try await desk.database.line(
                "select kind, status, decided_by, coalesce(decision, '-') from merit.outcome where decided_by is not null order by 1"
            )
                == "dismissal_review declined Wang Fang his father was ill\nimprovement_plan accepted Wang Fang -")
        #expect(
            try await desk.database.line(
                "select advice, note, status from merit.improvement_task where period_id = 2 and indicator = 'solved'")
                == "ask before closing every Monday missed")
        #expect(
            try await desk.database.line(
                """
                select table_name, action, count(*)::text from merit.event
                where table_name in ('outcome', 'improvement_task', 'appeal') group by 1, 2 order by 1, 2
                """) == "appeal insert 2\nappeal update 2\nimprovement_task update 1\noutcome update 2")
        #expect(
            try await desk.database.line(
                "select state, count(*)::text from merit.delivery_state group by 1 order by 1")
                == "confirmed 3\ndelivered 5\nobjected 2\nseen 1")
        #expect(try await desk.database.line("select count(*)::text from merit.unseen") == "0")
        #expect(
            try await desk.database.line("select distinct state from merit.job where kind = 'score_period'")
                == "completed")
    }

    /// The same for people in the field, where attitude counts more.
    private static let field = Season.template.replacing("template: desk", with: "template: field")
        .replacing("default: true\nposts: []", with: "posts: [field]").replacing("weight: 60", with: "weight: 30")
        .replacing("weight: 40", with: "weight: 70")
}

extension Season {
    /// An application that is trusted to say for whom it acts.
    fileprivate func openPortal() async throws {
        try await database.withConnection { connection in
            try await connection.script(
                """
                do $$
                begin
                    create role portal login in role merit_person;
                exception
                    when duplicate_object or unique_violation then null;
                end
                $$;
                insert into merit.application (role_name) values ('portal');
                """)
        }
    }

    /// What somebody does by it.
    fileprivate func act(as person: String, _ sql: String) async throws {
        try await database.withConnection(user: "portal") { connection in
            try await connection.script("begin; select merit.act_for('\(person)'); \(sql); commit")
        }
    }

    fileprivate func deliveries(of month: Int) async throws -> String {
        try await database.line(
            """
            select employee_id, revision::text, state from merit.delivery_state where period_id = $1
            order by employee_id, revision
            """, month)
    }

    /// The newest results of a month; every stored one, worked out again, agrees.
    fileprivate func expect(
        _ month: Int, _ results: String, _ location: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await database.line(
            """
            select employee_id, r.revision::text, coalesce(template_code || '@' || template_version, '-'), r.status,
                coalesce(total::text, '-'), coalesce(grade, '-')
            from merit.current_result r where period_id = $1 order by employee_id
            """, month)
        #expect(found == results, sourceLocation: location)
        let findings = try await database.withConnection { connection in
            try await Verification.run(of: Int64(month), in: connection).findings
        }
        #expect(findings.isEmpty, sourceLocation: location)
    }

    /// Every row of the results of a month, of all but one.
    fileprivate func rows(of month: Int, but person: String) async throws -> String {
        try await database.line(
            "select ctid::text || r::text from merit.result r where period_id = $1 and employee_id <> $2 order by employee_id, revision",
            month, person)
    }

    fileprivate func runs(of month: Int) async throws -> String {
        try await database.line("select kind, people::text from merit.run where period_id = $1 order by run_id", month)
    }

    fileprivate func templates(of month: Int) async throws -> String {
        try await database.line(
            """
            select distinct template_code || '@' || template_version from merit.current_result
            where period_id = $1 and template_code = 'desk'
            """, month)
    }
}
