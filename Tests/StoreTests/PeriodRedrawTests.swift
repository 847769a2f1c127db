import Postgres
import Support
import Testing

/// A period that was opened wrongly, and never scored, is put right.
@Suite(.database(.migrated)) struct PeriodRedrawTests {
    private static let period =
        "select concat_ws(' ', label, starts_on, ends_on, time_zone, kind, department) from merit.appraisal_period order by period_id"
    private static let evaluation =
        "insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'e', 'self', 80)"

    private func change(_ change: String) -> String {
        "update merit.appraisal_period set \(change) where period_id = 1"
    }

    @Test(arguments: [
        ("ends_on = '2020-12-31'", "2020-10 2020-10-01 2020-12-31 Asia/Shanghai quarter"),
        ("ends_on = '2020-11-30'", "2020-10 2020-10-01 2020-11-30 Asia/Shanghai custom"),
        ("starts_on = '2020-11-01', ends_on = '2020-11-30'", "2020-10 2020-11-01 2020-11-30 Asia/Shanghai month"),
        ("time_zone = 'UTC'", "2020-10 2020-10-01 2020-10-31 UTC month"),
        ("department = 'East', label = 'East'", "East 2020-10-01 2020-10-31 Asia/Shanghai month East"),
        ("kind = 'custom'", "2020-10 2020-10-01 2020-10-31 Asia/Shanghai custom"),
    ])
    func whatWasNeverScoredCanBePutRight(set: String, stands: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod(as: "merit_hr")
        try await database.run(change(set), as: "merit_hr")
        #expect(try await database.column(Self.period) == [stands])
    }

    @Test(arguments: [
        ("ends_on = '2020-09-30'", "would end on 2020-09-30 before it starts on 2020-10-01 [23514]"),
        ("starts_on = null", "needs a first and a last day [23502]"),
        ("time_zone = 'CST'", "unknown time zone \"CST\" [22023]"), ("kind = 'quarter'", "is no quarter [23514]"),
    ])
    func whatCannotBeOpenedIsNoCorrection(set: String, words: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let refusal = try await database.refusal(change(set), as: "merit_hr")
        #expect(refusal?.contains(words) ?? false, "\(refusal ?? "taken")")
    }

    /// A month of the wrong century is scored when the right one is over.
    @Test func theScoringMovesWithTheDays() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('2020-10', '2920-10-01', '2920-10-31', 'UTC')
            """, as: "merit_hr")
        try await database.run(change("starts_on = '2999-10-01', ends_on = '2999-10-31'"), as: "merit_hr")
        #expect(try await database.value("select run_at = '2999-11-01 00:00Z' from merit.job") == "true")
        try await database.run(change("time_zone = 'Asia/Shanghai'"), as: "merit_hr")
        #expect(try await database.value("select run_at = '2999-10-31 16:00Z' from merit.job") == "true")
        try await database.run(change("starts_on = '2020-10-01', ends_on = '2020-10-31'"), as: "merit_hr")
        #expect(try await database.value("select run_at <= clock_timestamp() from merit.job") == "true")
        #expect(
            try await database.value("select score_after <= clock_timestamp() from merit.appraisal_period") == "true")
    }

    @Test func anInstantThatSomebodyNamedBehindTheEndStays() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(change("score_after = '2999-01-01 00:00Z'"), as: "merit_hr")
        try await database.run(change("ends_on = '2020-10-30'"), as: "merit_hr")
        #expect(try await database.value("select run_at = '2999-01-01 00:00Z' from merit.job") == "true")
    }

    @Test func evaluationsAreDueBehindItsFirstDay() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(change("evaluate_by = '2999-10-05 00:00Z'"), as: "merit_hr")
        let refusal = try await database.refusal(
            change("starts_on = '2999-11-01', ends_on = '2999-11-30'"), as: "merit_hr")
        #expect(refusal?.contains("cannot be evaluated by") ?? false, "\(refusal ?? "taken")")
    }

    @Test(arguments: ["ends_on = '2020-12-31'", "department = 'East'"])
    func evaluationsWereGivenForItsDaysAndPeople(set: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(Self.evaluation, as: "merit_hr")
        #expect(
            try await database.refusal(change(set), as: "merit_hr") == """
                period "2020-10" has evaluations (1), which were given for its days and its people [55000]; Cancel it, and insert \
                another period: it may have the same label. Or delete them first.
                """)
        // The day that raters had before them is the same by another clock.
        try await database.run(change("time_zone = 'UTC'"), as: "merit_hr")
        try await database.run("delete from merit.evaluation", as: "merit_hr")
        try await database.run(change(set), as: "merit_hr")
    }

    /// An evaluation that is not committed yet is not passed by.
    @Test func anEvaluationOnItsWayComesFirst() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.withConnection { rater in
            try await rater.script("begin; \(Self.evaluation)")
            let refusal = try await database.refusal(
                "set lock_timeout = '200ms'; \(change("ends_on = '2020-12-31'"))", as: "merit_hr")
            #expect(refusal?.contains("55P03") ?? false, "\(refusal ?? "taken")")
            try await rater.script("rollback")
        }
    }

    @Test func whatIsBeingScoredStays() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running")
        let refusal = try await database.refusal(change("time_zone = 'UTC'"), as: "merit_hr")
        #expect(
            refusal == """
                period "2020-10" is being scored [55000]; Cancel that first (status cancelled), then give it other days, \
                another time zone or department.
                """)
        try await database.carry(to: "failed", problem: "no source")
        try await database.run(change("time_zone = 'UTC'"), as: "merit_hr")
    }

    @Test func howPeopleStoodInOtherDaysGoes() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            """
            insert into merit.standing_so_far (period_id, employee_id, as_of, days_employed, days_on_leave, status, indicators, steps)
            values (1, 'e', '2020-10-05', 5, 0, 'scored', '[]', '[]')
            """)
        try await database.run(change("label = 'October'"), as: "merit_hr")
        #expect(try await database.value("select count(*) from merit.standing_so_far") == "1")
        try await database.run(change("ends_on = '2020-10-30'"), as: "merit_hr")
        #expect(try await database.value("select count(*) from merit.standing_so_far") == "0")
    }

    @Test func theTrailHasWhatItWas() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(change("ends_on = '2020-12-31'"), as: "merit_hr")
        #expect(
            try await database.column(
                """
                select concat_ws(' ', who, key, before ->> 'ends_on', before ->> 'kind', after ->> 'ends_on', after ->> 'kind')
                from merit.event where table_name = 'appraisal_period' and action = 'update'
                """) == ["merit_hr 1 2020-10-31 month 2020-12-31 quarter"])
    }

    // MARK: - Its label

    @Test(arguments: [nil, "asked for by mistake"] as [String?]) func aCancelledPeriodGivesItsLabelUp(reason: String?)
        async throws
    {
        let database = try TestDatabase.current
        try await database.insertPeriod(as: "merit_hr")
        try await database.run(
            change("status = 'cancelled', status_reason = \(reason.map { "'\($0)'" } ?? "null")"), as: "merit_hr")
        try await database.insertPeriod(as: "merit_hr")
        #expect(
            try await database.column("select label || ': ' || status from merit.appraisal_period order by period_id")
                == ["2020-10 (cancelled 1): cancelled", "2020-10: pending"])
        #expect(
            try await database.column(
                """
                select after ->> 'status_reason' from merit.event
                where table_name = 'appraisal_period' and key = '1' and before ->> 'label' = '2020-10'
                """) == [(reason.map { $0 + "; " } ?? "") + "the label \"2020-10\" went to another period"])
    }

    @Test func onlyACancelledPeriodThatWasNeverScoredDoes() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(change("status = 'cancelled'"), as: "merit_hr")
        try await database.run(change("revision = 1"))
        let refusal = try await database.refusal(
            """
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
            values ('2020-10', '2020-10-01', '2020-10-31', 'UTC')
            """, as: "merit_hr")
        #expect(refusal?.contains("is taken by the period") ?? false)
    }
}
