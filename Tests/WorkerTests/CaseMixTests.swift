import Exact
import Postgres
import Store
import Support
import Testing

/// How people stand among rows of the same kinds of work: what is kept, what is scored by it, and what works it out again.
@Suite(.database(.sourced)) struct CaseMixTests {
    private static let plain = SmallCompany.template.replacing(
        #"value: "share(status = 'resolved')"}"#, with: #"value: "share(status = 'resolved')", mix: [priority]}"#)
    private static let adjusted = plain.replacing("mix: [priority]", with: "mix: [priority], scored_on: adjusted")

    private static let standings = """
        select employee_id, revision::text, rows::text, value::text, expected::text, adjusted::text, z::text
        from merit.current_mix_standing order by 1
        """
    private static let values = """
        select employee_id, revision::text, state, raw_value::text, value::text, points::text
        from merit.current_indicator_score where indicator = 'solved' order by 1
        """

    /// Both solve half of the hard tickets and four of five easy ones; one has the hard queue.
    private func scored(_ template: String, hardQueue: String = "ann") async throws -> TestDatabase {
        let database = try TestDatabase.current
        let easyQueue = hardQueue == "ann" ? "bob" : "ann"
        try await database.withConnection { connection in
            try await SmallCompany.hire(["ann", "bob"], in: connection)
            for (who, priority, count, solved) in [
                (hardQueue, "hard", 20, 10), (hardQueue, "easy", 5, 4), (easyQueue, "hard", 4, 2),
                (easyQueue, "easy", 20, 16),
            ] {
                try await connection.execute(
                    """
                    insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status, priority)
                    select $1 || ' ' || $2 || ' ' || n, $1, '2026-09-09', '2026-09-10', case when n <= $4 then 'resolved' else 'failed' end, $2
                    from generate_series(1, $3) n
                    """, who, priority, count, solved)
            }
        }
        try await database.publish(yaml: [template])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        for who in ["ann", "bob"] { try await SmallCompany.rate(who, 40, in: database) }
        try await database.work()
        return database
    }

    private func findings(in database: TestDatabase) async throws -> [Verification.Finding] {
        try await database.withConnection(user: "merit_hr") { try await Verification.run(of: 1, in: $0) }.findings
    }

    @Test(arguments: ["ann", "bob"]) func theHardQueueIsTakenIntoAccount(hardQueue: String) async throws {
        let database = try await scored(Self.plain, hardQueue: hardQueue)
        let (hard, easy) = ("25 56.000000 56.000000 65.306122 0.000", "24 75.000000 75.000000 65.306122 0.000")
        #expect(
            try await database.line(Self.standings, user: "merit_hr")
                == (hardQueue == "ann" ? "ann 1 \(hard)\nbob 1 \(easy)" : "ann 1 \(easy)\nbob 1 \(hard)"))
        #expect(
            try await database.line(
                "select place::text, cell::text, people::text, rows::text, sum::text, mean::text from merit.mix_cell")
                == #"1 ["easy"] 2 25 20 0.8"# + "\n" + #"2 ["hard"] 2 24 12 0.5"#)
        // It is shown, and moves nothing.
        let (hardValue, easyValue) = ("56.000000 56.000000 28.00", "75.000000 75.000000 37.50")
        #expect(
            try await database.line(Self.values)
                == (hardQueue == "ann"
                    ? "ann 1 scored \(hardValue)\nbob 1 scored \(easyValue)"
                    : "ann 1 scored \(easyValue)\nbob 1 scored \(hardValue)"))
        #expect(try await findings(in: database) == [])
    }

    @Test func whatIsScoredOnItIsTheSameForBoth() async throws {
        let database = try await scored(Self.adjusted)
        #expect(
            try await database.line(Self.values)
                == "ann 1 scored 56.000000 65.306122 32.65\nbob 1 scored 75.000000 65.306122 32.65")
        #expect(try await database.line("select (total_error > 0)::text from merit.current_result") == "true\ntrue")
        #expect(try await findings(in: database) == [])
        // A late evaluation measures nothing again.
        _ = try await database.line("delete from merit_source.ticket")
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        #expect(
            try await database.line(Self.values)
                == "ann 1 scored 56.000000 65.306122 32.65\nbob 2 scored 75.000000 65.306122 32.65")
        #expect(try await database.line(Self.standings).contains("bob 2 24 75.000000 75.000000 65.306122 0.000"))
        #expect(try await findings(in: database) == [])
    }

    /// Of an appeal only the person's rows are measured again, and held against everyone's of the last full scoring.
    @Test func aRowThatIsLeftOutCountsInNoKind() async throws {
        let database = try await scored(Self.adjusted)
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'wrong')",
            user: "merit_hr")
        _ = try await database.line(
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang',
                excluded_rows = '{bob hard 4}'
            """, user: "merit_hr")
        try await database.work()
        #expect(try await database.line(Self.values).hasSuffix("bob 2 scored 78.260870 67.172011 33.59"))
        #expect(try await findings(in: database) == [])
        // A full scoring leaves it out of everyone's too.
        try await database.rescore()
        #expect(
            try await database.line(Self.values)
                == "ann 3 scored 56.000000 64.658635 32.33\nbob 3 scored 78.260870 68.316833 34.16")
        #expect(try await findings(in: database) == [])
    }

    /// Bob's first result stayed for a run that moved ann's: when it is deleted, nobody can tell any more what that run found of all.
    @Test func replacedRevisionsThatAreDeletedAreNotAskedFor() async throws {
        let database = try await scored(Self.plain)
        for who in ["ann", "bob"] {
            _ = try await database.line(
                "update merit_source.ticket set status = 'failed' where ticket_id = $1", "\(who) easy 1")
            try await database.rescore()
        }
        // Of a late evaluation nothing is measured again: how bob stands is of a revision that goes.
        try await SmallCompany.rate("bob", 50, source: "self", in: database)
        try await database.work()
        let revisions =
            "select string_agg(employee_id || revision, ' ' order by employee_id, revision) from merit.result"
        #expect(try await database.line(revisions) == "ann1 ann2 bob1 bob3 bob4")
        #expect(try await findings(in: database) == [])

        try await database.withConnection { connection in
            try await connection.script(
                "update merit.setting set value = '1' where name = 'revision_months'; select merit.seal_all();")
        }
        _ = try await database.line("select note from merit.delete_revisions()", user: "merit_worker")
        #expect(try await database.line(revisions) == "ann2 bob4")
        #expect(try await findings(in: database) == [])
        let stored = try await database.withConnection {
            try await StoredConfidence.load(of: "bob", in: 1, template: "desk", $0)
        }
        #expect(stored?.standings["solved"]?.parts.map(\.cell) == [["easy"], ["hard"]])
        #expect(stored?.standings["solved"]?.mean?.description == "61.224490")
    }

    @Test func whoHasNoRowsHasNoStanding() async throws {
        let database = try await scored(Self.adjusted)
        _ = try await database.line("delete from merit_source.ticket where employee_id = 'bob'")
        try await database.rescore()
        #expect(
            try await database.line(Self.values)
                == "ann 2 scored 56.000000 56.000000 28.00\nbob 2 no_data - - -")
        #expect(try await database.line("select employee_id from merit.current_mix_standing") == "ann")
        #expect(try await findings(in: database) == [])
    }

    /// Everyone's chance of 0 expects nothing: there is nothing to score.
    @Test func whereNothingIsExpectedThereIsNoData() async throws {
        let database = try await scored(Self.adjusted)
        _ = try await database.line("update merit_source.ticket set status = 'failed'")
        try await database.rescore()
        #expect(
            try await database.line(Self.values)
                == "ann 2 no_data 0.000000 - -\nbob 2 no_data 0.000000 - -")
        #expect(try await findings(in: database) == [])
    }

    @Test(arguments: [
        ("mix_standing", "rows = 26", "mix_standing.rows"), ("mix_standing", "value = 56.000001", "mix_standing.value"),
        ("mix_standing", "expected = 56.1", "mix_standing.expected"),
        ("mix_standing", "adjusted = 66", "mix_standing.adjusted"),
        ("mix_standing", "z = 0.001", "mix_standing.z"), ("mix_cell", "people = 3", "mix_cell.people"),
        ("mix_cell", "rows = 26", "mix_cell.rows"), ("mix_cell", "sum = 21", "mix_cell.sum"),
        ("mix_cell", "mean = 0.9", "mix_cell.mean"),
        ("mix_standing", #"cells = jsonb_set(cells, '{0,sum}', '5')"#, "mix_standing.value"),
    ])
    func whatWasTamperedWithIsNamed(table: String, change: String, field: String) async throws {
        let database = try await scored(Self.plain)
        try await database.withConnection { connection in
            try await connection.script(
                """
                set session_replication_role = replica;
                update merit.\(table) set \(change) where \(table == "mix_cell" ? "place = 1" : "employee_id = 'ann'");
                """)
        }
        #expect(try await findings(in: database).filter(\.isDifference).map(\.field).contains(field))
    }

    /// A value that was tampered with where it is scored by.
    @Test func anAdjustedValueThatIsFalseIsNamed() async throws {
        let database = try await scored(Self.adjusted)
        try await database.withConnection { connection in
            try await connection.script(
                "set session_replication_role = replica; update merit.indicator_score set value = 66 where indicator = 'solved';"
            )
        }
        #expect(
            Set(try await findings(in: database).map(\.field)).isSuperset(of: ["value"]))
    }

    /// 27 seconds are 0.0003125 days, halfway between two figures of 6 digits, and so is the variance of rows of 0 and 54 seconds at its 12th:
    /// what is worked out later comes to the same.
    @Test func whatLiesHalfwayBetweenTwoFiguresIsTheSameLater() async throws {
        let database = try TestDatabase.current
        func close(_ ticket: String, by who: String, after seconds: Int) async throws {
            _ = try await database.line(
                """
                insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, status, priority)
                values ($1, $2, timestamptz '2026-09-10Z' - $3::text::integer * interval '1 second', '2026-09-10Z', 'resolved', 'any')
                """, ticket, who, "\(seconds)")
        }
        try await database.withConnection { try await SmallCompany.hire(["ann", "bob"], in: $0) }
        for who in ["ann", "bob"] {
            try await close("\(who) at once", by: who, after: 0)
            try await close("\(who) soon", by: who, after: 54)
        }
        try await database.publish(yaml: [
            Self.adjusted.replacing("share(status = 'resolved')", with: "avg(days(closed_at - opened_at))")
        ])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        _ = try await database.line("update merit.setting set value = '0' where name = 'quiet_seconds'")
        for who in ["ann", "bob"] { try await SmallCompany.rate(who, 40, in: database) }
        try await database.work()
        let values =
            "select value::text, expected::text, adjusted::text from merit.current_mix_standing order by employee_id"
        let half = "0.000313 0.000313 0.000313"
        #expect(try await database.line(values) == "\(half)\n\(half)")
        #expect(
            try await database.line(
                "select mean::text, within_variance::text from merit.reliability where kind is not null")
                == "0.000313 0.000000195313")
        #expect(try await findings(in: database) == [])
        let shown = try await database.withConnection {
            try await StoredConfidence.load(of: "ann", in: 1, template: "desk", $0)
        }
        #expect(shown?.standings["solved"]?.mean?.description == "0.000313")

        // Of an appeal bob's rows are measured again, and held against what was kept.
        try await close("bob between", by: "bob", after: 27)
        try await database.rescore()
        _ = try await database.line(
            "insert into merit.appeal (period_id, employee_id, indicator, reason) values (1, 'bob', 'solved', 'wrong')",
            user: "merit_hr")
        _ = try await database.line(
            """
            update merit.appeal set status = 'upheld', decision = 'so it is', decided_by = 'Wang Fang',
                excluded_rows = '{bob between}'
            """, user: "merit_hr")
        try await database.work()
        #expect(
            try await database.line(Self.values).contains("bob 3 scored 0.000313 0.000313 "))
        #expect(try await findings(in: database) == [])
    }

    /// By a statement of its own, straight from the tickets.
    @Test(arguments: 1...4 as ClosedRange<UInt64>) func aSecondOpinion(seed: UInt64) async throws {
        let database = try TestDatabase.current
        var dice = Dice(seed: seed)
        func pick(_ values: [String?]) -> String? { values.randomElement(using: &dice) ?? nil }
        let rows = (0..<400).map { number in
            (
                "t\(number)", "e\(Int.random(in: 0..<9, using: &dice))", pick(["high", "low", "", nil]),
                pick(["mail", "phone", "Phone", "\u{e9}", "e\u{301}"]), pick(["true", "false", nil]),
                pick(["resolved", "failed", nil]), pick(["0", "1", "7", "100", "-3"])
            )
        }
        try await database.withConnection { connection in
            try await SmallCompany.hire((0..<9).map { "e\($0)" }, in: connection)
            for row in rows {
                try await connection.execute(
                    """
                    insert into merit_source.ticket (ticket_id, employee_id, opened_at, closed_at, priority, channel, remote, status)
                    values ($1, $2, timestamptz '2026-09-10' - $7::text::numeric * interval '1 hour', '2026-09-10', $3, $4, $5::text::boolean, $6)
                    """, row.0, row.1, row.2, row.3, row.4, row.5, row.6)
            }
        }
        let isHours = seed.isMultiple(of: 2)
        let value = isHours ? "avg(hours(closed_at - opened_at))" : "share(status = 'resolved')"
        try await database.publish(yaml: [
            SmallCompany.template.replacing(
                #"value: "share(status = 'resolved')"}"#, with: "value: \"\(value)\", mix: [priority, channel, remote]}"
            )
        ])
        try await database.ask("2026-09", from: "2026-09-01", to: "2026-09-30")
        for place in 0..<9 { try await SmallCompany.rate("e\(place)", 40, in: database) }
        try await database.work()
        let own = isHours ? "extract(epoch from closed_at - opened_at) / 3600" : "100 * (status = 'resolved')::integer"
        let opinion = """
            with own as (
                select employee_id, \(own)::numeric as number, row(priority collate "C", channel collate "C", remote)::text as cell
                from merit_source.ticket where \(isHours ? "true" : "status is not null")
            ), everyone as (
                select *, avg(number) over (partition by cell) as usual, avg(number) over () as mean from own
            )
            select employee_id, count(*)::text, round(avg(number), 6)::text, round(avg(usual), 6)::text,
                case when round(avg(usual), 6) > 0 and round(min(mean), 6) > 0
                    then round(round(avg(number), 6) * round(min(mean), 6) / round(avg(usual), 6), 6) end::text
            from everyone group by employee_id order by 1
            """
        let kept = """
            select employee_id, rows::text, value::text, expected::text, adjusted::text from merit.current_mix_standing order by 1
            """
        #expect(try await database.line(kept) == database.line(opinion))
        #expect(try await findings(in: database) == [])
    }
}
