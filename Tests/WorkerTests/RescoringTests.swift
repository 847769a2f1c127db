import Postgres
import Store
import Support
import Testing

/// What evaluations that come late do to a period that was scored.
@Suite(.database(.sourced)) struct RescoringTests {
    private let runs = "select kind, revision::text, people::text, changed::text from merit.run order by run_id"
    private let unseen = "select count(*)::text from merit.unseen"

    /// September is scored, and changes need not rest.
    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await database.work()
        return database
    }

    @Test func aLateEvaluationScoresItsPersonAlone() async throws {
        let database = try await scored()
        // What the source says by now of someone else is none of this.
        _ = try await database.line("update merit_source.ticket set status = 'failed' where employee_id = 'ann'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        #expect(try await database.line(SmallCompany.status) == "pending 1 -")
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 2 -")
        // bob: 20% × (25 + 50) + 80% × (25 + 20) = 51.00.
        #expect(try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 2 scored 51.00 B -")
        #expect(try await database.line(runs) == "full 1 2 2\npartial 2 1 1")
        #expect(
            try await database.line("select changed ->> 'why' from merit.current_result where employee_id = 'bob'")
                == "evaluations changed")
        #expect(try await database.line(unseen) == "0")
    }

    @Test(arguments: [
        ("update merit.evaluation set points = 10 where employee_id = 'bob'", "bob 2 scored 35.00 B -"),
        ("delete from merit.evaluation where employee_id = 'bob'", "bob 2 incomplete - - "),
        (
            "update merit.evaluation set employee_id = 'ann', source = 'peer' where employee_id = 'bob'",
            "bob 2 incomplete - - "
        ),
    ]) func aChangeOrDeletionCountsToo(statement: String, expected: String) async throws {
        let database = try await scored()
        _ = try await database.line(statement, user: "merit_hr")
        try await database.work()
        let totals = try await database.line(SmallCompany.totals)
        #expect(totals.split(separator: "\n").last?.hasPrefix(expected) == true)
        #expect(try await database.line("select max(run_id)::text from merit.run where kind = 'partial'") == "2")
    }

    @Test(arguments: [
        "update merit.evaluation set comment = 'well done'", "update merit.evaluation set points = points",
        "delete from merit.evaluation where employee_id = 'nobody'",
    ]) func whatScoringDoesNotReadAsksForNothing(statement: String) async throws {
        let database = try await scored()
        _ = try await database.line(statement, user: "merit_hr")
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        #expect(try await database.line(unseen) == "0")
    }

    @Test func aCommentWithoutPointsCountsForNothing() async throws {
        let database = try await scored()
        _ = try await database.line(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, comment)
            values (1, 'bob', 'supervisor', 'other', 'manner', 'kind'), (1, 'bob', 'peer', 'x', null, 'helps')
            """, user: "merit_hr")
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        // Nor in a mean of several raters, when everyone is scored again.
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.rescore()
        #expect(try await database.line(SmallCompany.totals).hasSuffix("bob 2 scored 51.00 B -"))
        #expect(
            try await database.line("select count(*)::text from merit.evaluation where problem is not null") == "0")
        try await database.withConnection(user: "merit_hr") { connection in
            #expect(try await Verification.run(of: 1, in: connection).differences == [])
            let background = try await Background.load(of: "bob", in: 1, connection)
            #expect(background.comments.map(\.words) == ["helps", "kind"])
        }
    }

    @Test func theMarkOfAProblemAsksForNothing() async throws {
        let database = try await scored()
        try await SmallCompany.rate("bob", 25, source: "peer", in: database)
        try await database.work()
        #expect(
            try await database.line("select count(*)::text from merit.evaluation where problem is not null") == "1")
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        #expect(try await database.line(unseen) == "0")
    }

    @Test func aBurstIsScoredOnce() async throws {
        let database = try await scored()
        _ = try await database.line(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
            select period_id, id, 'peer', 'rater ' || n, 'manner', 40
            from merit.appraisal_period, unnest('{ann,bob}'::text[]) id, generate_series(1, 1000) n
            """, user: "merit_hr")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        #expect(try await database.line(unseen) == "2")
        #expect(
            try await database.line("select count(*)::text from merit.job where kind = 'score_period'") == "2")
        try await database.work()
        #expect(try await database.line(runs) == "full 1 2 2\npartial 2 2 1")
    }

    @Test func itWaitsUntilTheNewestHasRested() async throws {
        let database = try await scored()
        _ = try await database.line("update merit.setting set value = '600' where name = 'quiet_seconds'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        // Not held by the quiet time.
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "pending 1 -")
        // Due by the first, but another came since.
        _ = try await database.line("update merit.job set run_at = now() where state = 'available'")
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "pending 1 -")
        #expect(
            try await database.line(
                """
                select state, attempt::text, retries::text, last_error, (run_at > now() + interval '9 minutes')::text
                from merit.job order by job_id desc limit 1
                """) == "available 0 0 - true")
        _ = try await database.line("update merit.unseen set noted_at = noted_at - interval '11 minutes'")
        _ = try await database.line("update merit.job set run_at = now() where state = 'available'")
        try await database.work()
        #expect(try await database.line(SmallCompany.status) == "scored 2 -")
    }

    @Test func evaluationsThatNeverCeasePutNothingOffForEver() async throws {
        let database = try await scored()
        _ = try await database.line("update merit.setting set value = '600' where name = 'quiet_seconds'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        _ = try await database.line("update merit.unseen set noted_at = noted_at - interval '100 minutes'")
        try await SmallCompany.rate("ann", 50, source: "self", in: database)
        _ = try await database.line("update merit.job set run_at = now() where state = 'available'")
        try await database.work()
        #expect(try await database.line(runs) == "full 1 2 2\npartial 2 2 2")
    }

    @Test func whoAsksForAllGetsAllAndAtOnce() async throws {
        let database = try await scored()
        _ = try await database.line("update merit.setting set value = '600' where name = 'quiet_seconds'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        try await SmallCompany.rate("ann", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line(runs) == "full 1 2 2\nfull 2 2 2")
        #expect(try await database.line(SmallCompany.status) == "scored 2 -")
        #expect(try await database.line(unseen) == "0")
    }

    /// Where the evaluation is inserted, and where it is committed, while the job that scores goes through its states.
    @Test(arguments: [(0, 1), (0, 2), (0, 3), (1, 1), (1, 2), (1, 3), (2, 2), (2, 3)], [true, false])
    func nothingIsLostHoweverTransactionsOverlap(moments: (insert: Int, commit: Int), first: Bool) async throws {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        if !first {
            try await database.work()
            _ = try await database.line("update merit.appraisal_period set status = 'pending'", user: "merit_hr")
        }
        try await database.withConnection(user: "merit_hr") { rater in
            let rating = TimedRating(by: rater, inserted: moments.insert, committed: moments.commit)
            try await rating.pass(0)
            try await GatedScoring.work(in: database, atBeginning: { try await rating.pass(1) }) {
                try await rating.pass(2)
            }
            try await rating.pass(3)
        }
        try await database.work()
        #expect(try await database.line(SmallCompany.totals).hasSuffix("scored 51.00 B -"))
        #expect(try await database.line(unseen) == "0")
        #expect(try await database.line("select status from merit.appraisal_period") == "scored")
    }

    @Test func whatWasCancelledIsTakenByTheNext() async throws {
        let database = try await scored()
        _ = try await database.line("update merit.setting set value = '600' where name = 'quiet_seconds'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        _ = try await database.line("update merit.appraisal_period set status = 'cancelled'", user: "merit_hr")
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await SmallCompany.rate("ann", 50, source: "self", in: database)
        _ = try await database.line("update merit.unseen set noted_at = noted_at - interval '1 hour'")
        try await database.work()
        #expect(try await database.line(runs) == "full 1 2 2\npartial 2 2 2")
    }

    @Test func aFullScoringThatFailedIsStillOwed() async throws {
        let database = try await scored()
        _ = try await database.line("alter table merit_source.ticket rename column status to state")
        try await database.rescore()
        #expect(try await database.line("select status from merit.appraisal_period") == "failed")
        _ = try await database.line("alter table merit_source.ticket rename column state to status")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        #expect(try await database.line(runs) == "full 1 2 2\nfull 2 2 1")
    }

    @Test func whoIsGoneIsKeptAsSuchByAFullScoringAlone() async throws {
        let database = try await scored()
        _ = try await database.line("delete from merit_source.employee where employee_id = 'bob'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await SmallCompany.rate("nobody", 50, source: "self", in: database)
        try await database.work()
        let results = "select employee_id, revision::text, status from merit.current_result order by 1"
        #expect(try await database.line(results) == "ann 1 scored\nbob 2 scored")
        try await database.rescore()
        #expect(try await database.line(results) == "ann 1 scored\nbob 3 not_appraised")
        // And stays so.
        try await SmallCompany.rate("bob", 40, source: "peer", in: database)
        try await database.work()
        #expect(try await database.line(results) == "ann 1 scored\nbob 3 not_appraised")
        #expect(
            try await database.line("select distinct problem from merit.evaluation where employee_id = 'bob'")
                == "bob is not among the people of this period")
    }

    @Test func aMonthThatIsToBeRescoredIsNotClosed() async throws {
        let database = try await scored()
        _ = try await database.line("update merit.setting set value = '600' where name = 'quiet_seconds'")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        let close = "update merit.appraisal_period set status = 'closed'"
        let refused = await database.refusal(close)
        #expect(refused?.contains("is pending; only a scored period can be closed") == true)
        #expect(refused?.contains("Close it when that is done") == true)
        _ = try await database.line("update merit.appraisal_period set status = 'cancelled'", user: "merit_hr")
        _ = try await database.line(close, user: "merit_hr")
        #expect(try await database.line(SmallCompany.status) == "closed 1 -")
    }

    @Test func anEvaluationOnItsWayComesBeforeTheClosing() async throws {
        let database = try await scored()
        try await database.withConnection(user: "merit_hr") { rater in
            try await rater.execute("begin")
            try await rater.execute("update merit.evaluation set points = 50 where employee_id = 'bob'")
            async let refused = database.refusal("update merit.appraisal_period set status = 'closed'")
            try await database.withConnection { try await $0.untilSomebodyWaits() }
            try await rater.execute("commit")
            #expect(await refused?.contains("cannot be closed: it is to be rescored at") == true)
        }
        try await database.work()
        #expect(try await database.line(SmallCompany.totals).hasSuffix("bob 2 scored 75.00 B -"))
    }
}
