import Postgres
import Support
import Testing

/// Improvement tasks over the months: what they ask for, how they are followed up, and what revisions leave of them.
@Suite(.database(.sourced)) struct ImprovementTests {
    private func figures(_ season: Season, _ month: Int) async throws -> String {
        try await season.database.line(
            """
            select indicator, priority::text, value::text, target::text, target_band, points_now::text, points_at_target::text,
                total_gain::text, owner_id, due_on::text, tickets::text
            from merit.improvement_task where period_id = $1 and employee_id = 'bob' order by priority
            """, month)
    }

    @Test func aTaskSaysWhatToReachAndWhatItBrings() async throws {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit.training_course (code, indicator, title, url, active)
            values ('T2', 'solved', 'Network faults', 'https://example.org/t2', true), ('T1', 'solved', 'Printers', null, true),
                ('T3', 'solved', 'Gone', null, false), ('T1', 'manner', 'Printers', null, false)
            """)
        try await season.ask(1, ["ann": .good, "bob": Season.Work(resolved: 2, failed: 2)])
        try await season.rate("bob", 20, comment: "listen first", in: 1)
        try await season.rate("bob", 30, source: "self", comment: "a course", in: 1)
        try await season.database.work()
        // Solved: 60 × 10 / 50 on both sheets. Manner: the supervisor's 20 becomes 30, so 80% × 40 × 10 / 50.
        #expect(
            try await figures(season, 1) == """
                solved 1 50.000000 60 fair 0.00 10.00 12.00 boss 2026-02-28 {bob-1-3,bob-1-4}
                manner 2 - - good 20.00 30.00 6.40 boss 2026-02-28 {}
                """)
        #expect(
            try await season.database.line(
                "select title, title_zh, reason, reason_zh, training, proposal, advice from merit.improvement_task where priority = 1"
            )
                == """
                Solved: from 50% to 60%, 0 to 10 of 50 points 解决率：从 50% 到 60%，50 分中由 0 分到 10 分 0 of 50 points, \
                less than 70% 得 0 分，满分 50 分，低于 70% Printers; Network faults https://example.org/t2 - -
                """)
        #expect(
            try await season.database.line(
                "select training, proposal, advice from merit.improvement_task where indicator = 'manner'")
                == "- a course listen first")
        #expect(try await season.tasks(of: "ann") == "")
    }

    /// Tickets and customers' words are those of the scoring that measured.
    @Test func aLateEvaluationKeepsTheTicketsOfWhatWasMeasured() async throws {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit_source.nps_response (employee_id, score, responded_at, comment)
            values ('bob', 3, '2026-01-11', 'slow')
            """)
        try await season.score(1, ["bob": .incomplete])
        try await season.run("drop schema merit_source cascade")
        try await season.rate("bob", 20, in: 1)
        try await season.database.work()
        #expect(
            try await figures(season, 1) == """
                solved 1 50.000000 60 fair 0.00 10.00 12.00 boss 2026-02-28 {bob-1-3,bob-1-4}
                manner 2 - - good 20.00 30.00 8.00 boss 2026-02-28 {}
                """)
        #expect(try await season.database.line("select comment from merit.customer_comment") == "slow")
        // However many come.
        try await season.rate("bob", 50, source: "self", in: 1)
        try await season.database.work()
        #expect(
            try await season.database.line(
                "select tickets::text, status from merit.improvement_task where indicator = 'solved'")
                == "{bob-1-3,bob-1-4} open")
    }

    @Test func theNextMonthClosesThemAndCountsWhatWasMissed() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": .bad])
        #expect(try await season.tasks() == "01 solved open 0 -\n01 manner open 0 -")
        try await season.score(2, ["bob": .bad])
        // 75% is past the edge of 60 that was asked for, and weak again; 35 of 50 is neither.
        try await season.score(3, ["bob": .middling])
        try await season.score(4, ["bob": .bad])
        #expect(
            try await season.tasks() == """
                01 solved missed 0 -
                01 manner missed 0 -
                02 solved achieved 1 01
                02 manner achieved 1 01
                03 solved missed 0 -
                04 solved open 1 03
                04 manner open 0 -
                """)
        #expect(
            try await season.database.line(
                """
                select value_then::text, points_then::text, p.label from merit.improvement_task t
                    join merit.appraisal_period p on p.period_id = judged_in
                where t.period_id = 2 order by priority
                """) == "75.000000 20.00 2026-03\n- 35.00 2026-03")
    }

    @Test func whereTheNextMonthHasNoFigureThereIsNothingToJudge() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": .bad])
        try await season.score(2, ["bob": .away])
        #expect(try await season.tasks() == "01 solved cancelled 0 -\n01 manner cancelled 0 -")
        #expect(
            try await season.database.line(
                "select distinct status_reason, status_reason_zh, coalesce(cancelled_by, 'nobody') from merit.improvement_task"
            )
                == "2026-02 has no figure for it 2026-02 没有此项的数据 nobody")
        // It comes late, and is judged then.
        try await season.add(.bad, of: "bob", in: 2)
        try await season.database.work()
        try await season.rescore(2)
        #expect(
            try await season.tasks() == """
                01 solved missed 0 -
                01 manner missed 0 -
                02 solved open 1 01
                02 manner open 1 01
                """)
        #expect(
            try await season.database.line("select count(status_reason)::text from merit.improvement_task") == "0")
    }

    /// January and February are asked for at once; whichever is scored first, they come to the same.
    @Test(arguments: [[1, 2, 3], [3, 2, 1], [2, 3, 1], [3, 1, 2]])
    func theOrderOfScoringChangesNothing(order: [Int]) async throws {
        let season = try await Season.begin()
        let works: [Season.Work] = [.bad, .bad, .middling]
        for month in order { try await season.score(month, ["ann": .good, "bob": works[month - 1]]) }
        #expect(
            try await season.tasks() == """
                01 solved missed 0 -
                01 manner missed 0 -
                02 solved achieved 1 01
                02 manner achieved 1 01
                03 solved open 0 -
                """)
        #expect(
            try await season.outcomes() == """
                01 improvement_plan proposed
                02 dismissal_review proposed
                02 improvement_plan proposed
                03 dismissal_review proposed
                03 improvement_plan proposed
                """)
    }

    @Test func rescoringAdjustsTheFiguresAndKeepsWhatPeopleWrote() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": .bad])
        try await season.hr(
            """
            update merit.improvement_task set note = 'every Monday', advice = 'slow down', proposal = 'pair up', owner_id = 'lee',
                due_on = '2026-03-15', training = 'Printers' where indicator = 'solved'
            """)
        let written = """
            select status, note, advice, proposal, owner_id, due_on::text, training from merit.improvement_task
            where indicator = 'solved'
            """
        let before = try await season.database.line(written)
        // Three of four: 75%, so that the next edge is 90.
        try await season.run("update merit_source.ticket set status = 'resolved' where ticket_id = 'bob-1-3'")
        try await season.rescore(1)
        #expect(
            try await figures(season, 1) == """
                solved 1 75.000000 90 high 20.00 40.00 24.00 lee 2026-03-15 {bob-1-4}
                manner 2 - - good 20.00 30.00 8.00 boss 2026-02-28 {}
                """)
        #expect(try await season.database.line(written) == before)
        // All four: no weak spot any more. The words stay, and the task comes back with the spot.
        try await season.change("bob", in: 1, to: "resolved")
        // Both are of the first priority now, and their numbers are in no order.
        #expect(
            Set(try await season.tasks().split(separator: "\n")) == ["01 solved cancelled 0 -", "01 manner open 0 -"])
        #expect(try await season.database.line(written) == before.replacing("open", with: "cancelled"))
        #expect(
            try await season.database.line(
                "select status_reason, revision::text from merit.improvement_task where indicator = 'solved'")
                == "revision 3 of the result does not show this among its weak spots 2")
        try await season.change("bob", in: 1, to: "failed")
        #expect(try await season.database.line(written) == before)
    }

    @Test func whatAPersonCancelledStaysCancelled() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": .bad])
        try await season.hr(
            "update merit.improvement_task set status = 'cancelled', note = 'changes post' where indicator = 'solved'")
        try await season.change("bob", in: 1, to: "failed")
        try await season.score(2, ["bob": .bad])
        #expect(
            try await season.tasks() == """
                01 solved cancelled 0 -
                01 manner missed 0 -
                02 solved open 0 -
                02 manner open 1 01
                """)
    }

    @Test func aCourseThatIsGoneStaysInTheTasksThatNameIt() async throws {
        let season = try await Season.begin()
        try await season.hr(
            "insert into merit.training_course (code, indicator, title) values ('T1', 'solved', 'Printers')")
        try await season.score(1, ["bob": .bad])
        try await season.hr("delete from merit.training_course")
        try await season.change("bob", in: 1, to: "failed")
        try await season.score(2, ["bob": .bad])
        #expect(
            try await season.database.line(
                "select coalesce(training, 'none') from merit.improvement_task where indicator = 'solved' order by period_id"
            )
                == "Printers\nnone")
    }

    @Test func anIndicatorThatTheTemplateHasNotAnyMoreIsNotJudged() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": .bad])
        try await season.database.publish(yaml: [
            Season.template.replacing("version: 1", with: "version: 2").replacing("code: solved", with: "code: done")
        ])
        try await season.score(2, ["bob": .bad])
        #expect(
            try await season.tasks() == """
                01 solved cancelled 0 -
                01 manner missed 0 -
                02 done open 0 -
                02 manner open 1 01
                """)
    }

    @Test func ticketsThatAnAppealLeftOutAreNotNamedAndASetValueHasNone() async throws {
        let season = try await Season.begin()
        try await season.score(1, ["bob": Season.Work(resolved: 1, failed: 3, manner: 20)])
        #expect(try await figures(season, 1).contains("{bob-1-2,bob-1-3,bob-1-4}"))
        func uphold(_ change: String) async throws {
            try await season.hr(
                "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'wrong')"
            )
            try await season.hr(
                "update merit.appeal set status = 'upheld', decision = 'yes', \(change) where status = 'open'")
            try await season.database.work()
        }
        try await uphold("excluded_rows = '{bob-1-3}'")
        #expect(try await figures(season, 1).contains("{bob-1-2,bob-1-4}"))
        try await uphold("set_value = 70")
        #expect(try await figures(season, 1).hasPrefix("solved 1 70.000000 90 high 16.67 40.00"))
        #expect(try await figures(season, 1).contains("2026-02-28 {}\nmanner"))
    }

    @Test func customersWordsAreKeptForTheInterview() async throws {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit_source.satisfaction_response (employee_id, score, responded_at, ticket_id, comment)
            select 'bob', score, timestamptz '2026-01-20 12:00Z' + n * interval '1 minute', 'bob-1-' || n, comment
            from (values (1, 5, 'kind'), (2, 1, 'never again'), (3, 3, ' '), (4, 2, 'slow'), (5, 4, 'fine'), (6, 3, 'so so'), (7, 5, 'great'),
                (8, null, 'no score')) r (n, score, comment);
            """)
        try await season.run(
            "insert into merit_source.nps_response (employee_id, score, responded_at, comment) values ('bob', 0, '2026-02-01Z', 'too late')"
        )
        try await season.score(1, ["ann": .good, "bob": .bad])
        let words = """
            select score::text, comment, ticket_id, responded_at from merit.customer_comment where employee_id = 'bob' order by comment_id
            """
        #expect(
            try await season.database.line(words) == """
                1 never again bob-1-2 2026-01-20 12:02:00
                2 slow bob-1-4 2026-01-20 12:04:00
                3 so so bob-1-6 2026-01-20 12:06:00
                5 great bob-1-7 2026-01-20 12:07:00
                5 kind bob-1-1 2026-01-20 12:01:00
                """)
        // Scored again, they are what the source says by then.
        try await season.run("update merit_source.satisfaction_response set comment = null where score > 1")
        try await season.change("bob", in: 1, to: "failed")
        #expect(try await season.database.line(words) == "1 never again bob-1-2 2026-01-20 12:02:00")
    }

    /// Tasks are written some people at a time.
    @Test func ofManyPeopleEachHasTheTasksThatAreTheirs() async throws {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit_source.employee (employee_id, name, post, department, supervisor_id)
            select 'p' || n, n, 'desk', 'service', 'boss ' || n from generate_series(1, 4500) n
            """)
        try await season.run(
            """
            insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status)
            select concat_ws('-', 'p' || n, place), 'p' || n, '2026-01-10', '2026-01-11',
                case when place <= n % 3 then 'failed' else 'resolved' end
            from generate_series(1, 4500) n, generate_series(1, 4) place
            """)
        try await season.score(1, [:])
        #expect(
            try await season.database.line(
                """
                select count(*)::text, min(value)::text, max(value)::text from merit.improvement_task
                where employee_id like 'p%' and owner_id = 'boss ' || substr(employee_id, 2) and indicator = 'solved'
                    and case substr(employee_id, 2)::integer % 3
                        when 1 then value = 75 and tickets = array[employee_id || '-1']
                        when 2 then value = 50 and tickets = array[employee_id || '-1', employee_id || '-2'] end
                """) == "3000 50.000000 75.000000")
        #expect(try await season.database.line("select count(*)::text from merit.improvement_task") == "3000")
    }

    /// A statement takes 256 MB and no more.
    @Test func longCommentsAreWrittenSomeAtATime() async throws {
        let season = try await Season.begin()
        try await season.run(
            """
            insert into merit_source.satisfaction_response (employee_id, score, responded_at, comment)
            select employee, 1, timestamptz '2026-01-20 12:00Z', repeat('长', 3000000) from unnest(array['ann', 'bob']) employee
            """)
        try await season.score(1, ["ann": .good, "bob": .bad])
        #expect(
            try await season.database.line(
                "select employee_id, length(comment)::text from merit.customer_comment order by employee_id")
                == "ann 3000000\nbob 3000000")
    }

    @Test func withoutAPlanNothingIsWritten() async throws {
        let template = Season.template.replacing("plan: {below_percent: 70, at_most: 2}", with: "")
            .replacing(", outcomes: [improvement_plan]", with: "").replacing(
                "streaks:\n  - {grade: E, periods: 2, outcome: dismissal_review}", with: "streaks: []")
        let season = try await Season.begin(template)
        try await season.run(
            "insert into merit_source.nps_response (employee_id, score, responded_at, comment) values ('bob', 0, '2026-01-05Z', 'slow')"
        )
        try await season.score(1, ["bob": .bad])
        #expect(
            try await season.database.line(
                """
                select (select count(*) from merit.outcome)::text, (select count(*) from merit.improvement_task)::text,
                    (select count(*) from merit.customer_comment)::text
                """) == "0 0 0")
    }
}
