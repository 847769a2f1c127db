import Postgres
import Store
import Support
import Testing

/// Appeals that are won and lost, and what later scorings make of them.
@Suite(.database(.sourced)) struct AppealTests {
    private let result = """
        select r.employee_id, r.revision::text, s.indicator, s.state, s.value::text, s.points::text, s.appeal_id::text, r.total::text
        from merit.current_result r join merit.current_indicator_score s using (period_id, employee_id)
        order by 1, 3
        """

    private func scored() async throws -> TestDatabase {
        let database = try TestDatabase.current
        try await SmallCompany.september(in: database)
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        try await database.work()
        return database
    }

    private func appeal(_ employee: String, _ indicator: String?, in database: TestDatabase) async throws {
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason, wanted) values (1, $1, $2, 'wrong', 'right')",
            employee, indicator, user: "merit_hr")
    }

    private func uphold(_ appeal: String, _ change: String, in database: TestDatabase) async throws {
        _ = try await database.line(
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang', \(change)
            where appeal_id = \(appeal)
            """, user: "merit_hr")
        try await database.work()
    }

    private func askForAll(in database: TestDatabase) async throws {
        try await database.rescore()
    }

    @Test func rowsThatAreLeftOutDoNotCountAndNobodyElseMoves() async throws {
        let database = try await scored()
        _ = try await database.line("update merit_source.ticket set status = 'failed' where employee_id = 'ann'")
        try await appeal("bob", "solved", in: database)
        try await uphold("1", "excluded_rows = '{bob 2}'", in: database)
        #expect(
            try await database.line(result) == """
                ann 1 manner scored - 40.00 - 77.50
                ann 1 solved scored 75.000000 37.50 - 77.50
                bob 2 manner scored - 20.00 - 70.00
                bob 2 solved scored 100.000000 50.00 - 70.00
                """)
        #expect(
            try await database.line("select changed ->> 'why' from merit.current_result where employee_id = 'bob'")
                == "appeal 1 was upheld")
        #expect(try await database.line("select problem from merit.appeal") == "-")
        // A full scoring honours it, and measures the others.
        try await askForAll(in: database)
        #expect(
            try await database.line(SmallCompany.totals) == "ann 3 scored 40.00 B -\nbob 2 scored 70.00 B -")
    }

    @Test(arguments: [("solved", "90", "90.000000 45.00"), ("manner", "45", "- 45.00")])
    func aValueThatIsSetStaysSet(indicator: String, value: String, expected: String) async throws {
        let database = try await scored()
        try await SmallCompany.rate("bob", 10, source: "self", in: database)
        try await database.work()
        try await appeal("bob", indicator, in: database)
        try await uphold("1", "set_value = \(value)", in: database)
        #expect(try await database.line(result).contains("bob 3 \(indicator) scored \(expected) 1 "))
        // The self sheet too: 45 + 20% × 10 + 80% × 20, and 25 + 45.
        let total = indicator == "solved" ? "63.00" : "70.00"
        #expect(try await database.line(SmallCompany.totals).hasSuffix("bob 3 scored \(total) B -"))
        _ = try await database.line("update merit_source.ticket set status = 'failed' where employee_id = 'bob'")
        try await askForAll(in: database)
        #expect(try await database.line(result).contains("\(indicator) scored \(expected) 1 "))
        let verification = try await database.withConnection(user: "merit_hr") {
            try await Verification.run(of: 1, in: $0)
        }
        #expect(verification.results > 0 && verification.differences == [])
    }

    @Test func ofTwoOnOneValueTheOneDecidedLastCounts() async throws {
        let database = try await scored()
        for change in ["set_value = 90", "set_value = 80", "excluded_rows = '{}'"] {
            try await appeal("bob", "solved", in: database)
            let number = try await database.line("select max(appeal_id)::text from merit.appeal")
            let refused = await database.refusal(
                "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'again')"
            )
            #expect(refused?.contains("appeal \(number) on the same value is open") == true)
            try await uphold(number, change, in: database)
        }
        #expect(
            try await database.line(
                "select value::text from merit.indicator_score where employee_id = 'bob' and indicator = 'solved' order by revision"
            )
                == "50.000000\n90.000000\n80.000000\n50.000000")
    }

    @Test(arguments: ["rejected", "withdrawn"]) func oneThatIsLostMovesNothing(status: String) async throws {
        let database = try await scored()
        try await appeal("bob", "solved", in: database)
        _ = try await database.line(
            "update merit.appeal set status = '\(status)', decision = 'measured rightly'", user: "merit_hr")
        #expect(
            try await database.line("select decided_by, (decided_at <= clock_timestamp())::text from merit.appeal")
                == "merit_hr true")
        #expect(try await database.line(SmallCompany.status) == "scored 1 -")
        let refused = await database.refusal("update merit.appeal set status = 'open'")
        #expect(refused?.contains("appeal 1 was \(status); it does not change any more") == true)
    }

    @Test func whatIsWrongWithOneIsSaidAndTheScoringGoesOn() async throws {
        let database = try await scored()
        try await appeal("bob", "solved", in: database)
        _ = try await database.line(
            "insert into merit_source.ticket (ticket_id, employee_id, closed_at, status) values ('bob 9', 'bob', '2026-08-31', 'failed')"
        )
        try await uphold("1", "excluded_rows = '{bob 2,ann 1,nothing,bob 9,nowhere}'", in: database)
        #expect(
            try await database.line("select problem from merit.appeal") == """
                rows to leave out that do not count for this anyway: ticket has no row nothing, nowhere; not of bob: ann 1; not in \
                2026-09: bob 9
                """)
        #expect(try await database.line(SmallCompany.totals).hasSuffix("bob 2 scored 70.00 B -"))
        try await database.publish(yaml: [
            SmallCompany.template.replacing("version: 1", with: "version: 2").replacing(
                "code: solved", with: "code: done")
        ])
        _ = try await database.line(
            "update merit.appraisal_period set status = 'pending', take_newest = true", user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line("select problem from merit.appeal") == "template desk@2 has no indicator solved")
        #expect(try await database.line(SmallCompany.totals).hasSuffix("bob 3 scored 45.00 B -"))
        _ = try await database.line("delete from merit_source.employee where employee_id = 'bob'")
        try await askForAll(in: database)
        #expect(
            try await database.line("select problem from merit.appeal") == "bob is not among the people of this period")
    }

    /// It stands for many rows, and whoever leaves it out means one of them.
    @Test func aCustomersIdNamesNoRow() async throws {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["bob"], in: connection)
            try await connection.script(
                """
                create table merit_source.call (
                    customer_id text, incident_id text, employee_id text, answered_at timestamptz, solved boolean);
                insert into merit_source.call
                values ('c1', 'i1', 'bob', '2026-09-10', true), ('c1', 'i2', 'bob', '2026-09-11', false);
                grant select on merit_source.call to merit_reader;
                update merit.setting set value = '0' where name = 'quiet_seconds'
                """)
        }
        try await database.publish(yaml: [
            SmallCompany.template.replacing(
                "{from: ticket, at: closed_at, value: \"share(status = 'resolved')\"}",
                with: "{from: call, at: answered_at, value: share(solved)}")
        ])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("bob", 20, in: database)
        try await database.work()
        try await appeal("bob", "solved", in: database)
        try await uphold("1", "excluded_rows = '{c1}'", in: database)
        #expect(
            try await database.line("select problem from merit.appeal")
                == "the rows of call have no id to leave them out by")
        #expect(try await database.line(SmallCompany.totals) == "bob 1 scored 45.00 B -")
    }

    @Test func oneAgainstTheWholeResultHasItMeasuredAgain() async throws {
        let database = try await scored()
        _ = try await database.line("update merit_source.ticket set status = 'resolved'")
        try await appeal("bob", nil, in: database)
        try await uphold("1", "wanted = wanted", in: database)
        #expect(
            try await database.line(SmallCompany.totals) == "ann 1 scored 77.50 B -\nbob 2 scored 70.00 B -")
    }

    @Test func aClosedMonthTakesNoneUntilItIsReopened() async throws {
        let database = try await scored()
        try await appeal("bob", "solved", in: database)
        #expect(
            await database.refusal("update merit.appraisal_period set status = 'closed'")?.contains(
                "cannot be closed: 1 of its appeals are open") == true)
        // As one that was closed before that was refused.
        try await database.withConnection {
            try await $0.script(
                "set session_replication_role = replica; update merit.appraisal_period set status = 'closed'")
        }
        for statement in [
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'ann', 'solved', 'late')",
            "update merit.appeal set status = 'upheld', decision = 'yes', set_value = 90",
        ] {
            #expect(await database.refusal(statement)?.contains("is closed; its appeals cannot change") == true)
        }
        _ = try await database.line(
            "update merit.appraisal_period set status = 'scored', status_reason = 'an appeal'", user: "merit_hr")
        try await uphold("1", "set_value = 90", in: database)
        #expect(try await database.line(SmallCompany.totals).hasSuffix("bob 2 scored 65.00 B -"))
    }

    @Test(arguments: [
        ("insert into merit.appeal (period_id, employee_id, reason) values (9, 'bob', 'x')", "there is no period 9"),
        ("insert into merit.appeal (period_id, employee_id, reason) values (1, 'eve', 'x')", "\"eve\" has no result"),
        (
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'speed', 'x')",
            "has no indicator \"speed\""
        ),
        ("insert into merit.appeal (period_id, employee_id, reason) values (1, 'bob', ' ')", "an appeal says why"),
        (
            "insert into merit.appeal (period_id, employee_id, reason) values (1, 'bob', repeat('x', 100001))",
            "an appeal is longer than anybody reads"
        ),
        (
            "insert into merit.appeal (period_id, employee_id, reason, submitted_at) values (1, 'bob', 'x', 'infinity')",
            "an appeal cannot have been submitted at infinity"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = repeat('x', 100001), set_value = 1 where appeal_id = 1",
            "an appeal is longer than anybody reads"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', excluded_rows = array[repeat('x', 10000001)] where appeal_id = 1",
            "an appeal is longer than anybody reads"
        ),
        ("update merit.appeal set status = 'won' where appeal_id = 1", "an appeal is not \"won\""),
        (
            "update merit.appeal set status = 'upheld', set_value = 1 where appeal_id = 1",
            "cannot be upheld without a word"
        ),
        ("update merit.appeal set set_value = 1 where appeal_id = 1", "is not upheld, and so changes nothing"),
        ("update merit.appeal set status = 'upheld', decision = 'x' where appeal_id = 1", "by either leaving rows out"),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', set_value = 1, excluded_rows = '{}' where appeal_id = 1",
            "by either leaving rows out"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', excluded_rows = '{null}' where appeal_id = 1",
            "leaves out a row without id"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', set_value = 'NaN' where appeal_id = 1",
            "cannot be set to NaN"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', set_value = 0.0000001 where appeal_id = 1",
            "cannot be set to 0.0000001"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', excluded_rows = '{a}' where appeal_id = 2",
            "is rated: it has no rows to leave out"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', set_value = 51 where appeal_id = 2",
            "has 0 to 50.00 points, not 51"
        ),
        (
            "update merit.appeal set status = 'upheld', decision = 'x', set_value = 5 where appeal_id = 3",
            "is against the whole result"
        ),
    ]) func whatCannotBeIsRefused(statement: String, expected: String) async throws {
        let database = try await scored()
        for indicator in ["solved", "manner", nil] { try await appeal("bob", indicator, in: database) }
        let refused = await database.refusal(statement)
        #expect(refused?.contains(expected) == true, "\(refused ?? "it was taken")")
    }
}
