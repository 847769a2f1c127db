import Postgres
import Support
import Testing

/// The rows behind a value: somebody asks, a worker reads the source, and what it says stands where whoever asked may see it.
@Suite(.database(.sourced)) struct ReadRowsTests {
    /// Scored and delivered; by `change`, the source says something else than it did.
    private func scored(by template: String = SmallCompany.template, change: String? = nil) async throws -> TestDatabase
    {
        let database = try TestDatabase.current
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            try await SmallCompany.close(["resolved", "resolved", "resolved", "failed"], by: "ann", in: connection)
            try await SmallCompany.close(["resolved", "failed"], by: "bob", in: connection)
        }
        try await database.publish(yaml: [template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        try await SmallCompany.rate("ann", 40, in: database)
        try await SmallCompany.rate("bob", 20, in: database)
        try await database.work()
        _ = try await database.line(
            "select merit.deliver('2026-09', clock_timestamp() + interval '1 week')::text", user: "merit_hr")
        if let change { _ = try await database.line(change) }
        return database
    }

    private func act(_ sql: String, as person: String, in database: TestDatabase) async throws {
        try await database.withConnection(user: "merit_portal") { connection in
            try await connection.script("begin; select merit.act_for('\(person)'); \(sql); commit")
        }
    }

    private func ask(_ person: String = "ann", _ indicator: String = "solved", in database: TestDatabase) async throws {
        try await act("select merit_api.ask_rows('2026-09', '\(person)', '\(indicator)')", as: person, in: database)
    }

    private static let rows = """
        select place::text, row_id, at, says::text, effect, trim_scale(value_without)::text, is_left_out::text
        from merit.read_row join merit.row_reading using (reading_id)
        where reading_id = (select max(reading_id) from merit.row_reading) order by place
        """
    private static let reading = """
        select problem, relation, operands::text, total::text, has_changed::text, people::text
        from merit.row_reading order by reading_id desc limit 1
        """

    @Test func whatCostMostComesFirstWithWhatItDid() async throws {
        let database = try await scored()
        try await ask(in: database)
        try await database.work()
        #expect(
            try await database.line(Self.rows) == """
                1 ann 4 2026-09-10 00:00:00 {false} worse 100 false
                2 ann 1 2026-09-10 00:00:00 {true} better 66.666667 false
                3 ann 2 2026-09-10 00:00:00 {true} better 66.666667 false
                4 ann 3 2026-09-10 00:00:00 {true} better 66.666667 false
                """)
        #expect(
            try await database.line(Self.reading) == #"- ticket {"share(status = 'resolved')"} 4 false -"#)
        #expect(
            try await database.line("select kind, state, last_error from merit.job where kind = 'read_rows'")
                == "read_rows completed -")
    }

    /// Of a number that is better the lower it is, by minutes: the slowest first.
    @Test func theDirectionOfTheScaleSaysWhatCostMost() async throws {
        let slow = SmallCompany.template.replacing(
            "share(status = 'resolved')", with: "avg(hours(closed_at - opened_at))"
        )
        .replacing(
            "{band: all, best: 100, worst: 0, points: [50, 0]}",
            with: "{band: all, best: 0, worst: 100, points: [50, 0]}")
        let database = try await scored(by: slow)
        _ = try await database.line(
            "update merit_source.ticket set opened_at = closed_at - interval '72 hours' where ticket_id = 'ann 3'")
        try await ask(in: database)
        try await database.work()
        #expect(
            try await database.line(Self.rows).split(separator: "\n").first
                == "1 ann 3 2026-09-10 00:00:00 {72} worse 24 false")
        // Which it was not when it was scored.
        #expect(try await database.line(Self.reading).hasSuffix("4 true -"))
    }

    @Test func whatAnAppealLeavesOutComesLastAndDidNothing() async throws {
        let database = try await scored()
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'ann', 'solved', 'was on hold')",
            user: "merit_hr")
        _ = try await database.line(
            "update merit.appeal set status = 'upheld', decision = 'yes', excluded_rows = '{ann 4}'", user: "merit_hr")
        try await database.work()
        try await ask(in: database)
        try await database.work()
        #expect(
            try await database.line(Self.rows).split(separator: "\n").last
                == "4 ann 4 2026-09-10 00:00:00 {false} - - true")
        #expect(try await database.line(Self.reading).hasSuffix("4 false -"))
    }

    /// Of a department's figure no colleague's row is shown, and no row of one's own tells what the figure would be.
    @Test func colleaguesRowsBehindADepartmentsFigureAreNotShown() async throws {
        let database = try await scored(
            by: SmallCompany.template.replacing("{from: ticket,", with: "{from: ticket, of: department,"))
        try await ask("bob", in: database)
        try await database.work()
        #expect(
            try await database.line(Self.rows) == """
                1 bob 2 2026-09-10 00:00:00 {false} - - false
                2 bob 1 2026-09-10 00:00:00 {true} - - false
                """)
        #expect(try await database.line(Self.reading).hasSuffix("2 false 2"))
    }

    @Test(arguments: [
        ("drop table merit_source.ticket cascade", "gone"),
        ("alter table merit_source.ticket rename column status to state", "gone"),
        ("revoke select on merit_source.ticket from merit_reader", "unreadable"),
    ])
    func whatCannotBeReadIsSaidAndNotTriedForEver(change: String, problem: String) async throws {
        let database = try await scored(change: change)
        try await ask(in: database)
        try await database.work()
        #expect(try await database.line(Self.reading) == "\(problem) - - - - -")
        #expect(try await database.line("select state from merit.job where kind = 'read_rows'") == "completed")
    }

    /// A worker that died while it read: another reads, and answers once.
    @Test func anotherWorkerAnswersForOneThatDied() async throws {
        let database = try await scored()
        try await ask(in: database)
        let worker = try await database.line(
            """
            insert into merit.worker_session (host, process_id, version, locked, seen_at)
            values ('gone', 1, 'test', false, clock_timestamp() - interval '10 minutes') returning worker_id::text
            """)
        #expect(try await database.line("select kind from merit.claim(\(worker), '{read_rows}', 1)") == "read_rows")
        _ = try await database.line(
            "update merit.job set lease_expires_at = clock_timestamp() - interval '10 minutes' where state = 'running'")
        try await database.work()
        #expect(
            try await database.line(
                "select state, (worker_id <> \(worker))::text from merit.job where kind = 'read_rows'")
                == "completed true")
        #expect(try await database.line("select count(*)::text from merit.read_row") == "4")
    }

    /// Whoever it is about was forgotten meanwhile, or it was answered: there is nothing to do.
    @Test func whatNobodyWantsToKnowAnyMoreIsNotRead() async throws {
        let database = try await scored()
        try await ask(in: database)
        _ = try await database.line("delete from merit.row_reading")
        try await database.work()
        #expect(try await database.line("select count(*)::text from merit.read_row") == "0")
        #expect(
            try await database.line("select state, last_error from merit.job where kind = 'read_rows'") == "completed -"
        )
    }
}
