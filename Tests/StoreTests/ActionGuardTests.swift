import Postgres
import Support
import Testing

/// What people may do to outcomes, tasks and interviews, and what is refused with which words.
@Suite(.database(.migrated)) struct ActionGuardTests {
    /// A proposed, an accepted and a withdrawn outcome, an open and a missed task, and an interview.
    private func prepared() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            """
            insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff,
                started_at, people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
            values (1, 1, 'full', 1, 1, 1, 'test', '{a@1}', now(), now(), 1, 1, 0, 0, 1, 1, 0, '{}', '{}');
            insert into merit.result (period_id, employee_id, revision, run_id, days_employed, days_on_leave, status, reason, near_cut)
            values (1, 'e', 1, 1, 1, 0, 'incomplete', 'too little', false);
            insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
            values (1, 'e', 1, 'warning', 'grade D', 'D'), (1, 'e', 1, 'improvement_plan', 'grade D', 'D'),
                (1, 'e', 1, 'dismissal_review', 'twice E', 'E');
            update merit.outcome set status = 'accepted', decided_by = 'Wang Fang' where kind = 'improvement_plan';
            update merit.outcome set status = 'withdrawn', unsupported_since = 2 where kind = 'dismissal_review';
            insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason,
                reason_zh, target_band, points_now, points_at_target, due_on)
            select 1, 'e', indicator, 1, 1, '', '', '', '', 'b', 1, 2, '2020-11-30' from unnest('{speed,care}'::text[]) indicator;
            update merit.improvement_task set status = 'missed', judged_in = 1 where indicator = 'care';
            """)
        return database
    }

    @Test func aDecisionIsAPersonsAndStays() async throws {
        let database = try await prepared()
        try await database.run(
            "update merit.outcome set status = 'declined', decision = 'was ill' where outcome_id = 1", as: "merit_hr")
        #expect(
            try await database.column(
                "select concat_ws(' ', status, decided_by, decision, decided_at <= clock_timestamp()) from merit.outcome order by outcome_id"
            )
                == ["declined merit_hr was ill t", "accepted Wang Fang t", "withdrawn"])
        // The trail has what people decided, not what scorings wrote.
        #expect(
            try await database.column(
                """
                select concat_ws(' ', who, key, before ->> 'status', after ->> 'status', after ->> 'decision') from merit.event
                where table_name = 'outcome' order by event_id desc limit 1
                """) == ["merit_hr 1 proposed declined was ill"])
        #expect(try await database.value("select count(*) from merit.event where table_name = 'outcome'") == "2")
    }

    @Test(arguments: [
        (
            "update merit.outcome set status = 'declined' where outcome_id = 1",
            "outcome 1 (warning of \"e\") cannot be declined without a word [23502]; Set decision, the reason, in the same UPDATE."
        ),
        (
            "update merit.outcome set status = 'declined', decision = 'no' where outcome_id = 2",
            """
            outcome 2 (improvement_plan of "e") was accepted by Wang Fang; that does not change any more [55000]; What was decided \
            stays on record.
            """
        ),
        (
            "update merit.outcome set status = 'proposed' where outcome_id = 2",
            """
            outcome 2 (improvement_plan of "e") was accepted by Wang Fang; that does not change any more [55000]; What was decided \
            stays on record.
            """
        ),
        (
            "update merit.outcome set status = 'accepted' where outcome_id = 3",
            """
            outcome 3 (dismissal_review of "e") was withdrawn: revision 2 of the result does not support it [55000]; There is \
            nothing to decide; merit.current_result shows the result as it stands.
            """
        ),
        (
            "update merit.outcome set status = 'done' where outcome_id = 1",
            "an outcome is not \"done\" [23514]; Set status to accepted or declined."
        ),
        (
            "update merit.outcome set status = null where outcome_id = 1",
            "an outcome is not null [23514]; Set status to accepted or declined."
        ),
        (
            "update merit.outcome set decision = 'later' where outcome_id = 1",
            """
            outcome 1 (warning of "e") is not decided yet [23514]; Set status to accepted or declined in the same UPDATE.
            """
        ),
        (
            "update merit.outcome set kind = 'talent_pool' where outcome_id = 1",
            """
            outcome 1 (warning of "e") stays what was proposed [23514]; Decline it, and say in decision what is done instead.
            """
        ),
        (
            "update merit.outcome set status = 'accepted', reason = 'I say so' where outcome_id = 1",
            """
            outcome 1 (warning of "e") keeps the reason it was proposed for [23514]; Say in decision why it is decided so.
            """
        ),
        (
            "delete from merit.outcome where outcome_id = 1",
            "outcome 1 (warning of \"e\") cannot be deleted [23514]; Decline it, and say why in decision."
        ),
        (
            "delete from merit.improvement_task where task_id = 1",
            "task 1 (speed of \"e\") cannot be deleted [23514]; Set its status to cancelled, and say why in note."
        ),
        (
            "update merit.improvement_task set indicator = 'care' where task_id = 1",
            """
            task 1 (speed of "e") stays about what it was written for [23514]; Set its status to cancelled, and say why in note.
            """
        ),
        (
            "update merit.improvement_task set status = 'done' where task_id = 1",
            "a task is not \"done\" [23514]; A person may set status to cancelled, and back to open."
        ),
        (
            "update merit.improvement_task set due_on = 'infinity' where task_id = 1",
            "task 1 (speed of \"e\") cannot be due infinity [23514]; Set due_on to a day."
        ),
        (
            "update merit.improvement_task set cancelled_by = 'me' where task_id = 1",
            "task 1 (speed of \"e\") is open; who cancelled it does not change [23514]; Set status to cancelled in the same UPDATE."
        ),
        (
            "insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'eve', now(), 'w')",
            "\"eve\" has no result in period 1 [23503]; merit.current_result shows who has one."
        ),
        (
            "insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'e', '2999-01-01Z', 'w')",
            "an interview cannot have been held at 2999-01-01 00:00:00+00 [23514]; Record it once it was held."
        ),
        (
            "insert into merit.interview (period_id, employee_id, held_at, held_by, acknowledged_at) values (1, 'e', now(), 'w', now())",
            """
            there is nothing to acknowledge in an interview without a word [23514]; Record what was said or agreed first.
            """
        ),
    ])
    func refused(statement: String, message: String) async throws {
        let database = try await prepared()
        #expect(try await database.refusal("set timezone = 'UTC'; \(statement)") == message)
    }

    @Test(arguments: ["achieved", "missed"]) func whatTheNextPeriodFindsIsNotGivenByHand(status: String) async throws {
        let database = try await prepared()
        #expect(
            try await database.refusal(
                "update merit.improvement_task set status = '\(status)' where task_id = 1", as: "merit_hr")
                    == """
                    task 1 (speed of "e") is open; \(status) is what the scoring of the next period finds [55000]; A person may set \
                    the status of an open task to cancelled, and of one so cancelled back to open.
                    """)
        #expect(
            try await database.refusal(
                "update merit.improvement_task set status = 'open' where task_id = 2", as: "merit_hr") != nil)
    }

    @Test(arguments: [
        ("owner_id", "'Li Na'"), ("due_on", "'2027-01-31'"), ("training", "'a course'"), ("proposal", "'to call back'"),
        ("advice", "'to listen'"), ("note", "'stays'"),
    ])
    func whatAPersonWritesIntoATaskIsAnEvent(column: String, value: String) async throws {
        let database = try await prepared()
        try await database.run(
            "update merit.improvement_task set \(column) = \(value) where task_id = 1", as: "merit_hr")
        try await database.run(
            "update merit.improvement_task set \(column) = \(value) where task_id = 1", as: "merit_hr")
        #expect(
            try await database.column(
                """
                select concat_ws(' ', who, key, action, after) from merit.event where table_name = 'improvement_task'
                """) == ["merit_hr 1 update {\"\(column)\": \"\(value.replacing("'", with: ""))\"}"])
    }

    @Test func aPersonCancelsATaskAndOpensItAgain() async throws {
        let database = try await prepared()
        let task = "select concat_ws(' ', status, cancelled_by, note) from merit.improvement_task where task_id = 1"
        try await database.run(
            "update merit.improvement_task set status = 'cancelled', note = 'leaves us' where task_id = 1",
            as: "merit_hr")
        #expect(try await database.value(task) == "cancelled merit_hr leaves us")
        #expect(
            try await database.refusal(
                "update merit.improvement_task set status = 'missed' where task_id = 1", as: "merit_worker")
                == "task 1 (speed of \"e\") was cancelled by merit_hr [55000]; Set its status back to open first.")
        try await database.run(
            "update merit.improvement_task set status = 'open', note = 'stays' where task_id = 1", as: "merit_hr")
        #expect(try await database.value(task) == "open stays")
        #expect(
            try await database.column(
                """
                select concat_ws(' ', who, before ->> 'status', after ->> 'status', after ->> 'note') from merit.event
                where table_name = 'improvement_task' order by event_id
                """) == ["merit_hr open cancelled leaves us", "merit_hr cancelled open stays"])
    }

    @Test func whatWasAcknowledgedStays() async throws {
        let database = try await prepared()
        try await database.run(
            """
            insert into merit.interview (period_id, employee_id, held_at, held_by, said) values (1, 'e', now(), 'Wang Fang', 'a talk');
            update merit.interview set agreed = 'a course';
            update merit.interview set acknowledged_at = '2001-01-01', objection = 'the tickets of May';
            """, as: "merit_hr")
        #expect(
            try await database.value("select acknowledged_at > now() - interval '1 hour' from merit.interview")
                == "true")
        for statement in ["update merit.interview set agreed = 'nothing'", "delete from merit.interview"] {
            #expect(
                try await database.refusal(statement) == """
                    interview 1 was acknowledged by "e"; it does not change any more [55000]; Record another interview.
                    """)
        }
        #expect(
            try await database.column(
                "select concat_ws(' ', who, action) from merit.event where table_name = 'interview' order by event_id")
                == ["merit_hr insert", "merit_hr update", "merit_hr update"])
    }
}
