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
        values (\(period), \(employee), \(source), null, \(points))
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

    /// Such a transaction would not see the evaluation, nor the rescoring that it asks for.
    @Test(arguments: ["read committed", "repeatable read", "serializable"])
    func noClosingMissesWhatComesMeanwhile(isolation: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.carry(to: "running", "completed")
        try await database.run("update merit.appraisal_period set revision = 1, scored_at = now()", as: "merit_worker")
        try await database.withConnection(user: "merit_hr") { closing in
            try await closing.script(
                "begin isolation level \(isolation); select from merit.appraisal_period for no key update")
            try await database.run(insertion(), as: "merit_hr")
            let error = await #expect(throws: PostgresError.self) {
                try await closing.script("update merit.appraisal_period set status = 'closed'")
            }
            let reason =
                isolation == "read committed"
                ? "it is to be rescored at "
                : """
                in a transaction that is \(isolation.uppercased()) [55000]; It would not see an evaluation or appeal that came \
                meanwhile; use READ COMMITTED.
                """
            let colon = isolation == "read committed" ? ":" : ""
            #expect(error?.description.contains("period \"2020-10\" cannot be closed\(colon) \(reason)") == true)
            try await closing.script("rollback")
        }
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

    @Test(
        arguments: [
            (
                "supervisor", "'e'",
                "\"e\" cannot be the supervisor of \"e\" [23514]; What people say about themselves has the source self; rater_id is who evaluates."
            ),
            (
                "peer", "'e'",
                "\"e\" cannot be the peer of \"e\" [23514]; What people say about themselves has the source self; rater_id is who evaluates."
            ),
            (
                "self", "'boss'",
                """
                the self-evaluation of "e" cannot be given by "boss" [23514]; Leave rater_id out, or give it as peer or supervisor; where others \
                enter it for them, set entered_for_others to 1.
                """
            ),
            ("self", "'e'", nil), ("self", "null", nil), ("supervisor", "'boss'", nil), ("supervisor", "null", nil),
            ("peer", "'f'", nil),
        ] as [(String, String, String?)])
    func whoEvaluatesIsWhoTheSourceSays(source: String, rater: String, refusal: String?) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let insertion = """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'e', '\(source)', \(rater), 80)
            """
        #expect(try await database.refusal(insertion, as: "merit_hr") == refusal)
        // Nor by a change of what is there.
        try await database.run(
            "insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'e', 'peer', 'x', 80)"
        )
        let change = "update merit.evaluation set source = '\(source)', rater_id = \(rater) where rater_id = 'x'"
        if refusal != nil { #expect(try await database.refusal(change, as: "merit_hr") == refusal) }
    }

    @Test(arguments: ["null", "'e'"], ["null", "'e'"]) func thereIsOneSelfEvaluation(first: String, then: String)
        async throws
    {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        for (rater, points) in [(first, 70), (then, 75)] {
            try await database.run(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'e', 'self', \(rater), \(points))
                on conflict on constraint evaluation_given_once do update set points = excluded.points
                """, as: "merit_hr")
        }
        #expect(try await database.column("select points::text from merit.evaluation") == ["75"])
    }

    @Test func othersMayEnterItWhereThatIsChosen() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(
            "update merit.setting set value = '1' where name = 'entered_for_others'", as: "merit_owner")
        try await database.run(
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
            values (1, 'e', 'self', 'hr7', 80), (1, 'f', 'self', 'f', 80), (1, 'f', 'supervisor', 'e', 80)
            """, as: "merit_hr")
        #expect(
            try await database.column(
                "select concat_ws(' ', employee_id, rater_id, entered_by) from merit.evaluation order by 1")
                == ["e e hr7 (merit_hr)", "f e merit_hr", "f f merit_hr"])
    }

    @Test func whoEnteredItStaysAndWhoChangesItStandsBeside() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        let (first, second) = ("clerk_\(database.name)", "boss_\(database.name)")
        for name in [first, second] { try await database.run("create role \(name) login in role merit_hr") }
        func who() async throws -> [String?] {
            try await database.column("select format('%s, %s', entered_by, changed_by) from merit.evaluation")
        }
        try await database.run(insertion(from: "'peer'"), as: first)
        #expect(try await who() == ["\(first), "])
        try await database.run("update merit.evaluation set points = 70", as: second)
        #expect(try await who() == ["\(first), \(second)"])
        try await database.run("update merit.evaluation set problem = 'out of range'", as: "merit_worker")
        #expect(try await who() == ["\(first), \(second)"], "a mark is no change")
        try await database.run(
            insertion(from: "'peer'")
                + " on conflict on constraint evaluation_given_once do update set points = excluded.points", as: first)
        #expect(try await who() == ["\(first), \(first)"])
        #expect(
            try await database.column(
                "select concat_ws(' ', action, who, after ->> 'changed_by') from merit.event where table_name = 'evaluation' order by event_id"
            ) == ["insert \(first)", "update \(second) \(second)", "update \(first) \(first)"])
        // Whoever changes what they say of somebody else for them is named too.
        try await database.run(
            "update merit.setting set value = '1' where name = 'entered_for_others'", as: "merit_owner")
        try await database.run("update merit.evaluation set source = 'self', rater_id = 'hr7'", as: second)
        #expect(try await who() == ["\(first), hr7 (\(second))"])
        try await database.run("drop role \(first); drop role \(second)")
    }

    @Test(arguments: ["null", "'e'"], ["null", "'e'"])
    func thereIsOneSelfEvaluationThoughTwoAreGivenAtOnce(first: String, then: String) async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        func given(_ rater: String, _ points: Int) -> String {
            """
            insert into merit.evaluation (period_id, employee_id, source, rater_id, points)
            values (1, 'e', 'self', \(rater), \(points))
            """
        }
        try await database.withConnection(user: "merit_hr") { one in
            try await one.script("begin; \(given(first, 70))")
            try await database.withConnection(user: "merit_hr") { other in
                let processID = await other.processID
                async let refusal = #expect(throws: PostgresError.self) {
                    try await other.script(given(then, 75))
                }
                try await database.withConnection {
                    try await $0.waitUntil("select cardinality(pg_blocking_pids(\(processID))) > 0")
                }
                try await one.script("commit")
                #expect(await refusal?.message.contains("\"evaluation_given_once\"") == true)
            }
        }
        #expect(try await database.column("select format('%s %s', rater_id, points) from merit.evaluation") == ["e 70"])
    }

    /// One that was given before raters of them had a name.
    @Test func aSelfEvaluationWithoutRaterStaysTheOnlyOne() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        try await database.run(insertion())
        try await database.run("set session_replication_role = replica; update merit.evaluation set rater_id = null")
        for rater in ["null", "'e'"] {
            try await database.run(
                """
                insert into merit.evaluation (period_id, employee_id, source, rater_id, points) values (1, 'e', 'self', \(rater), 75)
                on conflict on constraint evaluation_given_once do update set points = excluded.points + 1
                """, as: "merit_hr")
        }
        // Whoever deletes it comes first.
        try await database.withConnection(user: "merit_hr") { one in
            try await one.script("begin; delete from merit.evaluation")
            try await database.withConnection(user: "merit_hr") { other in
                let processID = await other.processID
                async let done: Void = other.script(insertion(points: "60"))
                try await database.withConnection {
                    try await $0.waitUntil("select cardinality(pg_blocking_pids(\(processID))) > 0")
                }
                try await one.script("commit")
                try await done
            }
        }
        #expect(try await database.column("select format('%s %s', rater_id, points) from merit.evaluation") == ["e 60"])
    }

    @Test func nobodyInventsWhoEnteredIt() async throws {
        let database = try TestDatabase.current
        try await database.insertPeriod()
        #expect(
            try await database.refusal(
                """
                insert into merit.evaluation (period_id, employee_id, source, points, entered_by) values (1, 'e', 'self', 80, 'somebody')
                """, as: "merit_hr") == "permission denied for table evaluation [42501]")
    }
}
