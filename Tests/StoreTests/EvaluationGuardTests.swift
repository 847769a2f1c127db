import Postgres
import Support
import Testing

@Suite(.database(.migrated)) struct EvaluationGuardTests {
    private let jobs = "select count(*) from merit.job where kind = 'score_period' and state = 'available'"

    private func insertion(
        period: String = "1", of employee: String = "'e'", from source: String = "'self'", points: String = "80"
    ) -> String {
        """
        insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
        values (\(period), \(employee), \(source), 'r', \(points))
        """
    }

    @Test(arguments: ["-1", "-0.01", "100.01", "101", "'NaN'", "'Infinity'", "'-Infinity'"])
    func pointsAreFromZeroToAHundred(points: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(
            try await database.refusal(insertion(points: points), as: "merit_hr") == """
                points are a number from 0 to 100, not \(points.replacing("'", with: "")) [23514]; With an indicator, its own \
                points; without, one overall number out of 100.
                """)
    }

    @Test(arguments: ["null", "''", "'  '"]) func oneGivesPointsOrAComment(comment: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let given = """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, comment) values (1, 'e', 'peer', 'r', \(comment))
            """
        #expect(
            try await database.refusal(given, as: "merit_hr") == """
                an evaluation gives points, a comment, or both [23502]; Set points, from 0 to 100; or comment, which then counts for \
                nothing.
                """)
        #expect(try await database.refusal(given.replacing(comment, with: "'helps'"), as: "merit_hr") == nil)
        #expect(try await database.value("select count(*) from merit.unseen") == "0")
        #expect(try await database.refusal("update merit.evaluation set points = 7", as: "merit_hr") == nil)
        #expect(try await database.refusal("update merit.evaluation set points = null", as: "merit_hr") == nil)
        #expect(try await database.refusal("update merit.evaluation set comment = null", as: "merit_hr") != nil)
        #expect(try await database.value("select count(*) from merit.unseen") == "2")
    }

    @Test(arguments: ["0", "0.01", "7.125", "100"]) func pointsAreKeptAsTheyAreGiven(points: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(try await database.refusal(insertion(points: points), as: "merit_hr") == nil)
        #expect(try await database.value("select points from merit.evaluation") == points)
    }

    @Test(arguments: ["7", "null"]) func aPeriodThatIsNotThereIsRefused(period: String) async throws {
        #expect(
            try await TestDatabase.current.refusal(insertion(period: period), as: "merit_hr") == """
                there is no period \(period) [23503]; Take period_id from merit.appraisal_period by its label.
                """)
    }

    @Test(arguments: ["'data'", "'boss'", "''", "null"]) func anotherSourceIsRefused(source: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(
            try await database.refusal(insertion(from: source), as: "merit_hr") == """
                an evaluation does not come from \(source.replacing("'", with: "\"")) [23514]; Its source is self, supervisor or \
                peer.
                """)
    }

    @Test(arguments: ["''", "null"]) func somebodyIsEvaluated(employee: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(
            try await database.refusal(insertion(of: employee), as: "merit_hr") == """
                an evaluation names the person it is about [23502]; Give employee_id, as merit_source.employee has it.
                """)
    }

    @Test(arguments: [
        "insert into merit.evaluation (period_id, employee_id, source, points) values (1, 'f', 'self', 1)",
        "update merit.evaluation set points = 70", "delete from merit.evaluation",
    ])
    func aClosedPeriodTakesNone(statement: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(insertion())
        try await database.carry(to: "running", "completed")
        try await database.run("update merit.appraisal_period set status = 'closed'", as: "merit_hr")
        for role in [nil, "merit_hr"] {
            #expect(
                try await database.refusal(statement, as: role) == """
                    period "2020-10" is closed; its evaluations cannot change [55000]; Reopen the period first, with a reason.
                    """)
        }
        try await database.run(
            "update merit.appraisal_period set status = 'scored', status_reason = 'an appeal'", as: "merit_hr")
        #expect(try await database.refusal(statement, as: "merit_hr") == nil)
    }

    @Test func closingWaitsForEvaluationsOnTheirWay() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running", "completed")
        try await database.withConnection(user: "merit_hr") { rater in
            try await rater.script("begin")
            try await rater.script(insertion())
            #expect(
                try await database.refusal(
                    "set lock_timeout = '50ms'; update merit.appraisal_period set status = 'closed'", as: "merit_hr")
                    == "canceling statement due to lock timeout [55P03]")
            try await rater.script("commit")
        }
        #expect(
            try await database.refusal("update merit.appraisal_period set status = 'closed'", as: "merit_hr") == nil)
    }

    @Test func oneForEachRaterAndIndicator() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        func give(_ rater: String, _ indicator: String) async throws -> String? {
            try await database.refusal(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
                values (1, 'e', 'peer', \(rater), \(indicator), 5)
                """, as: "merit_hr")
        }
        let twice = #"duplicate key value violates unique constraint "evaluation_given_once" [23505]"#
        for (rater, indicator) in [
            ("null", "null"), ("'r'", "null"), ("null", "'team'"), ("'r'", "'team'"), ("'r'", "'Team'"),
        ] {
            #expect(try await give(rater, indicator) == nil)
            #expect(try await give(rater, indicator) == twice)
        }
    }

    @Test func anAnswerMayBeGivenAnew() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        for points in ["70", "75"] {
            try await database.run(
                insertion(points: points)
                    + " on conflict on constraint evaluation_given_once do update set points = excluded.points",
                as: "merit_hr")
        }
        #expect(try await database.column("select points::text from merit.evaluation") == ["75"])
    }

    @Test func anEvaluationKeepsItsPeriod() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.insertPeriod("other")
        try await database.run(insertion())
        #expect(
            try await database.refusal("update merit.evaluation set period_id = 2")
                == "an evaluation keeps its period [23514]; Delete it, and insert it for the other period.")
    }

    @Test func theWorkersMarkAsksForNothingAndAChangeTakesItAway() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(insertion())
        try await database.carry(to: "running", "completed")
        try await database.run("update merit.evaluation set problem = 'out of range'", as: "merit_worker")
        #expect(try await database.value("select problem from merit.evaluation") == "out of range")
        #expect(try await database.value(jobs) == "0")
        #expect(try await database.periodStatus() == "scored")
        try await database.run("update merit.evaluation set points = points", as: "merit_hr")
        #expect(try await database.value("select problem from merit.evaluation") == "out of range")
        try await database.run("update merit.evaluation set points = 81", as: "merit_hr")
        #expect(try await database.value("select problem from merit.evaluation") == nil)
    }

    @Test(arguments: [
        "O'Brien", #"say "hi""#, "a b\tc", "张伟", "\\.", "%s", "null", String(repeating: "长", count: 200), "e\u{301}",
        "\u{E9}",
    ])
    func anIdIsAnyText(id: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(insertion(of: "'\(id.replacing("'", with: "''"))'"), as: "merit_hr")
        let kept = try await database.value("select employee_id from merit.evaluation")
        #expect(kept.map { Array($0.utf8) } == Array(id.utf8))
    }

    @Test func idsThatLookAlikeAreTwoPeople() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(insertion(of: "'e\u{301}'"))
        try await database.run(insertion(of: "'\u{E9}'"))
        #expect(try await database.value("select count(distinct employee_id) from merit.evaluation") == "2")
    }
}
