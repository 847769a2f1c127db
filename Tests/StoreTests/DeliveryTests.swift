import Postgres
import Support
import Testing

/// A result reaches the person, who answers or does not; silence is no agreement.
@Suite(.database(.people)) struct DeliveryTests {
    private let ann = Viewer("ann", by: .login)

    private func state(of person: String = "ann") async throws -> String? {
        try await TestDatabase.current.value(
            "select string_agg(revision || ' ' || state, ', ' order by revision) from merit.delivery_state where employee_id = '\(person)'"
        )
    }

    private func say(_ sql: String) async throws -> String? {
        try await TestDatabase.current.refusal(sql, as: ann.role)
    }

    private static let isWaiting = """
        select exists (select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock')
        """

    /// What a worker does at the end: results, then the period's row.
    private let rescore = """
        insert into merit.result (period_id, employee_id, revision, run_id, department, supervisor_id, days_employed, days_on_leave, status,
            total, grade, coefficient, near_cut, changed)
        select period_id, employee_id, 2, run_id, department, supervisor_id, 31, 0, 'scored', total + 1, grade, coefficient, false,
            '{"why": "an evaluation changed", "result": {"total": {"from": "71.37", "to": "72.37"}, "peer_score": {"from": "1", "to": "2"}},
              "indicators": {"manner": {"peer_points": {"from": "1", "to": "2"}, "band": {"from": "a", "to": "b"}}}}'
        from merit.result where employee_id in ('ann', 'bob') and revision = 1;
        update merit.appraisal_period set revision = 2, scored_at = clock_timestamp() where period_id = 1;
        """

    @Test func itIsSeenAndConfirmed() async throws {
        #expect(try await state() == "1 delivered")
        #expect(try await say("select merit_api.see('2020-10')") == nil)
        let seen = try await TestDatabase.current.value("select seen_at from merit.delivery where employee_id = 'ann'")
        #expect(try await state() == "1 seen")
        #expect(try await say("select merit_api.see('2020-10')") == nil)
        #expect(
            try await TestDatabase.current.value("select seen_at from merit.delivery where employee_id = 'ann'") == seen
        )
        #expect(try await say("select merit_api.confirm('2020-10', 'thank you')") == nil)
        #expect(try await state() == "1 confirmed")
        #expect(
            try await say("select merit_api.object('2020-10', 'no')")?.contains("does not change any more") == true)
    }

    @Test func anObjectionOpensAnAppeal() async throws {
        let database = try TestDatabase.current
        #expect(
            try await say("select merit_api.object('2020-10', ' ')")?.contains("an appeal says why") == true)
        #expect(try await say("select merit_api.object('2020-10', 'too low', 'rating', 'manner')") == nil)
        #expect(try await state() == "1 objected")
        let appeal = try await database.value(
            """
            select format('%s %s %s %s %s %s', a.kind, a.indicator, a.reason, a.submitted_by, a.status, a.due_on - current_date)
            from merit.appeal a join merit.delivery using (appeal_id)
            """)
        #expect(appeal == "rating manner too low ann open 14")
        // About one that is open already nothing new is opened.
        let sue = Viewer("sue", by: .call)
        let known = try await sue.column(
            "select merit_api.object('2020-10', 'no', 'figure', 'solved')::text", in: database)
        #expect(
            known
                == [try await database.value("select appeal_id from merit.appeal where employee_id = 'sue'")])
    }

    /// Of a closed period nothing changes; what the person says is kept.
    @Test func anObjectionIsKeptWhereThePeriodIsClosed() async throws {
        let database = try TestDatabase.current
        #expect(
            try await database.refusal(
                "update merit.appraisal_period set status = 'closed' where period_id = 1", as: "merit_hr")
                == "period \"2020-10\" cannot be closed: 10 of its appeals are open [55000]; Decide them first, or have them withdrawn."
        )
        try await database.run(
            """
            update merit.appeal set status = 'rejected', decision = 'no' where status = 'open';
            update merit.appraisal_period set status = 'closed' where period_id = 1;
            """, as: "merit_hr")
        #expect(try await say("select merit_api.object('2020-10', 'too low')") == nil)
        #expect(try await state() == "1 objected")
        #expect(try await database.value("select appeal_id from merit.delivery where employee_id = 'ann'") == nil)
    }

    @Test func silenceIsNoAgreement() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '0' where name = 'answer_days'")
        try await database.run(
            "select merit.deliver('2020-10', clock_timestamp() + interval '3 seconds', 'north')", as: "merit_hr")
        let bob = Viewer("bob", by: .call)
        while try await state(of: "bob") == "1 delivered" { await Task.yield() }
        #expect(try await state(of: "bob") == "1 expired")
        let refusal = try await bob.refusal("select merit_api.confirm('2020-10')", in: database)
        #expect(refusal?.message.contains("could be answered until") == true)
        #expect(refusal?.hint?.hasPrefix("No answer is no agreement.") == true)
        #expect(try await bob.refusal("select merit_api.see('2020-10')", in: database) == nil)
        #expect(
            try await bob.refusal("select merit_api.appeal('2020-10', 'no', 'rating', 'manner')", in: database) == nil)
        // Nobody agrees for somebody, whoever it is.
        for (sql, user) in [
            ("update merit.delivery set answer = 'confirmed', answered_at = now() where employee_id = 'bob'", nil),
            ("update merit.delivery set answer_by = 'infinity' where employee_id = 'bob'", nil),
            ("update merit.delivery set answer_by = now() + interval '1 week' where employee_id = 'bob'", nil),
            ("delete from merit.delivery", nil), ("truncate merit.delivery", nil),
            ("update merit.delivery set answer = 'confirmed'", "merit_hr"),
            ("update merit.delivery set answer = 'confirmed'", "merit_worker"),
        ] {
            #expect(try await database.refusal(sql, as: user) != nil, "\(sql)")
        }
    }

    /// Nobody has heard of it before it is committed: what was told as expired stays so.
    @Test func anAnswerThatIsCommittedTooLateIsNone() async throws {
        let database = try TestDatabase.current
        try await database.run("update merit.setting set value = '0' where name = 'answer_days'")
        try await database.run(
            "select merit.deliver('2020-10', clock_timestamp() + interval '3 seconds', 'north')", as: "merit_hr")
        try await database.withConnection(user: "portal") { connection in
            try await connection.script("begin; select merit.act_for('bob'); select merit_api.confirm('2020-10')")
            while try await state(of: "bob") == "1 delivered" { await Task.yield() }
            let error = await #expect(throws: PostgresError.self) { try await connection.script("commit") }
            #expect(error?.message.contains("could be answered until") == true)
        }
        #expect(try await state(of: "bob") == "1 expired")
    }

    /// A day at least, a revision too; and more for whoever it is given to in time.
    @Test func thereIsTimeToAnswer() async throws {
        let database = try TestDatabase.current
        let bobs = "select merit.deliver('2020-10', now() + interval '%@', null, '{bob}')"
        #expect(
            try await database.refusal(bobs.replacing("%@", with: "23 hours 59 minutes"), as: "merit_hr")?.contains(
                "leaves less than 1 days") == true)
        try await database.run("update merit.setting set value = '3' where name = 'answer_days'")
        #expect(
            try await database.refusal(bobs.replacing("%@", with: "2 days 23 hours"), as: "merit_hr")?.contains(
                "leaves less than 3 days") == true)
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.delivery set answer_by = delivered_at + interval '4 seconds' where employee_id = 'ann'
            """)
        try await database.run("begin; \(rescore) commit")
        #expect(
            try await database.value(
                "select answer_by - delivered_at > interval '71 hours' from merit.delivery where employee_id = 'ann' and revision = 2"
            ) == "true")
        let later = "now() + interval '30 days'"
        #expect(
            try await database.value("merit.give_time('2020-10', \(later), null, '{ann,bob}')", as: "merit_hr") == "1")
        #expect(
            try await database.value(
                "select answer_by > now() + interval '29 days' from merit.delivery where employee_id = 'ann' and revision = 2"
            ) == "true")
        // Not less time, nor for what was answered, replaced or expired.
        #expect(try await database.value("merit.give_time('2020-10', now(), null, '{ann}')", as: "merit_hr") == "0")
        try await database.run("select merit_api.confirm('2020-10')", as: ann.role)
        try await database.run(
            "set session_replication_role = replica; update merit.delivery set answer_by = clock_timestamp() where employee_id = 'sue'"
        )
        #expect(
            try await database.value(
                "merit.give_time('2020-10', now() + interval '60 days', null, '{ann,sue}')", as: "merit_hr")
                == "0")
        #expect(try await state(of: "sue") == "1 expired")
        for argument in ["null", "'infinity'", "now() + interval '3 years'"] {
            #expect(
                try await database.refusal("select merit.give_time('2020-10', \(argument))", as: "merit_hr")?.hasPrefix(
                    "a result cannot be answered by") == true)
        }
        #expect(
            try await database.refusal("update merit.delivery set answer_by = answer_by - interval '1 hour'") != nil)
    }

    /// Two years are 731 days where a leap day lies in them, and a scoring does not fail because these two have none.
    @Test func aRevisionIsDeliveredWhateverTimeTheOneBeforeHad() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.delivery set answer_by = delivered_at + interval '800 days' where employee_id = 'ann'
            """)
        try await database.run("begin; \(rescore) commit")
        #expect(try await state() == "1 replaced, 2 delivered")
    }

    @Test func aRevisionAsksAgainAndSaysWhatChanged() async throws {
        let database = try TestDatabase.current
        try await database.run("select merit_api.confirm('2020-10')", as: ann.role)
        try await database.run("begin; \(rescore) commit")
        #expect(try await state() == "1 confirmed, 2 delivered")
        #expect(try await state(of: "bob") == nil, "what was never delivered is not")
        #expect(try await state(of: "sue") == "1 delivered", "what did not change is not asked again")
        let seen = try await ann.column(
            "select format('%s %s %s', revision, total, changed) from merit_api.result", in: database)
        #expect(
            seen == [
                """
                2 72.37 {"why": "an evaluation changed", "result": {"total": {"to": "72.37", "from": "71.37"}}, \
                "indicators": {"manner": {}}}
                """
            ])
        #expect(try await say("select merit_api.confirm('2020-10')") == nil)
        #expect(try await state() == "1 confirmed, 2 confirmed")
    }

    /// A person knows the revisions that were delivered; whoever sees a person's results, each of them.
    @Test func aPersonIsShownTheRevisionsThatWereDelivered() async throws {
        let database = try TestDatabase.current
        try await database.run(
            "begin; \(rescore) commit; select merit.deliver('2020-10', now() + interval '1 week', null, '{bob}')")
        let shown =
            "select format('%s %s %s', employee_id, revision, total) from merit_api.revisions() where employee_id in ('ann', 'bob') order by 1"
        #expect(try await ann.column(shown, in: database) == ["ann 1 71.37", "ann 2 72.37"])
        #expect(try await Viewer("bob", by: .call).column(shown, in: database) == ["bob 2 73.37"])
        let heads = Viewer("sue", by: .call)
        #expect(
            try await heads.column(shown, in: database) == ["ann 1 71.37", "ann 2 72.37", "bob 1 72.37", "bob 2 73.37"])
        // What changed says nothing of peers to the person.
        let changed = "select changed::text from merit_api.revisions('2020-10', 'ann') where revision = 2"
        #expect(
            try await ann.column(changed, in: database) == [
                """
                {"why": "an evaluation changed", "result": {"total": {"to": "72.37", "from": "71.37"}}, "indicators": {"manner": {}}}
                """
            ])
        #expect(try await heads.column(changed, in: database).first??.contains("peer_points") == true)
    }

    @Test func anUnansweredOneIsReplaced() async throws {
        try await TestDatabase.current.run("begin; \(rescore) commit")
        #expect(try await state() == "1 replaced, 2 delivered")
    }

    /// Either the scoring comes first, and what it kept is delivered, or the delivery does, and its revisions are delivered anew.
    @Test func aScoringAtTheSameTimeLeavesNobodyOut() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { worker in
            try await worker.script("begin; \(rescore)")
            async let delivering: Void = database.run(
                "select merit.deliver('2020-10', now() + interval '1 day')", as: "merit_hr")
            while try await database.value(Self.isWaiting) != "true" {
                await Task.yield()
            }
            try await worker.script("commit")
            try await delivering
        }
        #expect(try await state(of: "bob") == "2 delivered")
        #expect(try await state() == "1 replaced, 2 delivered")
    }

    @Test(arguments: [
        ("'none', now() + interval '1 day'", "there is no period \"none\""),
        ("'2020-11', now() + interval '1 day'", "period \"2020-11\" is pending; what is scored is delivered"),
        ("'2020-10', now()", "a result cannot be answered by"),
        ("'2020-10', 'infinity'", "a result cannot be answered by infinity"),
    ]) func whatCannotBeDeliveredIsRefused(arguments: String, sentence: String) async throws {
        let refusal = try await TestDatabase.current.refusal("select merit.deliver(\(arguments))", as: "merit_hr")
        #expect(refusal?.hasPrefix(sentence) == true, "\(refusal ?? "done")")
    }

    @Test func figuresSayHowItStands() async throws {
        let database = try TestDatabase.current
        try await database.run("select merit_api.confirm('2020-10')", as: ann.role)
        try await database.run(
            """
            update merit.appeal set status = 'rejected', decision = 'x' where employee_id in ('bob', 'cat');
            """, as: "merit_hr")
        #expect(
            try await database.column(
                "select state || ' ' || deliveries from merit.delivery_count order by 1", as: "merit_hr")
                == ["confirmed 1", "delivered 4"])
        #expect(
            try await database.column(
                "select format('%s %s %s %s %s', indicator, kind, raised, open, rejected) from merit.appeal_count",
                as: "merit_hr") == ["solved other 10 8 2"])
        #expect(
            try await Viewer("pat", by: .call).column(
                "select confirmation || ' ' || has_open_appeal from merit_api.pay where employee_id = 'ann'",
                in: database)
                == ["confirmed true"])
    }
}
