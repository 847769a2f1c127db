import Postgres
import Support
import Testing

/// Interviews that are to be held, and days that end no list.
@Suite(.database(.people)) struct InterviewTests {
    private func owed(_ condition: String) async throws -> [String?] {
        try await TestDatabase.current.column(
            "select concat_ws(' ', what, person, duty, about, period, is_overdue::text) from merit.owed where \(condition) order by 1"
        )
    }

    /// By today's supervisor, until somebody records it; within so many days of the day on which the person was told.
    @Test func anInterviewIsOwedUntilItIsHeld() async throws {
        let database = try TestDatabase.current
        let open = "what = 'interview'"
        #expect(try await owed(open) == [], "each was held")
        try await database.run(
            "delete from merit.interview where employee_id in ('ann', 'bob', 'max')", as: "merit_hr")
        // Nobody holds one with themselves.
        #expect(try await owed(open) == ["interview sue ann 2020-10 false", "interview sue bob 2020-10 false"])
        let mine = "select about from merit_api.owed where what = 'interview' order by 1"
        #expect(try await Viewer("sue", by: .login).column(mine, in: database) == ["ann", "bob"])
        for other in ["ann", "tom", "hilda"] {
            #expect(try await Viewer(other, by: .call).column(mine, in: database) == [], "\(other)")
        }
        // Bob was not told: since his first result is there.
        let days = """
            select o.about || ' ' || (o.since = coalesce(d.delivered_at, u.finished_at)) || ' ' || (o.due::date - o.since::date)
            from merit.owed o
                left join merit.delivery d on d.employee_id = o.about
                cross join merit.run u
            where o.what = 'interview' order by 1
            """
        #expect(try await database.column(days) == ["ann true 15", "bob true 15"])
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.delivery set delivered_at = now() - interval '16 days' where employee_id = 'ann'
            """)
        #expect(try await owed(open) == ["interview sue ann 2020-10 true", "interview sue bob 2020-10 false"])
        try await database.run(
            "insert into merit.supervision (employee_id, supervisor_id) values ('bob', 'tom'), ('ann', null)",
            as: "merit_hr")
        #expect(try await owed(open) == ["interview tom bob 2020-10 false"])
        try await database.run("update merit.setting set value = '0' where name = 'interview_days'")
        #expect(try await owed(open) == [])
        try await database.run("update merit.setting set value = '30' where name = 'interview_days'")
        #expect(try await database.column(days) == ["bob true 31"])
        try await database.run(
            "insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'bob', now(), 'hilda')",
            as: "merit_hr")
        #expect(try await owed(open) == [])
    }

    /// What did not lead to anything that wants a word is not talked about.
    @Test(arguments: [
        ("open", "talent_pool", "proposed", true), ("missed", "talent_pool", "proposed", true),
        ("cancelled", "talent_pool", "proposed", false), ("cancelled", "raise_priority", "accepted", false),
        ("cancelled", "improvement_training", "accepted", false), ("cancelled", "improvement_plan", "proposed", true),
        ("cancelled", "warning", "accepted", true), ("cancelled", "warning", "declined", false),
        ("cancelled", "warning", "withdrawn", false), ("cancelled", "pay_cut_review", "proposed", true),
        ("cancelled", "transfer_review", "proposed", true), ("cancelled", "dismissal_review", "accepted", true),
        ("cancelled", "share_case", "proposed", true),
    ]) func whatLedToSomethingIsTalkedAbout(task: String, proposal: String, status: String, isOwed: Bool) async throws {
        try await TestDatabase.current.run(
            """
            delete from merit.interview where employee_id = 'bob';
            set session_replication_role = replica;
            update merit.improvement_task set status = '\(task)' where employee_id = 'bob';
            delete from merit.outcome where employee_id = 'bob';
            insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh, status)
            values (1, 'bob', 1, '\(proposal)', '', '', '\(status)');
            """)
        #expect(try await owed("what = 'interview'") == (isOwed ? ["interview sue bob 2020-10 false"] : []))
    }

    /// Nobody owes years of interviews: what is left to say is said about the newest month; a quarter is something else.
    @Test func aLaterMonthTakesThePlaceOfAnEarlierOne() async throws {
        let database = try TestDatabase.current
        try await database.run("delete from merit.interview where employee_id = 'bob'")
        func score(_ period: String) async throws {
            try await database.run(
                """
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values (\(period))
                on conflict (label) do nothing;
                set session_replication_role = replica;
                update merit.appraisal_period set revision = 1, status = 'scored', scored_at = now()
                where label = \(period.prefix { $0 != "," });
                """)
        }
        try await score("'2020-Q4', '2020-10-01', '2020-12-31', 'UTC'")
        #expect(try await owed("what = 'interview'") == ["interview sue bob 2020-10 false"])
        try await score("'2020-11', '2020-11-01', '2020-11-30', 'UTC'")
        #expect(try await owed("what = 'interview'") == [])
    }

    /// A day of which there is no instant would end everybody's list, whoever gave it.
    @Test func aDayThatIsTooFarOffEndsNoList() async throws {
        let database = try TestDatabase.current
        let hr = "merit_hr"
        for day in ["294277-01-01", "5874897-12-31", "1899-12-31", "4713-01-01 BC"] {
            let refused = try await Viewer("sue", by: .login).refusal(
                "select merit_api.advise(task_id, due_on => '\(day)') from merit_api.task where employee_id = 'bob'",
                in: database)
            #expect(refused?.message == "merit.improvement_task: due_on cannot be \(day)")
            for (sql, sentence) in [
                ("update merit.appeal set due_on = '\(day)' where employee_id = 'bob'", "merit.appeal: due_on"),
                (
                    "insert into merit.appeal (period_id, employee_id, reason, due_on) values (1, 'bob', 'x', '\(day)')",
                    "merit.appeal: due_on"
                ),
                (
                    """
                    insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended)
                    values ('bob', 'training', 1, 'x', least('2020-11-01', date '\(day)'), greatest('2020-11-01', date '\(day)'), 8, 'Li', false)
                    """, "merit.training_record: \(day.hasPrefix("1") || day.hasPrefix("4") ? "began_on" : "ended_on")"
                ),
                (
                    "insert into merit.target (measure, value, due_on) values ('nps', 50, '\(day)')",
                    "merit.target: due_on"
                ),
                (
                    "insert into merit.target (measure, value, due_on, baseline_on) values ('nps', 50, '2027-01-01', '\(day)')",
                    "merit.target: baseline_on"
                ),
                (
                    """
                    insert into merit.dismissal_notice (outcome_id, given_on, ends_on)
                    select min(outcome_id), least('2020-11-01', date '\(day)'), greatest('2020-11-01', date '\(day)') from merit.outcome
                    """, "merit.dismissal_notice: \(day.hasPrefix("1") || day.hasPrefix("4") ? "given_on" : "ends_on")"
                ),
            ] {
                #expect(
                    try await database.refusal(sql, as: hr)?.hasPrefix("\(sentence) cannot be \(day)") == true, "\(sql)"
                )
            }
        }
        // As they could be given before.
        let count = "select count(*) from merit.owed"
        let before = try await database.value(count)
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.improvement_task set due_on = '294277-01-01';
            update merit.appeal set due_on = '5874897-12-31';
            insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended)
            values ('bob', 'training', 1, 'x', '2020-11-01', '5874897-12-31', 8, 'Li', false);
            """)
        #expect(try await database.value("select count(*) from merit.owed where due > '9999-01-01'") == "21")
        #expect(try await database.value(count).flatMap { Int($0) } == before.flatMap { Int($0) }.map { $0 + 1 })
        try await database.run("select merit.count_owed()", as: "merit_worker")
    }
}
