import Postgres
import Support
import Testing

/// What is too old goes, as settings say; what stays still verifies, and what others take away is still found.
@Suite(.database(.people)) struct RetentionTests {
    private static let breaks = "select what || ' ' || problem from merit.verify_chain() order by 1"

    private func keep(_ setting: String, months: Int) async throws {
        try await TestDatabase.current.run(
            "update merit.setting set value = '\(months)' where name = '\(setting)'", as: "merit_owner")
    }

    /// What the duty says that it did; it is performed as a worker performs it.
    private func perform(_ duty: String) async throws -> [String?] {
        try await TestDatabase.current.column("select note from merit.\(duty)()", as: "merit_worker")
    }

    private func tooLong() async throws -> [String?] {
        try await TestDatabase.current.column(
            "select what || ' ' || rows from merit.kept_too_long() where rows > 0 order by 1", as: "merit_worker")
    }

    /// Words that are kept, by table; `ann` is held.
    private static let words = """
        select string_agg(what || ' ' || rows, ', ' order by what) from (
            select 'evaluation' as what, count(*) filter (where comment <> '–') as rows from merit.evaluation
            union all select 'answer', count(*) filter (where words <> '–') from merit.calibration_answer
            union all select 'appeal', count(*) filter (where reason <> '–') from merit.appeal
            union all select 'delivery', count(*) filter (where words <> '–') from merit.delivery
            union all select 'interview', count(*) filter (where said <> '–') from merit.interview
            union all select 'opinion', count(*) filter (where said <> '–') from merit.opinion
            union all select 'task', count(*) filter (where note <> '–' or tickets <> '{}') from merit.improvement_task
            union all select 'comment', count(*) from merit.customer_comment
            union all select 'unseen', count(*) from merit.unseen where period_id = 1) kept
        """

    private static let trail = """
        select count(*) || ' ' || count(*) filter (where after::text like '%–%') from merit.event where table_name <> 'setting'
        """

    @Test func wordsGoEverywhereAndNoTrailKeepsThem() async throws {
        let database = try TestDatabase.current
        try await database.run("select merit_api.confirm('2020-10', 'thank you')", as: "person_ann")
        try await database.run("select merit_api.confirm('2020-10', 'well')", as: "person_sue")
        try await database.run(
            """
            insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
            select 1, employee_id, 'nps_response', 'T-1', 9, 'quick', '' from unnest(array['ann', 'bob']) employee_id;
            update merit.improvement_task set note = 'ask', tickets = '{T-1}';
            update merit.improvement_task set status = 'cancelled' where employee_id <> 'cat';
            update merit.outcome set status = 'declined', decision = 'no' where kind = 'talent_pool';
            update merit.appeal set status = 'rejected', decision = 'no' where employee_id <> 'cat';
            insert into merit.hold (employee_id, reason) values ('ann', 'lawsuit');
            set session_replication_role = replica;
            insert into merit.unseen (period_id, employee_ids) values (1, '{bob}');
            update merit.appraisal_period set status = 'closed' where period_id = 1;
            """)
        let before =
            "answer 45, appeal 10, comment 2, delivery 2, evaluation 49, interview 10, opinion 10, task 10, unseen 1"
        #expect(try await database.value(Self.words) == before)
        #expect(try await perform("delete_words") == [])
        #expect(try await tooLong() == [])
        #expect(try await database.value(Self.words) == before, "for good, unless the setting says otherwise")
        let trail = try await database.value(Self.trail)

        try await keep("words_months", months: 12)
        #expect(try await tooLong().count == 8)
        #expect(try await perform("delete_words").count == 1)
        // Hers are held, and what is open keeps its words: cat's appeal and task.
        #expect(
            try await database.value(Self.words)
                == "answer 5, appeal 2, comment 1, delivery 1, evaluation 5, interview 1, opinion 1, task 2, unseen 0")
        #expect(try await perform("delete_words") == [])
        #expect(try await tooLong() == [])
        #expect(
            try await database.value(Self.trail) == trail, "what goes is not written into the trail once more")
        // Those who looked away look again.
        for change in [
            "update merit.opinion set said = 'x'", "update merit.appeal set reason = 'x' where status <> 'open'",
        ] {
            #expect(try await database.refusal(change)?.contains("[55000]") == true, "\(change)")
        }
        #expect(try await database.column(Self.breaks) == [])
    }

    /// Bob and tom have a second revision; ann's first was delivered.
    private func revise() async throws {
        try await TestDatabase.current.run(
            """
            begin;
            insert into merit.result (period_id, employee_id, revision, run_id, department, supervisor_id, days_employed, days_on_leave,
                status, total, grade, coefficient, near_cut)
            select period_id, employee_id, 2, run_id, department, supervisor_id, 31, 0, 'scored', total + 1, grade, coefficient, false
            from merit.result where employee_id in ('ann', 'bob', 'tom', 'cat') and revision = 1;
            insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, points, max_points)
            select period_id, employee_id, 2, dimension, indicator, kind, state, points, max_points
            from merit.indicator_score where employee_id in ('ann', 'bob', 'tom', 'cat');
            update merit.appraisal_period set revision = 2, scored_at = clock_timestamp() where period_id = 1;
            commit;
            set session_replication_role = replica;
            update merit.outcome set revision = 2 where employee_id <> 'cat';
            update merit.improvement_task set revision = 2 where employee_id <> 'cat';
            set session_replication_role = origin;
            select merit.seal_all();
            insert into merit.hold (employee_id, reason) values ('tom', 'lawsuit');
            """)
    }

    @Test func replacedRevisionsGoAndLeaveTheirHashes() async throws {
        let database = try TestDatabase.current
        try await revise()
        let first =
            "select employee_id from merit.result where revision = 1 and employee_id in ('ann', 'bob', 'cat', 'tom') order by 1"
        #expect(try await perform("delete_revisions") == [])
        #expect(try await tooLong() == [])
        try await keep("revision_months", months: 12)
        #expect(try await tooLong() == ["replaced revisions 1"])
        #expect(try await perform("delete_revisions").count == 1)
        // Ann was given hers, cat's led to something, tom's are held.
        #expect(try await database.column(first) == ["ann", "cat", "tom"])
        #expect(
            try await database.value(
                "select count(*) from merit.indicator_score where employee_id = 'bob' and revision = 1")
                == "0")
        #expect(
            try await database.column("select total::text from merit.current_result where employee_id = 'bob'") == [
                "73.37"
            ])
        #expect(try await perform("delete_revisions") == [])
        #expect(try await database.column(Self.breaks) == [])
        // Whoever takes another one away is found, and so is one that comes back otherwise.
        try await database.run(
            """
            set session_replication_role = replica;
            delete from merit.result where employee_id = 'cat' and revision = 1;
            insert into merit.result select r.* from merit.result t, jsonb_populate_record(t, '{"revision": 1, "total": 99}') r
            where t.employee_id = 'bob';
            """)
        #expect(
            try await database.column(Self.breaks) == [
                "result of bob in 2020-10, revision 1 was changed", "result of cat in 2020-10, revision 1 is gone",
            ])
    }

    /// Events are a year old, but the last ones.
    private func age() async throws {
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            update merit.event set at = now() - interval '14 months' where table_name <> 'officer';
            set session_replication_role = origin;
            select merit.seal_all();
            """)
    }

    @Test func oldEventsGoAndLeaveTheirHashes() async throws {
        let database = try TestDatabase.current
        try await age()
        try await database.run("insert into merit.hold (employee_id, reason) values ('tom', 'lawsuit')")
        #expect(try await perform("delete_events") == [])
        try await keep("event_months", months: 12)
        #expect(try await tooLong().count == 1)
        let old = "select count(*) from merit.event where at < now() - interval '13 months'"
        let about = """
            select count(*) from merit.event e where at < now() - interval '13 months' and (
                'tom' in (person, key, before ->> 'employee_id', after ->> 'employee_id')
                or exists (select from merit.rows_about('tom') a where a.table_name = e.table_name and a.key = e.key))
            """
        let held = try await database.value(about)
        #expect(try await perform("delete_events").count == 1)
        #expect(try await database.value(old) == held)
        #expect(held != "0")
        #expect(try await perform("delete_events") == [])
        #expect(try await tooLong() == [])
        #expect(try await database.column(Self.breaks) == [])
        let last = try await database.value("select max(event_id) from merit.event where table_name = 'officer'") ?? ""
        try await database.run(
            "set session_replication_role = replica; delete from merit.event where event_id = \(last)")
        #expect(try await database.column(Self.breaks) == ["event \(last) is gone"])
    }

    /// Somebody is forgotten before and after: the chain holds, and finds what is changed.
    @Test func theForgottenVerifyBesideWhatIsGone() async throws {
        let database = try TestDatabase.current
        try await age()
        try await revise()
        try await database.run(
            "update merit.appeal set status = 'rejected', decision = 'no' where employee_id in ('bob', 'cat')")
        try await database.run("select merit.forget('cat', 'left')")
        for (setting, duty) in [
            ("event_months", "delete_events"), ("revision_months", "delete_revisions"),
            ("words_months", "delete_words"),
        ] {
            try await keep(setting, months: 12)
            #expect(try await perform(duty).count == 1, "\(duty)")
            #expect(try await database.column(Self.breaks) == [], "\(duty)")
        }
        let pseudonym = try await database.value("merit.forget('bob', 'asked for it')") ?? ""
        #expect(try await database.column(Self.breaks) == [])
        try await database.run(
            "set session_replication_role = replica; update merit.result set total = 1 where employee_id = '\(pseudonym)' and revision = 2"
        )
        #expect(
            try await database.column(Self.breaks) == ["result of \(pseudonym) in 2020-10, revision 2 was changed"])
    }
}
