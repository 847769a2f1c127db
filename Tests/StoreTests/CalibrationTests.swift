import Postgres
import Support
import Testing

/// Rounds of calibration: nobody sees what others say before the round is over, by whatever path, and no grade is moved by one.
///
/// `company.sql` has two over everyone, asking sue, tom and max: the first is over, in the second max has not answered.
@Suite(.database(.people)) struct CalibrationTests {
    private static let everyone = ["ann", "bob", "cat", "hal", "hilda", "max", "pat", "sue", "tom", "una"]

    private func sees(_ viewer: String, _ sql: String) async throws -> [String?] {
        try await Viewer(viewer, by: .call).column(sql, in: try TestDatabase.current)
    }

    /// Does something for good, unlike ``Viewer/acting(on:_:)``.
    private func act(_ viewer: String, _ sql: String) async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            try await connection.script("begin; select merit.act_for('\(viewer)'); \(sql); commit")
        }
    }

    private func refusal(_ viewer: String, _ sql: String) async throws -> String {
        let error = try await Viewer(viewer, by: .call).refusal(sql, in: try TestDatabase.current)
        return error?.message ?? "done"
    }

    private static let ofOthers =
        "select rater_id from merit_api.calibration_answer where calibration_id = 2 group by 1 order by 1"
    private static let allAnswers = """
        select merit_api.rate_again(2, e, 'manner', 50, 'max thinks so') from unnest('{ann,bob,cat,sue,tom,hal,hilda,pat,una}'::text[]) e
        """

    @Test(arguments: everyone) func beforeItIsOverNobodySeesAnothersAnswers(viewer: String) async throws {
        let own: [String?] = ["sue", "tom"].contains(viewer) ? [viewer] : []
        #expect(try await sees(viewer, Self.ofOthers) == own)
        #expect(
            try await sees(viewer, "select rater_id from merit_api.calibration_alignment where calibration_id = 2")
                == [])
        // How many have answered is no secret.
        #expect(
            try await sees(
                viewer,
                "select distinct answered::text from merit_api.calibration where calibration_id = 2 and employee_id = 'bob'"
            )
                == (["ann", "bob", "cat", "pat"].contains(viewer) ? [] : ["2"]))
    }

    /// Nor does HR's own SQL: no view, no trail, nothing that is kept about somebody or by them.
    @Test func noOtherPathShowsThem() async throws {
        let database = try TestDatabase.current
        #expect(
            try await database.refusal("select points from merit.calibration_answer", as: "merit_hr")?.contains(
                "[42501]")
                == true)
        #expect(
            try await database.column(
                "select distinct calibration_id::text from merit.calibration_given", as: "merit_hr")
                == ["1"])
        #expect(
            try await database.column(
                "select distinct calibration_id::text from merit.calibration_alignment", as: "merit_hr")
                == ["1"])
        let events = try await database.column(
            "select after::text from merit.event where table_name = 'calibration_answer'", as: "merit_hr")
        #expect(events.count == 45)
        #expect(!events.contains { $0?.contains("points") != false || $0?.contains(" of ") != false })
        for person in ["bob", "sue"] {
            let held = try await database.column(
                "select distinct image ->> 'calibration_id' from merit.held_about('\(person)') where table_name like 'calibration_%n' or table_name like 'calibration_a%'",
                as: "merit_hr")
            #expect(held == ["1"], "\(person)")
        }
        #expect(
            try await database.value(
                "select count(*) from merit.held_about('bob') where table_name = 'calibration_answer' and image ? 'rater_id'",
                as: "merit_hr") == "0")
    }

    /// Whoever is the last does not look at the others' answers in the same transaction, and take their own back.
    @Test func theLastOneDoesNotSeeThemBeforeItIsCommitted() async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            try await connection.script("begin; select merit.act_for('max'); \(Self.allAnswers)")
            let seen = try await connection.query(Self.ofOthers).map { try $0.decode(String.self) }
            #expect(seen == ["max"])
            let agreed = "select merit_api.agree(2, 'tom', 'manner', 50, 'at once')"
            await #expect(throws: PostgresError.self) { try await connection.script(agreed) }
            try await connection.script("rollback")
        }
        #expect(
            try await database.value("select ended_at is null from merit.calibration where calibration_id = 2")
                == "true")
        try await act("max", Self.allAnswers)
        #expect(try await sees("sue", Self.ofOthers) == ["max", "sue", "tom"])
        #expect(try await refusal("max", "select merit_api.rate_again(2, 'ann', 'manner', 51)") == "round 2 is over")
        // About oneself nobody is told anything.
        for view in ["calibration", "calibration_answer"] {
            #expect(
                try await sees("sue", "select count(*)::text from merit_api.\(view) where employee_id = 'sue'") == ["0"]
            )
        }
        #expect(
            try await database.refusal("update merit.calibration_answer set points = 1")?.contains(
                "stays as it is") == true)
    }

    /// What counts is when an answer is committed.
    @Test func whenTheTimeIsUpNoAnswerComes() async throws {
        let database = try TestDatabase.current
        try await database.run(
            "update merit.calibration set until = clock_timestamp() + interval '300 milliseconds' where calibration_id = 2"
        )
        try await database.withConnection(user: "portal") { connection in
            try await connection.script(
                "begin; select merit.act_for('max'); select merit_api.rate_again(2, 'ann', 'manner', 50)")
            try await database.run("select pg_sleep_until(until) from merit.calibration where calibration_id = 2")
            await #expect(throws: PostgresError.self) { try await connection.script("commit") }
        }
        #expect(try await refusal("max", "select merit_api.rate_again(2, 'ann', 'manner', 50)") == "round 2 is over")
        #expect(try await sees("max", Self.ofOthers) == ["sue", "tom"])
    }

    @Test func answersChangeUntilItIsOver() async throws {
        try await act("sue", "select merit_api.rate_again(2, 'cat', 'manner', 12.5, 'on reflection')")
        #expect(
            try await sees(
                "sue",
                "select points || ' ' || words from merit_api.calibration_answer where calibration_id = 2 and employee_id = 'cat'"
            )
                == ["12.5 on reflection"])
        #expect(
            try await sees(
                "sue",
                "select own_points || ' ' || own_words from merit_api.calibration where calibration_id = 2 and employee_id = 'cat'"
            )
                == ["12.5 on reflection"])
    }

    @Test(arguments: [
        (
            "ann", "select merit_api.rate_again(2, 'bob', 'manner', 5)",
            #"there is no indicator "manner" of "bob" that you are asked about in round 2"#
        ),
        (
            "ann", "select merit_api.rate_again(77, 'bob', 'manner', 5)",
            #"there is no indicator "manner" of "bob" that you are asked about in round 77"#
        ),
        (
            "sue", "select merit_api.rate_again(2, 'sue', 'manner', 5)",
            #"there is no indicator "manner" of "sue" that you are asked about in round 2"#
        ),
        ("sue", "select merit_api.rate_again(2, 'bob', 'manner', 101)", "points are a number from 0 to 100"),
        ("sue", "select merit_api.rate_again(1, 'bob', 'manner', 5)", "round 1 is over"),
        (
            "sue", "select merit_api.rate_again(2, 'bob', 'manner', 5.1234567890123)",
            "points have 13 digits behind the point; 12 are the most"
        ),
        ("sue", "select merit_api.rate_again(2, 'bob', 'manner', 'NaN')", "points are a number from 0 to 100"),
        (
            "sue", "select merit_api.rate_again(2, 'bob', 'manner', 5, repeat('x', 10001))",
            "the words have 10001 characters; 10000 are the most"
        ),
        (
            "sue", "select merit_api.agree(2, 'bob', 'manner', 5, 'x')",
            #"there is no indicator "manner" of "bob" for you to agree on in round 2, or it is not over"#
        ),
        (
            "tom", "select merit_api.agree(1, 'bob', 'manner', 5, 'x')",
            #"there is no indicator "manner" of "bob" for you to agree on in round 1, or it is not over"#
        ),
        ("sue", "select merit_api.agree(1, 'bob', 'manner', 5, ' ')", "what is agreed on takes a reason"),
        ("sue", "select merit_api.agree(1, 'bob', 'manner', 101, 'x')", "points are a number from 0 to 100"),
        (
            "sue", "select merit_api.agree(1, 'bob', 'manner', 5, repeat('x', 10001))",
            "the reason has 10001 characters; 10000 are the most"
        ),
        (
            "sue", "select merit_api.agree(1, 'ann', 'manner', 5, 'x')",
            #"there is no result of "ann" that is not delivered; an appeal that is upheld changes it"#
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{tom}', '{sue,tom}', now() + interval '1 day', 'x')",
            "about somebody in the set fewer than two supervisors would be asked, since nobody is asked about themselves"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,ann}', now() + interval '1 day', 'x')",
            #"a round asks 2 to 50 supervisors of period "2020-10""#
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() + interval '93 days', 'x')",
            "a round ends within 92 days from now"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() - interval '1 day', 'x')",
            "a round ends within 92 days from now"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() + interval '1 day', 'x', '{solved}')",
            "somebody in the set has no such rated indicator"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() + interval '1 day', null)",
            "a round has a title of at most 500 characters"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() + interval '1 day', ' ')",
            "a round has a title of at most 500 characters"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() + interval '1 day', repeat('x', 501))",
            "a round has a title of at most 500 characters"
        ),
        (
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob,ann}', '{sue,tom}', now() + interval '1 day', 'x')",
            #"there is no set of results in period "2020-10" that you may have rated again"#
        ),
        (
            "hal",
            "select merit_api.open_calibration('2020-10', '{bob,cat}', '{sue,tom}', now() + interval '1 day', 'x')",
            #"there is no set of results in period "2020-10" that you may have rated again"#
        ),
    ])
    func whatMayNotBeIsRefused(viewer: String, act: String, expected: String) async throws {
        #expect(try await refusal(viewer, act) == expected)
    }

    @Test func whatIsClosedIsNotRatedAgain() async throws {
        try await TestDatabase.current.run(
            """
            update merit.appeal set status = 'withdrawn' where status = 'open';
            update merit.appraisal_period set status = 'closed' where label = '2020-10';
            """)
        let act = "select merit_api.open_calibration('2020-10', '{bob}', '{sue,tom}', now() + interval '1 day', 'x')"
        #expect(
            try await refusal("hilda", act) == #"period "2020-10" is closed; its evaluations cannot change"#)
    }

    /// Max stands above sue: what is agreed on about bob is hers to enter.
    @Test func whoStandsAboveTheSupervisorDoesNotEnterIt() async throws {
        try await TestDatabase.current.run("update merit.setting set value = '1' where name = 'line_above'")
        #expect(
            try await refusal("max", "select merit_api.agree(1, 'bob', 'manner', 5, 'x')")
                == #"there is no indicator "manner" of "bob" for you to agree on in round 1, or it is not over"#)
        // Nor is it offered; in a round that goes on to nobody.
        for (viewer, round, person, agrees) in [
            ("max", 1, "bob", "false"), ("sue", 1, "bob", "true"), ("sue", 2, "bob", "false"),
            ("max", 1, "tom", "true"), ("bob", 1, "bob", "false"), ("hilda", 1, "bob", "false"),
            ("sue", 1, "nobody", "false"), ("sue", 99, "bob", "false"),
        ] {
            let asked = "select merit_api.agrees(\(round), '\(person)')::text"
            #expect(try await sees(viewer, asked) == [agrees], "\(viewer) of \(person) in \(round)")
        }
    }

    /// Of two who answer at once each would take the other for missing, and the round would not be over.
    @Test func oneAnswersAfterTheOther() async throws {
        let database = try TestDatabase.current
        try await database.withConnection(user: "portal") { connection in
            try await connection.script(
                "begin; select merit.act_for('max'); select merit_api.rate_again(2, 'ann', 'manner', 50)")
            let waits = try await Viewer("sue", by: .call).refusal(
                "set local lock_timeout = '50ms'; select merit_api.rate_again(2, 'ann', 'manner', 51)", in: database)
            #expect(waits?.sqlState == "55P03")
            try await connection.script("commit")
        }
        try await act("sue", "select merit_api.rate_again(2, 'ann', 'manner', 51)")
    }

    /// 10 against 7 of 15: 80%.
    @Test func howFarTheyAgree() async throws {
        let database = try TestDatabase.current
        #expect(try await database.value("merit.alignment(10, 7, 15)::numeric(5, 2)") == "80.00")
        try await act(
            "hilda",
            "select merit_api.open_calibration('2020-10', '{bob,cat}', '{sue,tom}', now() + interval '1 day', 'x')")
        try await database.run("update merit.calibration_item set max_points = 15 where calibration_id = 3")
        try await act(
            "sue", "select merit_api.rate_again(3, 'bob', 'manner', 10), merit_api.rate_again(3, 'cat', 'manner', 15)")
        try await act(
            "tom", "select merit_api.rate_again(3, 'bob', 'manner', 7), merit_api.rate_again(3, 'cat', 'manner', 15)")
        for (viewer, results, alignment) in [("sue", 2, "90.00"), ("hilda", 2, "90.00"), ("hal", 1, "80.00")] {
            #expect(
                try await sees(
                    viewer,
                    "select rater_id || ' ' || other_id || ' ' || results || ' ' || alignment from merit_api.calibration_alignment where calibration_id = 3"
                ) == ["sue tom \(results) \(alignment)"], "\(viewer)")
        }
        #expect(
            try await database.column(
                "select alignment::text from merit.calibration_alignment where calibration_id = 3", as: "merit_hr")
                == ["90.00"])
    }

    /// Near a cut first, then those of supervisors who stand out, the rest behind.
    @Test func whatIsRatedAgainFirst() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.result set near_cut = true where employee_id = 'tom';
            insert into merit.quarter_review (quarter, revision, time_zone, status) values ('2020-07-01', 1, 'UTC', 'reviewed');
            insert into merit.rater_review (review_id, template_code, template_version, indicator, rater_id, people, ratings, mean, difference,
                leniency, stands_out, same_for_all)
            values (1, 'a', 1, 'manner', 'tom', 5, 5, 40, 9, 1.5, true, false), (1, 'a', 1, 'manner', 'sue', 5, 5, 40, 0, 0.1, false, false);
            """)
        #expect(
            try await sees(
                "hilda",
                "select employee_id || ' ' || coalesce(why, '-') || ' ' || coalesce(leniency::text, '-') from merit_api.calibration_candidate"
            )
                == ["tom near_cut -", "cat rater 1.5", "bob - -", "max - -"])
        try await act(
            "hilda",
            "select merit_api.open_calibration('2020-10', '{tom,cat,bob}', '{sue,max,tom}', now() + interval '1 day', 'x')"
        )
        #expect(
            try await sees(
                "hilda", "select employee_id || ' ' || why from merit_api.calibration where calibration_id = 3")
                == ["bob chosen", "cat rater", "tom near_cut"])
        // Nor does the supervisor whose points stood out learn that they did.
        #expect(
            try await sees(
                "tom",
                "select distinct why from merit_api.calibration where calibration_id = 3 and employee_id = 'cat'")
                == ["chosen"])
        // Whoever is asked does not learn by it how near somebody's total lies; nor what the total is.
        #expect(
            try await sees(
                "sue",
                "select distinct coalesce(why, '-') from merit_api.calibration where calibration_id = 3 and employee_id <> 'bob'"
            )
                == ["-"])
        // The quarter's review names raters to whoever sees everyone.
        try await database.run(
            "set session_replication_role = replica; update merit.rater_review set stands_out = true where rater_id = 'sue'"
        )
        for (viewer, why) in [("hilda", "rater"), ("hal", "-")] {
            let asked = "select coalesce(why, '-') from merit_api.calibration_candidate where employee_id = 'bob'"
            #expect(try await sees(viewer, asked) == [why], "\(viewer)")
        }
    }

    /// It is the supervisor's own evaluation that it becomes, whatever they gave before, and is noted to be scored.
    @Test func whatIsAgreedOnBecomesAnEvaluation() async throws {
        let database = try TestDatabase.current
        let before = try await database.column("select total::text from merit.current_result order by employee_id")
        for points in [30, 31] {
            try await act("sue", "select merit_api.agree(1, 'bob', 'manner', \(points), 'seen together')")
        }
        #expect(
            try await database.column(
                "select concat_ws(' ', source, rater_id, points, comment, entered_by, changed_by) from merit.evaluation where comment like 'calibration%'"
            ) == ["supervisor sue 31 calibration: seen together sue (portal) sue (portal)"])
        #expect(
            try await database.column("select employee_ids::text from merit.unseen where period_id = 1 group by 1") == [
                "{bob}"
            ])
        #expect(
            try await sees(
                "tom",
                "select concat_ws(' ', agreed_points, reason, decided_by) from merit_api.calibration where calibration_id = 1 and employee_id = 'bob'"
            ) == ["31 seen together sue"])
        #expect(
            try await database.column("select total::text from merit.current_result order by employee_id") == before)
    }
}
