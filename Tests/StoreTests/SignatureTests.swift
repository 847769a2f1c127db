import Postgres
import Support
import Testing

/// Where it is known who acts, that name stands under what is done, and no other one.
@Suite(.database(.people)) struct SignatureTests {
    /// Somebody of HR with a login of their own: a member of `merit_hr`, and the person hilda.
    private func withHilda(_ body: (String) async throws -> Void) async throws {
        let database = try TestDatabase.current
        let login = "hilda_\(database.name)"
        try await database.run(
            "create role \(login) login in role merit_hr; insert into merit.login values ('\(login)', 'hilda')")
        try await body(login)
        try await database.run("drop role \(login)")
    }

    @Test func whatIsDoneBearsTheViewersName() async throws {
        let database = try TestDatabase.current
        try await withHilda { login in
            try await database.run(
                """
                update merit.outcome set status = 'declined', decision = 'no' where employee_id = 'bob' and kind = 'talent_pool';
                update merit.appeal set status = 'rejected', decision = 'no', decided_by = session_user where employee_id = 'bob';
                update merit.improvement_task set status = 'cancelled' where employee_id = 'bob';
                insert into merit.interview (period_id, employee_id, held_at, held_by) values (1, 'bob', '2020-11-03Z', 'sue');
                insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('x', '2020-12-01', '2020-12-31', 'UTC');
                insert into merit.evaluation (period_id, employee_id, source, points) values (2, 'bob', 'peer', 50);
                insert into merit.target (measure, value, due_on) values ('nps', 50, '2027-01-01');
                """, as: login)
            let names = try await database.column(
                """
                select decided_by from merit.outcome where employee_id = 'bob' and status = 'declined'
                union all select decided_by from merit.appeal where employee_id = 'bob'
                union all select cancelled_by from merit.improvement_task where employee_id = 'bob'
                union all select recorded_by from merit.interview where held_by = 'sue' and held_at = '2020-11-03Z'
                union all select requested_by from merit.appraisal_period where label = 'x'
                union all select rater_id from merit.evaluation where period_id = 2 and employee_id = 'bob' and points = 50
                union all select set_by from merit.target
                """)
            #expect(names == Array(repeating: "hilda", count: 7))
            #expect(
                try await database.value(
                    "select entered_by from merit.evaluation where rater_id = 'hilda' and source = 'peer'")
                    == "hilda (\(login))")
            let signed = try await database.value(
                "select bool_and(person = 'hilda') and count(*) > 5 from merit.event where who = '\(login)'")
            #expect(signed == "true", "the trail has the login and the person")
        }
    }

    @Test func nobodySignsForSomebodyElse() async throws {
        let database = try TestDatabase.current
        try await withHilda { login in
            for (sql, sentence) in [
                (
                    "update merit.outcome set status = 'declined', decision = 'no', decided_by = 'max' where employee_id = 'bob' and kind = 'talent_pool'",
                    "merit.outcome: decided_by cannot be \"max\", because you are \"hilda\""
                ),
                (
                    "insert into merit.appeal (period_id, employee_id, indicator, reason, submitted_by) values (1, 'bob', 'manner', 'x', 'bob')",
                    "merit.appeal: submitted_by cannot be \"bob\", because you are \"hilda\""
                ),
                (
                    "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (2, 'bob', 'supervisor', 'sue', 1)",
                    "an evaluation by \"sue\" cannot be given by \"hilda\""
                ),
                (
                    "update merit.evaluation set points = 1 where employee_id = 'ann' and source = 'supervisor'",
                    "an evaluation by \"sue\" cannot be given by \"hilda\""
                ),
                (
                    "insert into merit.evaluation (period_id, employee_id, source, indicator, points) values (2, 'bob', 'self', 'manner', 1)",
                    "the self-evaluation of \"bob\" cannot be given by \"hilda\""
                ),
                (
                    "insert into merit.evaluation (period_id, employee_id, source, points) values (2, 'hilda', 'supervisor', 1)",
                    "\"hilda\" cannot be the supervisor of \"hilda\""
                ),
                (
                    "update merit.outcome set status = 'declined', decision = 'x' where employee_id = 'hilda' and kind = 'talent_pool'",
                    "nobody decides about themselves"
                ),
                (
                    "update merit.appeal set reason = 'I was wrong' where employee_id = 'bob'",
                    "the words of \"bob\" are not for \"hilda\" to change"
                ),
                (
                    "update merit.appeal set wanted = 'nothing' where employee_id = 'bob'",
                    "the words of \"bob\" are not for \"hilda\" to change"
                ),
                (
                    "update merit.appeal set status = 'withdrawn' where employee_id = 'bob'",
                    "the appeal of \"bob\" is not for \"hilda\" to withdraw"
                ),
                (
                    "update merit.appeal set due_on = '2099-01-01' where employee_id = 'bob'",
                    "the appeal of \"bob\" is due on"
                ),
                (
                    "update merit.evaluation set points = 0, rater_id = null where employee_id = 'ann' and source = 'supervisor'",
                    "an evaluation by \"sue\" cannot be given by \"hilda\""
                ),
                (
                    "update merit.appeal set status = 'rejected', decision = 'x' where employee_id = 'hilda'",
                    "nobody decides about themselves"
                ),
                (
                    "update merit.improvement_task set proposal = 'I shall practise' where employee_id = 'bob'",
                    "what \"bob\" proposes is not for \"hilda\" to write"
                ),
                (
                    "insert into merit.supervision (employee_id, supervisor_id) values ('hilda', 'sue')",
                    "nobody names their own supervisor"
                ),
                (
                    "insert into merit.evaluation (period_id, employee_id, source, points) values (2, 'bob', 'supervisor', 50)",
                    "\"hilda\" is not the supervisor of \"bob\""
                ),
                (
                    "insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'hilda', 'standard')",
                    "nobody chooses the calendar that they are measured by"
                ),
                (
                    """
                    insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'bob', 'standard');
                    update merit.work_calendar_use set name = 'hilda' where name = 'bob'
                    """, "nobody chooses the calendar that they are measured by"
                ),
                (
                    """
                    insert into merit.hold (employee_id, reason) values ('hilda', 'lawsuit');
                    update merit.hold set lifted_at = now() where employee_id = 'hilda'
                    """, "nobody lifts a hold on themselves"
                ),
                (
                    "update merit.appeal set status = 'withdrawn' where employee_id = 'hilda'; select merit.forget('hilda', 'x')",
                    "nobody decides about themselves"
                ),
                (
                    "delete from merit.evaluation where employee_id = 'bob' and source = 'peer'",
                    "an evaluation by \"colleague\" is not for \"hilda\" to delete"
                ),
            ] {
                let refusal = try await database.refusal(sql, as: login)
                #expect(refusal?.hasPrefix(sentence) == true, "\(refusal ?? "done"): \(sql)")
            }
            // Taking back one's own appeal decides nothing.
            #expect(
                try await database.refusal(
                    "update merit.appeal set status = 'withdrawn' where employee_id = 'hilda'", as: login) == nil)
        }
    }

    /// What somebody of HR does for others they do not do for themselves, by the same function.
    @Test func nobodyGivesThemselvesTimeToAnswer() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            select merit.deliver('2020-10', now() + interval '2 days', null, '{bob,hilda}');
            insert into merit.hold (employee_id, reason) values ('bob', 'lawsuit');
            """)
        try await withHilda { login in
            #expect(
                try await database.value(
                    "merit.give_time('2020-10', now() + interval '9 days', null, '{bob,hilda}')", as: login) == "1")
            try await database.run(
                """
                insert into merit.work_calendar_use (scope, name, calendar) values ('person', 'bob', 'standard'),
                    ('department', 'hilda', 'standard');
                delete from merit.work_calendar_use where name in ('bob', 'hilda');
                update merit.hold set lifted_at = now() where employee_id = 'bob';
                """, as: login)
        }
        #expect(
            try await database.column(
                "select employee_id from merit.delivery where answer_by > now() + interval '8 days'") == ["bob"])
    }

    /// Of whom Merit knows no supervisor the worker judges, and what one entered one takes back.
    @Test func whoeverMeritDoesNotKnowIsRatedAndOnesOwnIsTakenBack() async throws {
        let database = try TestDatabase.current
        try await withHilda { login in
            try await database.run(
                """
                insert into merit.evaluation (period_id, employee_id, source, points) values (2, 'new one', 'supervisor', 50);
                insert into merit.supervision (employee_id, supervisor_id) values ('new one', 'sue');
                delete from merit.supervision where employee_id = 'new one';
                delete from merit.evaluation where employee_id = 'new one';
                update merit.improvement_task set note = 'said that she practises' where employee_id = 'ann';
                """, as: login)
        }
        #expect(try await database.value("select count(*) from merit.evaluation where employee_id = 'new one'") == "0")
        #expect(
            try await Viewer("ann", by: .login).refusal(
                "select merit_api.propose(task_id, 'practise') from merit_api.task", in: database) == nil)
    }

    /// Where others enter it for them, that stands beside it.
    @Test func whoEntersForSomebodyElseIsNamed() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '1' where name = 'entered_for_others'")
        try await withHilda { login in
            try await database.run(
                "insert into merit.evaluation (period_id, employee_id, source, indicator, points) values (2, 'bob', 'self', 'manner', 5)",
                as: login)
            #expect(
                try await database.value(
                    "select rater_id || ', ' || entered_by from merit.evaluation where employee_id = 'bob' and indicator = 'manner'"
                )
                    == "bob, hilda (\(login))")
        }
    }

    /// A role that speaks for many, and of which nobody says who it is, goes on as it did.
    @Test func whoSpeaksForManyStillDoes() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            update merit.outcome set status = 'declined', decision = 'no', decided_by = 'Wang Fang' where employee_id = 'bob' and kind = 'talent_pool';
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (2, 'bob', 'supervisor', 'sue', 1);
            """, as: "merit_hr")
        #expect(
            try await database.value("select decided_by from merit.outcome where decision = 'no'") == "Wang Fang")
        #expect(try await database.value("select count(*) from merit.event where person is not null") == "0")
    }

    /// A signature on paper is entered by somebody, who stands beside it.
    @Test func whoEntersAnAcknowledgementIsNamed() async throws {
        let database = try TestDatabase.current
        try await withHilda { login in
            try await database.run(
                "update merit.interview set acknowledged_at = now() where employee_id = 'bob'", as: login)
            try await database.run(
                "select merit_api.acknowledge(interview_id) from merit_api.interview", as: "person_ann")
            #expect(
                try await database.column(
                    "select employee_id || ' ' || acknowledged_by from merit.interview where acknowledged_at is not null order by 1"
                )
                    == ["ann ann", "bob hilda"])
        }
    }

    /// An application that is trusted to say for whom it acts names nobody where it does not.
    @Test func anApplicationThatSaysNothingSignsForNobody() async throws {
        let database = try TestDatabase.current
        let login = "bot_\(database.name)"
        try await database.run(
            "create role \(login) login in role merit_hr; insert into merit.application (role_name) values ('\(login)')"
        )
        for sql in [
            "update merit.appeal set status = 'rejected', decision = 'd', decided_by = 'hilda' where employee_id = 'bob'",
            "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (2, 'bob', 'supervisor', 'sue', 1)",
        ] {
            #expect(
                try await database.refusal(sql, as: login)?.hasPrefix("it is not known for whom \"\(login)\" acts")
                    == true,
                "\(sql)")
        }
        try await database.run("drop owned by \(login); drop role \(login)")
    }

    /// Nobody decides whether their own rating was right, rates what was delivered, or acts in a snapshot that holds others up.
    @Test func whatPeopleMayNotDoThoughTheyMayDoMost() async throws {
        let database = try TestDatabase.current
        try await database.run("insert into merit.officer (employee_id, duty) values ('sue', 'hr')")
        let (sue, ann) = (Viewer("sue", by: .call), Viewer("ann", by: .call))
        let number = try await database.value("select appeal_id from merit.appeal where employee_id = 'ann'") ?? ""
        #expect(
            try await sue.refusal(
                "select merit_api.decide_appeal(\(number), 'rejected', 'I rated it right')", in: database)?.sqlState
                == "42501")
        #expect(
            try await sue.refusal("select merit_api.evaluate('2020-10', 'ann', null, 1)", in: database)?.message
                .hasPrefix(
                    "the result of \"ann\" in period \"2020-10\" is delivered") == true)
        try await database.withConnection(user: "person_ann") { connection in
            try await connection.script("begin isolation level repeatable read")
            await #expect(throws: PostgresError.self) {
                try await connection.script("select merit_api.confirm('2020-10')")
            }
            try await connection.script("rollback")
        }
        #expect(try await ann.refusal("select merit_api.confirm('2020-10')", in: database) == nil)
        #expect(
            try await database.refusal("select merit.deliver('2020-10', null)", as: "merit_hr")?.hasPrefix(
                "a result is delivered with a time until which it can be answered") == true)
    }
}
