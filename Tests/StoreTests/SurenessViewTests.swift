import Postgres
import Support
import Testing

/// How sure totals are, as people see it: the figures that are kept, but none that would tell about a few others.
@Suite(.database(.people)) struct SurenessViewTests {
    private func sees(_ viewer: String, _ sql: String) async throws -> [String?] {
        try await Viewer(viewer, by: .call).column(sql, in: try TestDatabase.current)
    }

    private static let ofSue =
        "select concat_ws(' ', total_error, total_low, total_high, grade_chance, measured_percent) from merit_api.sureness where employee_id = 'sue'"

    @Test func theFiguresAreThoseThatAreKept() async throws {
        for viewer in ["sue", "hilda", "una"] {
            #expect(
                try await sees(viewer, Self.ofSue) == [#"2.50 69.47 79.27 {"B": 44, "C": 56} 60.00"#], "\(viewer)")
        }
        #expect(
            try await sees(
                "sue",
                "select concat_ws(' ', employee_id, rows, sum, squares, kind, mean, within_variance, rows_needed) from merit_api.value_sureness order by 1"
            ) == ["ann 1 1 1 number 5.5 4 38", "bob 1 2 4 number 5.5 4 38", "sue 1 4 16 number 5.5 4 38"])
    }

    /// Max sees six of the ten on the template: of the four others everyone's rows would tell.
    @Test func nothingTellsOfAFewOthers() async throws {
        let database = try TestDatabase.current
        #expect(try await sees("max", Self.ofSue) == ["60.00"])
        #expect(
            try await sees(
                "max",
                "select distinct concat_ws(' ', rows, sum, kind, mean, within_variance) from merit_api.value_sureness")
                == [""])
        // Nor does a company of four tell it to any of them; whoever sees everyone learns nothing by it.
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.reliability set people = 4;
            """)
        #expect(try await sees("sue", Self.ofSue) == ["60.00"])
        #expect(try await sees("hilda", Self.ofSue) == [#"2.50 69.47 79.27 {"B": 44, "C": 56} 60.00"#])
    }

    /// Who sees one person alone, and not by being that person, would have the sum of four others.
    @Test(arguments: [(5, ["0"]), (6, ["1"])]) func oneAloneTellsOfFew(people: Int, expected: [String]) async throws {
        try await TestDatabase.current.run(
            """
            set session_replication_role = replica;
            update merit.reliability set people = \(people);
            update merit.result set supervisor_id = 'zoe' where employee_id = 'ann';
            """)
        #expect(try await sees("zoe", "select count(mean)::text from merit_api.value_sureness") == expected)
        #expect(try await sees("ann", "select count(mean)::text from merit_api.value_sureness") == ["1"])
    }

    /// Max sees six, and will know his own, which are not delivered yet.
    @Test(arguments: [(11, "false"), (12, "true")]) func onesOwnAreKnown(people: Int, isShown: String) async throws {
        try await TestDatabase.current.run(
            "set session_replication_role = replica; update merit.reliability set people = \(people)")
        #expect(try await sees("max", "select (count(mean) > 0)::text from merit_api.value_sureness") == [isShown])
    }

    /// A run of fewer people, as before some came late, does not make the newest run's figures tell less of the others.
    @Test func eachRunCounts() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            insert into merit.run overriding system value
            select (jsonb_populate_record(r, '{"run_id": 1000}')).* from merit.run r where r.kind = 'full' order by r.run_id limit 1;
            insert into merit.reliability select (jsonb_populate_record(f, '{"run_id": 1000, "people": 6}')).* from merit.reliability f;
            """)
        #expect(try await sees("max", "select count(mean)::text from merit_api.value_sureness") == ["0"])
    }

    /// Where rows are too few to scatter the mean is there all the same: of two people it tells the other one.
    @Test func aMeanWithoutScatterTellsToo() async throws {
        let database = try TestDatabase.current
        let count = "select count(mean)::text from merit_api.value_sureness"
        #expect(try await sees("sue", count) == ["3"])
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.reliability
            set people = 2, within_variance = null, between_variance = null, reliability = null, rows_needed = null,
                reason = 'too few', reason_zh = '太少';
            """)
        #expect(try await sees("sue", count) == ["0"])
    }

    /// What counts is whose rows are among everyone's: of six people with rows sue sees two, and one without.
    @Test func othersAreThoseWhoHaveRows() async throws {
        let database = try TestDatabase.current
        let count = "select count(within_variance)::text from merit_api.value_sureness"
        #expect(try await sees("sue", count) == ["3"])
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.reliability set people = 6;
            update merit.indicator_score set denominator = 0 where employee_id = 'bob' and indicator = 'solved';
            """)
        #expect(try await sees("sue", count) == ["0"])
        try await database.run("set session_replication_role = replica; update merit.reliability set people = 7")
        #expect(try await sees("sue", count) == ["3"])
    }

    /// A page of many a day: that of a company's department would take a look-up for each of its people.
    @Test func ofColleaguesNoErrorIsLookedUp() async throws {
        let looked = try await TestDatabase.current.withConnection(user: "portal") { connection in
            try await Viewer("una", by: .call).acting(on: connection) { connection in
                let ranks = try await connection.query(
                    "select rank_best < rank_worst from merit_api.surenesses('2020-10', 'una')")
                #expect(try ranks.one().decode(Bool.self))
                return try await connection.query(
                    "select seq_scan + idx_scan from pg_stat_xact_all_tables where relid = 'merit.confidence'::regclass"
                ).one().decode(Int64.self)
            }
        }
        #expect(looked == 1)
    }

    /// Totals of 76.37 to 80.37 with errors of 2.5 cannot be told apart: 3.5 standard errors of a difference would be 6.9.
    @Test func ranksAreThoseOfTheInterviewSheet() async throws {
        let database = try TestDatabase.current
        try await database.run(
            """
            set session_replication_role = replica;
            update merit.confidence set total_error = number * 0.3 from public.person where person.employee_id = confidence.employee_id;
            update merit.newest_result newest set total_error = c.total_error from merit.confidence c
            where (c.period_id, c.employee_id, c.revision) = (newest.period_id, newest.employee_id, newest.revision)
            """)
        let expected = try await database.column(
            "select concat_ws(' ', employee_id, rank_best, rank_worst) from merit.interview_sheet where employee_id <> 'hilda' order by 1",
            as: "merit_hr")
        #expect(
            try await sees(
                "hilda", "select concat_ws(' ', employee_id, rank_best, rank_worst) from merit_api.sureness order by 1")
                == expected)
        #expect(Set(expected.compactMap { $0?.split(separator: " ").dropFirst().joined(separator: " ") }).count > 3)
        // In a department of three a rank is a colleague's too.
        #expect(try await sees("ann", "select coalesce(rank_best::text, '-') from merit_api.sureness") == ["-"])
        #expect(
            try await sees(
                "una", "select coalesce(rank_best::text, '-') from merit_api.sureness where employee_id = 'una'") != [
                    "-"
                ])
    }
}
