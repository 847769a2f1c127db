import Postgres
import Store
import Support
import Testing

/// Each act that is open, until it is done.
@Suite(.database(.people)) struct OwedTests {
    private func owed(_ condition: String) async throws -> [String?] {
        try await TestDatabase.current.column(
            "select concat_ws(' ', what, person, duty, about, period, is_overdue::text) from merit.owed where \(condition) order by 1"
        )
    }

    @Test func whatIsAskedOfPeopleIsOwed() async throws {
        let database = try TestDatabase.current
        try await database.run(
            "delete from merit.evaluation where period_id = 2 and employee_id = 'bob' and source = 'self'")
        #expect(
            try await owed("about = 'bob'")
                == [
                    "acknowledgement bob bob 2020-10 false", "appeal hr bob 2020-10 false",
                    "calibration max bob 2020-10 false",
                    "evaluation sue bob 2020-11 true",
                    "proposal hr bob 2020-10 false", "proposal hr bob 2020-10 false",
                    "self_evaluation bob bob 2020-11 true", "task bob 2020-10 true",
                ])
        try await database.run(
            "update merit.appraisal_period set evaluate_by = now() + interval '1 day' where period_id = 2")
        try await database.run(
            """
            insert into merit.evaluation (period_id, employee_id, source, points) values (2, 'bob', 'self', 1);
            update merit.appeal set status = 'withdrawn' where employee_id = 'bob';
            update merit.outcome set status = 'declined', decision = 'x' where employee_id = 'bob' and status = 'proposed';
            update merit.interview set acknowledged_at = now() where employee_id = 'bob';
            update merit.improvement_task set status = 'cancelled' where employee_id = 'bob';
            """, as: "merit_hr")
        // The round goes on.
        let other = "about = 'bob' and what <> 'calibration'"
        #expect(try await owed(other) == ["evaluation sue bob 2020-11 false"])
        // Another supervisor is named, and evaluates.
        try await database.run(
            "insert into merit.supervision (employee_id, supervisor_id) values ('bob', 'tom')", as: "merit_hr")
        #expect(try await owed(other) == ["evaluation tom bob 2020-11 false"])
        let tom = Viewer("tom", by: .call)
        #expect(
            try await tom.column("select about from merit_api.owed where what = 'evaluation' order by 1", in: database)
                == ["bob", "cat"])
        try await database.run(
            "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (2, 'bob', 'supervisor', 'tom', 1)",
            as: "merit_hr")
        #expect(try await owed(other) == [])
    }

    /// Max has not answered in the second round, about anybody but himself.
    @Test func answersInARoundAreOwedUntilItIsOver() async throws {
        let database = try TestDatabase.current
        let mine = "select number || ' ' || about from merit_api.owed where what = 'calibration' order by about"
        func owing(_ viewer: String) async throws -> [String?] {
            try await Viewer(viewer, by: .call).column(mine, in: database)
        }
        let all = ["ann", "bob", "cat", "hal", "hilda", "pat", "sue", "tom", "una"]
        #expect(try await owing("max") == all.map { "2 \($0)" })
        for viewer in ["ann", "sue", "tom", "hilda", "una", "cat"] { #expect(try await owing(viewer) == []) }
        #expect(
            try await database.value(
                "select bool_and(o.due = c.until) from merit.owed o join merit.calibration c on c.calibration_id = o.number where o.what = 'calibration'"
            ) == "true")
        try await database.withConnection(user: "portal") { connection in
            try await connection.script(
                "begin; select merit.act_for('max'); select merit_api.rate_again(2, 'ann', 'manner', 50); commit")
        }
        #expect(try await owing("max") == all.dropFirst().map { "2 \($0)" })
        // Its time is up: nothing is answered any more.
        try await database.run("update merit.calibration set until = now() where calibration_id = 2")
        #expect(try await owing("max") == [])
    }

    @Test func anAnswerIsOwedUntilItIsGiven() async throws {
        let database = try TestDatabase.current
        let ann = Viewer("ann", by: .login)
        let mine = "select concat_ws(' ', what, about, period) from merit_api.owed order by 1"
        #expect(
            try await ann.column(mine, in: database) == ["acknowledgement ann 2020-10", "answer ann 2020-10"])
        try await database.run(
            "select merit_api.confirm('2020-10'); select merit_api.acknowledge(interview_id) from merit_api.interview",
            as: ann.role)
        #expect(try await ann.column(mine, in: database) == [])
        // Whoever decides sees what is to be decided, of their people.
        #expect(
            try await Viewer("hal", by: .call).column(
                "select distinct about from merit_api.owed where what in ('appeal', 'proposal') order by 1",
                in: database)
                == ["ann", "bob", "sue"])
    }

    @Test func rulesAreKnownBeforeTheyCount() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            update merit.setting set value = '1' where name = 'rules_acknowledged'
            """)
        #expect(try await database.value("select rules_late from merit.period_rule where period_id = 1") == "true")
        #expect(
            try await database.refusal(
                "insert into merit.rule_notice (template_code, template_version, employee_id, acknowledged_at, means) values ('a', 1, 'bob', '2020-09-15Z', 'paper')",
                as: "merit_hr")?.contains("before it was published") == true)
        #expect(
            try await database.refusal(
                "insert into merit.rule_notice (template_code, template_version, employee_id, means) values ('a', 1, 'bob', 'in person')",
                as: "merit_hr")?.hasPrefix("nobody acknowledges in person for \"bob\"") == true)
        try await database.run(
            "set session_replication_role = replica; update merit.template set published_at = '2020-09-05Z' where code = 'a'"
        )
        try await database.run(
            """
            insert into merit.rule_notice (template_code, template_version, employee_id, acknowledged_at, means)
            values ('a', 1, 'bob', '2020-09-15Z', 'paper'), ('a', 1, 'cat', '2020-10-15Z', 'paper');
            """, as: "merit_hr")
        #expect(
            try await database.column(
                """
                select concat_ws(' ', template_version, rules_late, consulted_on, people, acknowledged, acknowledged_before)
                from merit.period_rule where period_id = 1
                """, as: "merit_hr") == ["1 f 2020-09-01 10 2 1"])
        #expect(
            try await database.column(
                "select employee_id || ' ' || is_known_before from merit.result_rule where acknowledged_at is not null order by 1",
                as: "merit_hr") == ["bob true", "cat false"])
        #expect(try await owed("what = 'rule'").count == 8)
        let ann = Viewer("ann", by: .login)
        try await database.run("select merit_api.acknowledge_rules('a', 1)", as: ann.role)
        #expect(
            try await ann.column(
                "select template_code from merit_api.rule where acknowledged_at is not null", in: database)
                == ["a"])
        #expect(try await owed("what = 'rule'").count == 7)
        for (sql, sentence, user) in [
            ("select merit_api.acknowledge_rules('a', 2)", "there is no template a@2 of yours", ann.role),
            (
                "insert into merit.rule_notice (template_code, template_version, employee_id, means) values ('a', 2, 'bob', 'paper')",
                "template a@2 was never published", "merit_hr"
            ),
            ("update merit.rule_notice set means = 'x'", "merit.rule_notice is append-only", "merit_owner"),
            (
                "update merit.template set consulted_on = '2020-01-01'",
                "template a@1 was published; by whom and when stays as it is",
                "merit_hr"
            ),
        ] {
            #expect(try await database.refusal(sql, as: user)?.hasPrefix(sentence) == true, "\(sql)")
        }
    }

    /// New versions count from the next period on, unless somebody says why not; where nobody acknowledges rules nothing is asked.
    @Test func newerRulesTakeAReason() async throws {
        let database = try TestDatabase.current
        let take = "update merit.appraisal_period set take_newest = true%@ where label = '2020-11'"
        let back = "update merit.appraisal_period set take_newest = false"
        #expect(try await database.refusal(take.replacing("%@", with: ""), as: "merit_hr") == nil)
        try await database.run("\(back); update merit.setting set value = '1' where name = 'rules_acknowledged'")
        for reason in ["", ", status_reason = null", ", status_reason = ' '"] {
            #expect(
                try await database.refusal(take.replacing("%@", with: reason), as: "merit_hr")?.hasPrefix(
                    "taking newer rules for period \"2020-11\" takes a reason of its own [23502]") == true, "\(reason)")
        }
        let said = take.replacing("%@", with: ", status_reason = 'a court ruled'")
        #expect(try await database.refusal(said, as: "merit_hr") == nil)
        // Once taken, it is asked for again without another word; once scored, a reason that was given counts no more.
        #expect(try await database.refusal(take.replacing("%@", with: ", score_after = now()"), as: "merit_hr") == nil)
        try await database.run(back)
        #expect(try await database.refusal(said, as: "merit_hr")?.contains("[23502]") == true)
        try await database.withConnection(user: "merit_hr") { connection in
            await #expect(throws: PostgresError.self) {
                try await Period.ask("2020-11", takeNewest: true, in: connection)
            }
            let isAsked = try await Period.ask(
                "2020-11", takeNewest: true, reason: "the union agreed", in: connection)
            #expect(isAsked)
        }
        #expect(
            try await database.value(
                "select status_reason || ' ' || take_newest from merit.appraisal_period where label = '2020-11'")
                == "the union agreed true")
    }

    /// A training is owed from its approval on, then by the day that it is to be held, until there is a record of it.
    @Test func aTrainingIsOwedUntilItIsAttended() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            delete from merit.owed_figure;
            set session_replication_role = replica;
            delete from merit.training_record where employee_id = 'bob';
            set session_replication_role = origin;
            insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
            values (1, 'bob', 1, 'skill_training', 'x', ''), (1, 'ann', 1, 'skill_training', 'x', '');
            """)
        #expect(try await owed("what = 'training'") == [])
        try await database.run(
            "update merit.outcome set status = 'accepted' where kind = 'skill_training'", as: "merit_hr")
        #expect(try await owed("what = 'training'") == ["training bob bob 2020-10 false"], "ann was trained")
        let plan = """
            insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended)
            values ('bob', 'training', 1, 'Phones', %@, 8, 'Li', %!)
            """
        func enter(_ days: String, _ attended: Bool) async throws {
            try await database.run(
                plan.replacing("%@", with: days).replacing("%!", with: "\(attended)"), as: "merit_hr")
        }
        try await enter("'2999-01-01', '2999-01-02'", false)
        #expect(try await owed("what = 'training' and number is not null") == ["training bob bob 2020-10 false"])
        #expect(
            try await Viewer("bob", by: .call).column(
                "select due::text from merit_api.owed where what = 'training'", in: database)
                == ["2999-01-03 00:00:00+00"])
        try await enter("'2020-11-03', '2020-11-04'", false)
        #expect(try await owed("what = 'training'") == ["training bob bob 2020-10 true"])
        try await enter("'2020-11-10', '2020-11-11'", true)
        #expect(try await owed("what = 'training'") == [])
    }

    /// A month without one before it, a quarter, a department's own: people are those who were there last.
    @Test(arguments: [
        ("'2021-02', '2021-02-01', '2021-02-28', 'UTC', null", 9),
        ("'2021-Q1', '2021-01-01', '2021-03-31', 'UTC', null", 9),
        ("'2020-11 north', '2020-11-01', '2020-11-30', 'UTC', 'north'", 3),
        ("'1999-01', '1999-01-01', '1999-01-31', 'UTC', null", 0),
    ]) func peopleAreThoseOfTheNewestPeriodBefore(period: String, people: Int) async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department) values (\(period));
            """)
        let label = String(period.prefix { $0 != "," })
        #expect(try await owed("what = 'evaluation' and period = \(label)").count == people)
    }

    /// Whoever leads the raters sees which evaluations are missing, of the department, and nothing of the others.
    @Test func whoLeadsTheRatersSeesWhatIsMissing() async throws {
        let database = try TestDatabase.current
        let mine =
            "select what || ' ' || person || ' ' || about from merit_api.owed where 'cat' not in (person, about) order by 1"
        try await database.run(
            "delete from merit.evaluation where employee_id = 'ann' and source = 'self' and period_id = 2")
        #expect(
            try await Viewer("cat", by: .call).column(mine, in: database)
                == [
                    "evaluation max hal", "evaluation max hilda", "evaluation max pat", "evaluation max sue",
                    "evaluation max tom", "evaluation max una", "evaluation sue ann", "evaluation sue bob",
                    "self_evaluation ann ann",
                ])
        try await database.run("update merit.officer set department = 'north' where duty = 'rater_lead'")
        #expect(
            try await Viewer("cat", by: .call).column(mine, in: database)
                == ["evaluation max sue", "evaluation sue ann", "evaluation sue bob", "self_evaluation ann ann"])
    }

    /// Which raters are appealed against, and how it ends.
    @Test func appealsAreCountedByWhoRated() async throws {
        let database = try TestDatabase.current
        try await database.run(
            "update merit.evaluation set indicator = 'manner' where source <> 'self' and period_id = 1")
        try await database.run(
            """
            insert into merit.appeal (period_id, employee_id, indicator, kind, reason)
            select 1, employee_id, 'manner', 'rating', 'x' from unnest(array['ann', 'bob', 'cat']) employee_id;
            update merit.appeal set status = 'rejected', decision = 'x' where indicator = 'manner' and employee_id = 'bob';
            update merit.evaluation set rater_id = null where employee_id = 'cat' and source = 'supervisor' and period_id = 1;
            """, as: "merit_hr")
        #expect(
            try await database.column(
                """
                select concat_ws(' ', period, source, rater_id, indicator, raised, open, upheld, rejected, withdrawn, mean_days)
                from merit.rater_appeal_count order by 1
                """, as: "merit_hr") == [
                    "2020-10 peer colleague manner 3 2 0 1 0 0.0", "2020-10 supervisor sue manner 2 1 0 1 0 0.0",
                    "2020-10 supervisor tom manner 1 1 0 0 0",
                ])
    }

    /// The metrics say what the view lists, sort by sort, and nothing of what is done.
    @Test func whatIsOwedIsCounted() async throws {
        let database = try TestDatabase.current
        let listed = """
            select what || ' ' || count(*) || ' ' || count(*) filter (where is_overdue) from merit.owed group by what order by what
            """
        let kept = "select what || ' ' || open || ' ' || overdue from merit.owed_figure where open > 0 order by what"
        try await database.run("select merit.count_owed()", as: "merit_worker")
        let before = try await database.column(kept)
        #expect(try await database.column(listed) == before)
        #expect(before.count >= 6)
        try await database.run(
            "update merit.appeal set status = 'withdrawn' where status = 'open'; select merit.count_owed()")
        #expect(try await database.column(listed) == database.column(kept))
        #expect(try await database.value("select open from merit.owed_figure where what = 'appeal'") == "0")
    }
}
