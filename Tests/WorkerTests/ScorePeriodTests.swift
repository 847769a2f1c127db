import Postgres
import Store
import Support
import Testing

/// From an INSERT to results: what is kept, when again, and for whom.
@Suite(.database(.sourced)) struct ScorePeriodTests {
    @Test func anInsertInResultsOut() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        // ann: 75% of 50 = 37.50, rated 40: 50 × 37.5/50 + 50 × 40/50 = 77.50; bob: 25.00 + 20.00.
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 1 scored 45.00 B -")
        #expect(
            try await database.line("select employee_id, rank_in_department::text from merit.current_result order by 1")
                == "ann 1\nbob 2")
    }

    @Test func scoringTwiceChangesNothing() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        try await ask(again: database)
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        #expect(
            try await database.line("select revision::text, changed::text from merit.run order by run_id") == "1 2\n1 0"
        )
        #expect(try await database.line("select count(*)::text from merit.result") == "2")
    }

    @Test func onlyWhoseResultChangedGetsARevision() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await ask(again: database)
        try await database.work()
        // bob: 20% × (25 + 50) + 80% × (25 + 20) = 51.00.
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 2 scored 51.00 B -")
        #expect(
            try await database.line(
                """
                select changed ->> 'why', changed #>> '{result,total,from}', changed #>> '{result,total,to}',
                    changed #>> '{indicators,manner,self_points,to}', changed #>> '{indicators,solved}'
                from merit.current_result where employee_id = 'bob'
                """) == "scored again 45 51 50 -")
        #expect(try await database.line("select count(*)::text from merit.result where employee_id = 'bob'") == "2")
    }

    /// A department that was renamed has nobody in the period any more, and whoever was in it is not gone.
    @Test(arguments: [
        (
            "'care'", "by the source in department 'care', and the period is for 'service' alone",
            "按数据源，该员工属于部门“care”，本考核期只考核部门“service”"
        ),
        (
            "null", "by the source in no department, and the period is for 'service' alone",
            "按数据源，该员工没有部门，本考核期只考核部门“service”"
        ),
    ]) func whoIsInAnotherDepartmentIsKeptAsSuch(department: String, reason: String, inChinese: String) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database, department: "service")
        try await database.work()
        _ = try await database.line("update merit_source.employee set department = \(department)")
        _ = try await database.line("delete from merit_source.employee where employee_id = 'ann'")
        try await ask(again: database)
        try await database.work()
        #expect(
            try await database.line(SmallCompany.totals) == """
                ann 2 not_appraised - - the source does not name this person among the people of the period any more
                bob 2 not_appraised - - \(reason)
                """)
        #expect(
            try await database.line("select reason_zh from merit.current_result where employee_id = 'bob'")
                == inChinese)
        let verification = try await database.withConnection(user: "merit_hr") {
            try await Verification.run(of: 1, in: $0)
        }
        #expect(verification.differences == [])
        // Asking again finds the same.
        try await ask(again: database)
        try await database.work()
        #expect(try await database.line("select max(revision)::text from merit.result") == "2")
    }

    @Test func whoIsNotEmployedAnyMoreIsKeptAsSuch() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.work()
        _ = try await database.line("delete from merit_source.employee where employee_id = 'bob'")
        try await ask(again: database)
        try await database.work()
        #expect(
            try await database.line(SmallCompany.totals) == """
                ann 1 scored 77.50 B -
                bob 2 not_appraised - - the source does not name this person among the people of the period any more
                """)
    }

    @Test func tooFewDaysNoRatingNoTicketNoTemplate() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await SmallCompany.hire(["cai", "dan", "eve"], in: connection)
            try await connection.script(
                "update merit_source.employee set employed_from = '2026-09-25' where employee_id = 'eve'")
            try await SmallCompany.close(["resolved"], by: "cai", in: connection)
        }
        try await SmallCompany.rate("dan", 50, in: database)
        try await database.work()
        #expect(
            try await database.line(SmallCompany.totals) == """
                ann 1 scored 77.50 B -
                bob 1 scored 45.00 B -
                cai 1 incomplete - - no supervisor evaluation
                dan 1 incomplete - - 50.00% of the weight could be scored, 60% is needed
                eve 1 not_appraised - - employed 6 days of the period, 10 are needed
                """)
        #expect(
            try await database.line(
                "select employee_id, indicator, state from merit.indicator_score where points is null order by 1, 2")
                == "cai manner not_rated\ndan solved no_data")
    }

    @Test func unusableEvaluationsAreMarkedCountedAndLeftOut() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection(user: "merit_hr") { connection in
            try await connection.script(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                select period_id, e.id, e.source, case e.source when 'self' then e.id else 'other' end, e.indicator, e.points
                from merit.appraisal_period, (values
                    ('ann', 'supervisor', 'manner', 25), ('ann', 'supervisor', 'solved', 10),
                    ('ann', 'supervisor', 'charm', 10), ('ann', 'peer', 'manner', 40), ('zoe', 'self', 'manner', 40))
                    e (id, source, indicator, points)
                """)
        }
        try await database.work()
        #expect(
            try await database.line(
                "select problem from merit.evaluation where problem is not null order by evaluation_id") == """
                    manner: 25 is outside the levels 30–50, 0–20
                    solved is measured by desk@1, not rated
                    desk@1 has no indicator charm
                    desk@1 does not count the source peer
                    zoe is not among the people of this period
                    """)
        #expect(try await database.line("select evaluations::text, unusable::text from merit.run") == "7 5")
        #expect(try await database.line(SmallCompany.totals).hasPrefix("ann 1 scored 77.50 B -"))
    }

    /// As an older version let them in.
    @Test func whoCannotHaveGivenAnEvaluationIsLeftOut() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.withConnection { connection in
            try await connection.script(
                """
                alter table merit.evaluation disable trigger guard;
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                select period_id, 'ann', source, rater, 'manner', 50
                from merit.appraisal_period, (values ('supervisor', 'ann'), ('self', 'boss')) e (source, rater);
                alter table merit.evaluation enable trigger guard;
                """)
        }
        try await database.work()
        #expect(
            try await database.line(
                "select problem from merit.evaluation where problem is not null order by evaluation_id") == """
                    nobody is their own supervisor
                    a self-evaluation cannot be given by boss
                    """)
        #expect(try await database.line(SmallCompany.totals).hasPrefix("ann 1 scored 77.50 B -"))
    }

    @Test func aDepartmentAlone() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line(
            "update merit_source.employee set department = '维修 \"部\"' where employee_id = 'bob'")
        try await database.ask("repairs", from: "2026-09-01", to: "2026-09-30", department: "维修 \"部\"")
        try await database.work()
        #expect(
            try await database.line(
                """
                select string_agg(employee_id, ' ') from merit.result join merit.appraisal_period using (period_id)
                where label = 'repairs'
                """) == "bob")
    }

    @Test func aPeriodKeepsTheTemplatesItWasAskedUnderUnlessItTakesTheNewest() async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        try await database.publish(yaml: [
            SmallCompany.template.replacing("version: 1", with: "version: 2").replacing(
                "at_least: 80", with: "at_least: 40")
        ])
        try await database.work()
        let used = "select string_agg(distinct template_version || grade, ' ') from merit.current_result"
        #expect(try await database.line(used) == "1B")
        _ = try await database.line(
            "update merit.appraisal_period set status = 'pending', take_newest = true", user: "merit_hr")
        try await database.work()
        #expect(try await database.line(used) == "2A")
        #expect(
            try await database.line("select take_newest::text, revision::text from merit.appraisal_period") == "false 2"
        )
    }

    private func ask(again database: TestDatabase) async throws {
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
    }
}
