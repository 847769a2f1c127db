import Postgres
import Support
import Testing

/// Somebody is forgotten, and nothing else changes; or is not, because something speaks against it.
@Suite(.database(.people)) struct PrivacyTests {
    /// Wherever a word stands in schema merit: tables, columns.
    private func places(of word: String) async throws -> [String] {
        let database = try TestDatabase.current
        var places: [String] = []
        for table in try await database.column(
            "select tablename::text from pg_tables where schemaname = 'merit' order by 1"
        ).compactMap({ $0 }) {
            let columns = try await database.column(
                """
                select distinct field.key from merit.\(table) t, jsonb_each(to_jsonb(t)) field
                where field.value::text ~ '\\y\(word)\\y' order by 1
                """)
            places += columns.compactMap { $0 }.map { "\(table).\($0)" }
        }
        return places
    }

    /// Nothing of bob is open; he has a login, and rated ann as a peer.
    private func readyToForget() async throws {
        try await TestDatabase.current.run(
            """
            insert into merit.login (role_name, employee_id) values ('pg_monitor', 'bob');
            insert into merit.session (token_hash, employee_id, how) values (sha256('b'), 'bob', 'link');
            insert into merit.sign_in_link (token_hash, employee_id, until) values (sha256('b'), 'bob', now() + interval '1 day');
            insert into merit.draft (employee_id, form, subject, said) values ('bob', 'evaluate', '2020-11', '{"words": ["mine"]}'),
                ('sue', 'rate', '2020-11 bob', '{"words": ["late"]}'), ('sue', 'rate', '2020-11 ann', '{"words": ["as late as bob"]}'),
                ('sue', 'rate', '2020-11 cat', '{"words": ["fine"]}');
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points, comment) values (2, 'cat', 'peer', 'bob', 33, 'helps');
            insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
            values (1, 'bob', 'nps_response', 'T-1', 9, 'bob was quick', '');
            insert into merit.reminder (period_id, employee_id, reminded_on, recorded_by) values (1, 'bob', '2020-11-03', 'hal'),
                (1, 'ann', '2020-11-03', 'bob');
            update merit.appeal set status = 'rejected', decision = 'bob is right', decided_by = 'hilda' where employee_id = 'bob';
            update merit.improvement_task set note = 'ask bob', owner_id = 'bob' where employee_id in ('bob', 'ann');
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('2020-12', '2020-12-01', '2020-12-31', 'UTC');
            insert into merit.work_calendar_use (scope, name, calendar) values
                ('person', 'bob', 'standard'), ('person', 'bobby', 'standard');
            insert into merit.data_finding (run_id, period_id, relation, kind, rows, share, ids, people, finding, advice)
            select run_id, period_id, 'ticket', kind, 1, 1, ids, people, 'rows of bob', 'bob is "Bob"'
            from (select run_id, period_id from merit.run limit 1) run, (values ('duplicate_id', array['T-1'], array['ann', 'bob']),
                ('unknown_employee', array['bob', 'T-2'], '{}')) told (kind, ids, people);
            update merit.work_calendar_use set valid_from = '2020-10-01' where name = 'bob';
            insert into merit.mix_cell (run_id, template_code, indicator, place, cell, people, rows, sum, mean)
            select max(run_id), 'desk', 'solved', 1, '["bob", "high"]', 1, 1, 1, 1 from merit.run;
            select merit.seal();
            """)
    }

    @Test func nothingNamesWhoWasForgottenAndTheFiguresStay() async throws {
        let database = try TestDatabase.current
        try await readyToForget()
        #expect(try await places(of: "bob").count > 20)
        let figures = """
            select total || ' ' || coalesce(grade, '') || ' ' || coefficient from merit.result
            union all select points || ' ' || indicator from merit.indicator_score union all select points::text from merit.evaluation order by 1
            """
        let before = try await database.column(figures)
        let pseudonym = try await database.value("merit.forget('bob', 'asked for it')", as: "merit_hr") ?? ""
        #expect(pseudonym.hasPrefix("forgotten-"))
        #expect(try await places(of: "bob") == [])
        #expect(try await places(of: "T-1") == [])
        #expect(try await database.column(figures) == before)
        #expect(
            try await database.column("select (ids || people)::text from merit.data_finding order by finding_id").map {
                $0 ?? ""
            }
                == ["{ann,\(pseudonym)}", "{\(pseudonym),T-2}"])
        #expect(try await database.column("select subject from merit.draft") == ["2020-11 cat"])
        #expect(
            try await database.value(
                "select name || ' ' || total from merit.current_result where employee_id = '\(pseudonym)'")
                == "\(pseudonym) 72.37")
        #expect(try await database.value("select rater_id from merit.evaluation where points = 33") == pseudonym)
        #expect(
            try await database.column(
                "select distinct key from merit.event where table_name = 'work_calendar_use' and key like 'person %' order by 1"
            ) == ["person bobby -infinity", "person \(pseudonym) -infinity", "person \(pseudonym) 2020-10-01"])
        // The chain holds, and finds what is changed afterwards, of the forgotten too.
        #expect(try await database.column("select what from merit.verify_chain()") == [])
        #expect(try await database.refusal("update merit.result set total = 1")?.contains("append-only") == true)
        try await database.run(
            "set session_replication_role = replica; update merit.result set total = 1 where employee_id = '\(pseudonym)'"
        )
        #expect(
            try await database.column("select what || ' ' || problem from merit.verify_chain()")
                == ["result of \(pseudonym) in 2020-10, revision 1 was changed"])
        #expect(
            try await database.value("select reason || forgotten_by from merit.forgotten") == "asked for itmerit_hr")
    }

    @Test func twoAreForgotten() async throws {
        let database = try TestDatabase.current
        try await readyToForget()
        try await database.run(
            "update merit.appeal set status = 'withdrawn' where employee_id = 'sue'; select merit.forget('sue', 'left'), merit.forget('bob', 'left')"
        )
        #expect(try await places(of: "sue") == [])
        #expect(try await places(of: "bob") == [])
        #expect(try await database.column("select what from merit.verify_chain()") == [])
    }

    @Test(arguments: [
        ("insert into merit.hold (employee_id, reason) values ('bob', 'lawsuit')", "a hold stands on \"bob\""),
        (
            "insert into merit.hold (employee_id, reason, until) values ('bob', 'lawsuit', '2999-01-01')",
            "a hold stands on \"bob\""
        ),
        (
            "insert into merit.appeal (period_id, employee_id, reason) values (1, 'bob', 'x')",
            "an appeal of \"bob\" is open"
        ),
        (
            "set session_replication_role = replica; update merit.result set total = 1 where employee_id = 'ann'",
            "something was changed since it was sealed"
        ),
    ])
    func somethingSpeaksAgainstIt(before: String, refusal: String) async throws {
        let database = try TestDatabase.current
        try await readyToForget()
        try await database.run(before)
        let refused = try await database.refusal("select merit.forget('bob', 'asked for it')", as: "merit_hr")
        #expect(refused?.hasPrefix(refusal) == true, "\(refused ?? "forgotten")")
        #expect(try await places(of: "bob").count > 20)
    }

    @Test func whatIsNotKeptCannotBeForgotten() async throws {
        let database = try TestDatabase.current
        #expect(
            try await database.refusal("select merit.forget('nobody', 'x')", as: "merit_hr")?.hasPrefix(
                "nothing is kept of \"nobody\"") == true)
        #expect(
            try await database.refusal("select merit.forget('bob', ' ')", as: "merit_hr")?.hasPrefix(
                "forgetting somebody takes a reason") == true)
        for login in ["merit_worker", "merit_dashboard", "person_ann"] {
            #expect(
                try await database.refusal("select merit.forget('bob', 'x')", as: login)?.contains("[42501]") == true)
        }
    }

    @Test(arguments: [
        ("update merit.hold set reason = 'none'", "does not change any more"),
        ("delete from merit.hold", "cannot be deleted"),
        ("truncate merit.hold", "[55000]"), ("delete from merit.forgotten", "append-only"),
        ("update merit.hold set lifted_at = now(); update merit.hold set lifted_at = null", "does not change any more"),
    ])
    func holdsStay(change: String, refusal: String) async throws {
        let database = try TestDatabase.current
        try await database.run("insert into merit.hold (employee_id, reason) values ('bob', 'lawsuit')", as: "merit_hr")
        #expect(try await database.refusal(change)?.contains(refusal) == true)
        try await database.run("update merit.hold set lifted_at = now()", as: "merit_hr")
        #expect(try await database.value("select lifted_by from merit.hold") == "merit_hr")
        #expect(try await database.value("merit.is_held('bob')") == "false")
    }

    /// Whoever adds a column decides whether it says who somebody is, holds words, or neither.
    @Test func everyTextIsKnown() async throws {
        let unknown = """
            select c.relname || '.' || a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = 'merit'::regnamespace and c.relkind = 'r' and attnum > 0 and not attisdropped
                and atttypid in ('text'::regtype, 'text[]'::regtype)
                and exists (select from pg_attribute e where e.attrelid = c.oid and e.attname = 'employee_id')
                and not a.attname = any (merit.who_columns() || merit.word_columns())
            order by 1
            """
        #expect(
            Set(try await TestDatabase.current.column(unknown).compactMap { $0 })
                == [
                    "appeal.excluded_rows", "appeal.indicator", "appeal.kind", "appeal.status",
                    "calibration_answer.indicator", "calibration_item.indicator", "calibration_item.why",
                    "customer_comment.relation",
                    "customer_comment.responded_at", "delivery.answer", "draft.form", "draft.subject",
                    "evaluation.indicator", "evaluation.source",
                    "improvement_task.indicator",
                    "improvement_task.reason_zh", "improvement_task.status", "improvement_task.status_reason",
                    "improvement_task.status_reason_zh", "improvement_task.target_band", "improvement_task.tickets",
                    "improvement_task.title_zh", "improvement_task.owner_reason", "improvement_task.owner_reason_zh",
                    "indicator_score.band", "indicator_score.dimension", "indicator_score.indicator",
                    "indicator_score.kind",
                    "indicator_score.state", "mix_standing.indicator", "newest_result.department",
                    "newest_result.grade",
                    "newest_result.reason_zh",
                    "newest_result.status", "officer.department", "officer.duty", "outcome.kind", "outcome.reason_zh",
                    "outcome.status", "outcome.title_zh",
                    "payroll_row.confirmation", "payroll_row.department", "payroll_row.grade", "result.department",
                    "result.capped_by", "result.grade",
                    "result.post", "result.reason_zh", "result.status", "result.template_code", "rule_notice.means",
                    "row_sum.indicator", "rule_notice.template_code", "row_reading.indicator", "row_reading.operands",
                    "row_reading.relation", "session.agent", "session.ended_how",
                    "session.how",
                    "standing_so_far.capped_by", "standing_so_far.department", "standing_so_far.grade",
                    "standing_so_far.post",
                    "standing_so_far.reason_zh", "standing_so_far.status", "standing_so_far.template_code",
                    "training_record.kind",
                ])
    }

    /// All that is kept, by whatever table; and who rated as a peer is not in it.
    @Test func whatIsHeldIsTold() async throws {
        let database = try TestDatabase.current
        try await database.run(
            "insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'ann', null)")
        let tables = try await database.column(
            "select distinct table_name from merit.held_about('ann') order by 1", as: "merit_hr")
        #expect(
            Set(tables.compactMap { $0 }).isSuperset(of: [
                "appeal", "delivery", "evaluation", "improvement_task", "indicator_score", "interview", "login",
                "outcome", "result",
                "training_record", "work_calendar_use",
            ]))
        let raters = try await database.column(
            "select image ->> 'rater_id' from merit.held_about('ann') where table_name = 'evaluation' and image ->> 'source' = 'peer'"
        )
        #expect(raters == [nil, nil])
    }

    @Test func wordsGoWhenTheirTimeIsOver() async throws {
        let database = try TestDatabase.current
        let words =
            "select string_agg(said, ', ' order by employee_id) from merit.interview where employee_id in ('ann', 'bob')"
        try await database.run("insert into merit.hold (employee_id, reason) values ('ann', 'lawsuit')")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.value(words) == "said to ann, said to bob")
        try await database.run("update merit.setting set value = '12' where name = 'words_months'")
        try await database.run("select merit.delete_words()", as: "merit_worker")
        #expect(try await database.value(words) == "said to ann, –")
    }
}
