import Exact
import Measures
import Postgres
import Support
import Testing

/// What measures mean, on a real server: NULLs, zero, zones, exact quotients, other types.
@Suite(.database) struct SemanticsTests {
    /// Ids that the column holds equal are two people's to Merit, which goes by bytes.
    @Test(arguments: [("text collate loose", ColumnType.looseText), ("citext", .castText("citext"))])
    func rowsBelongToWhomTheirIDsNameByteByByte(_ column: String, _ type: ColumnType) async throws {
        let relation = SourceRelation(
            name: "ticket", columns: [("employee_id", type), ("ticket_id", .text), ("at", .timestamptz)])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "at", filter: nil, value: "count()"),
            in: SourceCatalog(relations: ["ticket": relation])
        ).get()
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                create schema merit_source;
                create extension citext;
                create collation loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
                create table merit_source.ticket (employee_id \(column), ticket_id text, at timestamptz);
                insert into merit_source.ticket values ('e1', '1', '2026-03-02'), ('E1', '2', '2026-03-03'), ('E1', '3', '2026-03-04')
                """)
            let workplace = Workplace(connection: connection)
            #expect(try await workplace.facts(measure, of: relation).mapValues(\.rows) == ["E1": 2, "e1": 1])
            #expect(try await workplace.facts(measure, of: relation, named: ["E1"]).mapValues(\.rows) == ["E1": 2])
            let heavy = try #require(
                WeightStatement(relation: relation, measure: measure, isLowBetter: true, rows: 3, leavesOut: false))
            let parameters: [(any PostgresEncodable)?] =
                Workplace.march + [["E1"], [String](), [String](), Int64(5), [2 as BigDecimal], [BigDecimal?.none]]
                + heavy.arguments.texts.map { $0 as any PostgresEncodable }
            #expect(
                try await connection.query(heavy.sql, parameters: parameters).map { try $0[1, as: String.self] }
                    == ["2", "3"])
        }
    }

    @Test(
        arguments: [
            // Unknown is not bad.
            ("(b) values (true), (false), (null), (true)", "share(b)", "66.666667", 3),
            ("(b) values (true), (false), (null), (true)", "count(b)", "2", 4),
            ("(b) values (true), (false), (null), (true)", "count(not b)", "1", 4),
            ("(b) values (true), (null)", "count(b is null)", "1", 2),
            ("(b) values (null), (null)", "share(b)", nil, 0),
            ("(i) values (1), (null), (4)", "avg(i)", "2.5", 2),
            ("(i) values (null)", "avg(i)", nil, 0),
            ("(i) values (null)", "sum(i)", nil, 1),
            ("(i) values (null)", "count()", "1", 1),
            ("(i) values (null)", "coalesce(sum(i), 0)", "0", 1),
            ("(i, big) values (1, null), (null, 2), (3, 4)", "sum(i + big)", "7", 3),
            ("(i, big) values (1, null), (null, 2), (3, 4)", "sum(least(i, big))", "6", 3),
            ("(i, big) values (1, null), (null, 2), (3, 4)", "sum(coalesce(i, 10 * big))", "24", 3),
            ("(s) values ('x'), ('X'), (null), ('y')", "count(s = 'x')", "1", 4),
            ("(s) values ('x'), ('X'), (null), ('y')", "share(s not in ('x', 'y'))", "33.333333", 3),
            ("(s) values ('a'), ('B')", "count(s > 'C')", "1", 2),
            ("(s) values ('it''s'), ('好')", "count(s = 'it''s') + 10 * count(s = '好')", "11", 2),
            ("(e) values ('good'), ('bad')", "count(e = 'good')", "1", 2),
            ("(i) values (9), (10), (6), (0), (8), (11), (-1), (null)", "nps(i)", "0", 5),
            // From 9 up, and below 7; between them lies what is neither.
            ("(n) values (9), (9.5), (8.999), (7), (6.999), (6.5), (6), (10.5), (-0.5)", "nps(n)", "-14.285714", 7),
            // The time that passed, unknown where none can have passed.
            (
                "(t, t2) values ('2026-03-02 10:00Z', '2026-03-02 08:00Z'), ('2026-03-02 10:00Z', '2026-03-03'), (null, '2026-03-02')",
                "avg(hours(elapsed(t2, t)))", "2", 1
            ),
            (
                "(t) values ('2026-03-02'), ('infinity'), ('-infinity')", "share(elapsed(t, period_end) is null)",
                "66.666667", 3
            ),
            ("(t, t2) values ('2026-03-02', '2026-03-02')", "max(minutes(elapsed(t, t2)))", "0", 1),
            (
                "(d, d2) values ('2026-03-28', '2026-03-30'), ('2026-03-30', '2026-03-28')",
                "sum(days(elapsed(d, d2)))", "2", 2
            ),
            (
                "(d, local) values ('2026-03-29', '2026-03-30'), ('2026-03-30', '2026-03-29 12:00')",
                "sum(hours(elapsed(d, local)))", "23", 2
            ),
            (
                "(t, t2) values ('2026-03-02 10:00Z', '2026-03-02 09:00Z')",
                "hours(sum(elapsed(t2, t) + elapsed(t2, t)))", "2", 1
            ),
            (
                "(t, t2) values ('2026-03-02', '2026-03-03'), ('2026-03-03', '2026-03-02')",
                "avg(hours(coalesce(elapsed(t, t2), t - t2)))", "24", 2
            ),
            ("(i) values (11)", "nps(i)", nil, 0),
            // The first condition that holds decides; an unknown one does not.
            ("(i, b) values (1, true), (2, false), (3, null)", "sum(case when b then i else 10 * i end)", "51", 3),
            ("(i, b) values (1, true), (2, false), (3, null)", "avg(case when b then i end)", "1", 1),
            (
                "(s, i) values ('high', 5), ('low', 5), (null, 5)",
                "share(i <= case when s = 'high' then 4 when s = 'low' then 8 else 6 end)", "66.666667", 3
            ),
            ("(s) values ('x'), ('y')", "sum(case when s = 'x' then 0.5 else 2 end)", "2.5", 2),
            ("(n, i) values (1.5, 2), (0.5, 9)", "sum(case when n > 1 then n / 3 else i / 3 end) * 3", "10.5", 2),
            (
                "(i, s) values (1, 'a'), (2, 'none'), (3, 'b'), (4, null)",
                "count(case when i > 1 then s else 'none' end = 'none')", "2", 4
            ),
            (
                "(b, t, t2, v) values (true, '2026-03-02 10:00Z', '2026-03-02 08:00Z', null), (false, null, null, '1 hour')",
                "sum(hours(case when b then t - t2 else v end))", "3", 2
            ),
            (
                "(b, t, d) values (true, '2026-03-02 10:00Z', null), (false, null, '2026-03-02'), (null, 'infinity', null)",
                "sum(hours(case when b then t when not b then d end - period_start))", "59", 3
            ),
            ("(i, b) values (1, false), (2, true), (2, false)", "count(case when i > 1 then b else not b end)", "2", 3),
            ("(s) values ('abc'), ('aXc'), ('a'), (null)", "share(s like 'a_c')", "66.666667", 3),
            ("(s) values ('abc'), ('aXc'), ('a'), (null)", "count(s not like 'ab%')", "2", 4),
            ("(s) values ('50%'), ('500')", "count(s like '50\\%')", "1", 2),
            ("(e) values ('good'), ('bad')", "count(e like '%oo%')", "1", 2),
            // In the zone of the period.
            (
                "(t) values ('2026-03-02 22:30Z'), ('2026-03-02 23:30Z')", "100 * sum(weekday(t)) + sum(hour(t))",
                "323", 2
            ),
            ("(d) values ('2026-03-29'), ('infinity')", "sum(weekday(d))", "7", 2),
            ("(local) values ('2026-03-28 23:00')", "100 * sum(weekday(local)) + sum(hour(local))", "623", 1),
            ("(t) values ('infinity'), (null)", "count(hour(t) is null)", "2", 2),
            ("(s, i) values ('x', 1), ('x', 2), ('X', 2), (null, null)", "count(distinct s)", "2", 4),
            ("(s, i) values ('x', 1), ('x', 2), ('X', 2), (null, null)", "count(distinct i > 1)", "2", 4),
            ("(s, i) values ('x', 1), ('x', 2), ('X', 2), (null, null)", "count(distinct s) / count()", "0.5", 4),
            ("(v) values ('1 hour'), ('60 minutes'), ('2 hours')", "count(distinct hours(v))", "2", 3),
            ("(f) values (0.1), (0.1), ('NaN'), ('Infinity')", "count(distinct f)", "1", 4),
            // March begins on the 1st; the row before it counts as one that is repeated, and unknown is equal to nothing.
            (
                "(at, s, i) values ('2026-02-20Z', 'x', 1), ('2026-03-20Z', 'x', 1), ('2026-03-21Z', 'x', 2), ('2026-03-22Z', null, 1)",
                "count(repeated(30, s, i))", "1", 3
            ),
            (
                "(at, s, i) values ('2026-02-20Z', 'x', 1), ('2026-03-20Z', 'x', 1), ('2026-03-21Z', 'x', 2), ('2026-03-22Z', null, 1)",
                "share(repeated(30, s))", "100", 2
            ),
            (
                "(at, s) values ('2026-02-20Z', 'x'), ('2026-03-22 00:00:01Z', 'x'), ('infinity', 'x')",
                "share(repeated(30, s))", "0", 1
            ),
            (
                "(at, employee_id, s) values ('2026-03-01Z', 'q', 'x'), ('2026-03-02Z', 'p', 'x')",
                "count(repeated(1, s))", "1", 1
            ),
            // What came after the period counts where it is soon enough; of rows of the same time none comes after another.
            (
                "(at, s, i) values ('2026-03-20Z', 'x', 1), ('2026-03-21Z', 'x', 2), ('2026-03-22Z', null, 1), ('2026-04-19Z', 'x', 1)",
                "count(repeated_after(30, s, i))", "1", 3
            ),
            (
                "(at, s, i) values ('2026-03-20Z', 'x', 1), ('2026-03-21Z', 'x', 2), ('2026-03-22Z', null, 1), ('2026-04-19Z', 'x', 1)",
                "share(repeated_after(30, s))", "100", 2
            ),
            (
                "(at, s) values ('2026-02-28Z', 'x'), ('2026-03-20Z', 'x'), ('2026-04-19 00:00:01Z', 'x'), ('infinity', 'x')",
                "share(repeated_after(30, s))", "0", 1
            ),
            (
                "(at, employee_id, s) values ('2026-03-02Z', 'q', 'x'), ('2026-03-01Z', 'p', 'x'), ('2026-03-01Z', 'p', 'x')",
                "count(repeated_after(1, s))", "2", 2
            ),
            ("(at, s) values ('2026-03-01Z', 'x'), ('2026-03-01Z', 'x')", "count(repeated_after(1, s))", "0", 2),
            (
                "(at, s) values ('2026-02-20Z', 'x'), ('2026-03-20Z', 'x'), ('2026-04-19Z', 'x')",
                "count(repeated(30, s) and repeated_after(30, s))", "1", 1
            ),
            // Never integer division, never an overflow.
            ("(i) values (1), (2)", "sum(i) / 2 + count() / 4", "2", 2),
            ("(i) values (1)", "sum(i / 3) * 3", "1", 1),
            (
                "(i) values (2147483647), (2147483647)", "sum(i * i * i * i)", "42535295785889145473997720539375861762",
                nil
            ),
            ("(big) values (9223372036854775807)", "sum(big + 1) * count()", "9223372036854775808", 1),
            ("(i) values (2147483647)", "sum(coalesce(2147483647, 1) * i)", "4611686014132420609", 1),
            // Nothing is divided by 0.
            ("(i, big) values (5, 0)", "sum(i) / sum(big)", nil, 1),
            ("(i, big) values (5, 0)", "coalesce(sum(i) / sum(big), -1)", "-1", 1),
            ("(i, big) values (5, 0)", "1 / (sum(i) / sum(big))", nil, 1),
            ("(i, big) values (5, 0)", "sum(i) / sum(big) * 0 + 3", nil, 1),
            ("(i, big) values (5, 0)", "sum(big) / sum(i)", "0", 1),
            ("(b) values (null)", "1 / coalesce(share(b), 4)", "0.25", 1),
            ("(b) values (null)", "count() / share(b)", nil, 1),
            ("(i, big) values (1, 0), (1, 2)", "sum(i / big)", "0.5", 2),
            ("(i, big) values (1, 0), (1, 2)", "count(i / big is null)", "1", 2),
            // A quotient inside a row has 12 digits, half away from zero, rounded once.
            ("(n, big) values (1, 3)", "1000000 * sum(n / big)", "333333.333333", 1),
            ("(n, big) values (1, 2000000000000)", "1000000 * 1000000 * sum(n / big)", "1", 1),
            ("(n, big) values (-1, 2000000000000)", "1000000 * 1000000 * sum(n / big)", "-1", 1),
            ("(n, big) values (0.4999999999999999999999, 1000000000000)", "1000000 * 1000000 * sum(n / big)", "0", 1),
            ("(n, big) values (1.4999999999999999999999, -1000000000000)", "1000000 * 1000000 * sum(n / big)", "-1", 1),
            ("(n, big) values (3, 2)", "sum((2 * n / 7) / (big / 7))", "3", 1),
            // Every digit of numbers; NaN and infinity are unknown.
            ("(f) values (0.1), (0.2), ('NaN'), ('Infinity'), ('-Infinity'), (null)", "sum(f)", "0.3", 6),
            ("(f) values (0.1), (0.2), ('NaN'), ('Infinity'), ('-Infinity'), (null)", "avg(f)", "0.15", 2),
            ("(f) values (1e-7), (1e15)", "sum(f * 1000000)", "1000000000000000000000.1", 2),
            ("(n) values (1), ('NaN'), ('Infinity'), ('-Infinity')", "avg(n)", "1", 1),
            ("(n) values (1), ('NaN'), ('Infinity'), ('-Infinity')", "share(n > 0)", "100", 1),
            // Percentiles lie between neighbours.
            ("(i) values (4), (1), (null), (3), (2)", "median(i)", "2.5", 4),
            ("(i) values (4), (1), (null), (3), (2)", "percentile(90, i)", "3.7", 4),
            ("(i) values (4), (1), (null), (3), (2)", "percentile(33.3333, i)", "1.999999", 4),
            ("(i) values (4), (1), (null), (3), (2)", "percentile(0, i)", "1", 4),
            ("(i) values (4), (1), (null), (3), (2)", "percentile(100, i)", "4", 4),
            ("(i) values (4), (1), (null), (3), (2)", "percentile(90, -i)", "-1.3", 4),
            ("(i) values (4), (1), (null), (3), (2)", "max(-i) + min(i)", "0", 5),
            ("(i) values (7)", "percentile(90, i)", "7", 1),
            ("(i) values (null)", "median(i)", nil, 0),
            ("(v) values ('1 hour'), ('2 hours 30 minutes')", "median(hours(v))", "1.75", 2),
        ] as [(String, String, String?, Int64?)])
    func values(rows: String, value: String, expected: String?, sample: Int64?) async throws {
        let measure = try Sample.check(value).get()
        let facts = try await Workplace.with(rows: rows) { try await $0.facts(measure) }
        let fact = try #require(facts["p"])
        #expect(fact.value == expected)
        if let sample { #expect(fact.sample == sample) }
    }

    @Test(
        arguments: [
            ("(t, t2) values ('2026-03-02 10:00+00', '2026-03-01 08:30+00')", "sum(hours(t - t2))", "25.5"),
            (
                "(t, t2) values ('2026-03-02 10:00:00.000001+00', '2026-03-02 10:00+00')",
                "1000000 * sum(hours(t - t2)) * 3600", "1"
            ),
            ("(t) values ('2026-03-02 10:00+00'), (null)", "sum(hours(coalesce(t, period_end) - period_start))", "778"),
            ("(t, t2) values ('infinity', '2026-03-02 10:00+00')", "sum(hours(coalesce(t, t2) - t2))", "0"),
            ("(t, t2) values ('infinity', '2026-03-02 10:00+00')", "count(coalesce(t, t2) > t2)", "1"),
            ("(local, d) values (null, '2026-03-29')", "sum(hours(coalesce(local, d) - d))", "0"),
            ("(v) values (null), ('90 minutes')", "sum(hours(coalesce(v, at - at)))", "1.5"),
            // The night of the 28th to the 29th has an hour less in Berlin.
            ("(local, local2) values ('2026-03-29 12:00', '2026-03-28 12:00')", "sum(hours(local - local2))", "23"),
            ("(d, d2) values ('2026-03-30', '2026-03-28')", "sum(hours(d - d2))", "48"),
            ("(d, t) values ('2026-03-30', '2026-03-29 00:00+01')", "sum(hours(d - t))", "23"),
            ("(d, local) values ('2026-03-30', '2026-03-29')", "count(d > local)", "1"),
            ("(d, t) values ('2026-03-30', '2026-03-29 22:00+00')", "count(d = t)", "1"),
            ("(local, v) values ('2026-03-28 12:00', '1 day')", "sum(hours(local + v - local))", "24"),
            ("(local, v) values ('2026-03-29 12:00', '1 day')", "sum(hours(local - (local - v)))", "24"),
            ("(v) values ('90 minutes'), ('30 minutes')", "avg(minutes(v))", "60"),
            ("(v) values ('90 minutes'), ('30 minutes')", "hours(sum(v)) + days(max(v) - min(v)) * 24", "3"),
            ("(v) values ('90 minutes'), ('30 minutes')", "count(v > at - at) + count(hours(v) > 1)", "3"),
            // Infinite times cannot be subtracted, and fail nothing.
            ("(t, t2) values ('infinity', '2026-03-01'), ('2026-03-02', '-infinity')", "sum(hours(t - t2))", nil),
            ("(t, t2) values ('infinity', '2026-03-01'), ('2026-03-02', '-infinity')", "count(t > t2)", "2"),
            ("(d, d2) values ('infinity', '2026-03-01')", "sum(days(d - d2)) ", nil),
            (
                "(local, d) values ('infinity', '-infinity')", "count(local > d) + coalesce(sum(days(local - d)), 1)",
                "2"
            ),
        ] as [(String, String, String?)])
    func times(rows: String, value: String, expected: String?) async throws {
        let measure = try Sample.check(value).get()
        try await Workplace.with(rows: rows) { workplace in
            for zone in ["UTC", "Europe/Berlin", "America/New_York"] {
                try await workplace.connection.script("set timezone = '\(zone)'")
                let facts = try await workplace.facts(measure)
                #expect(facts["p"]?.value == expected, "in a session of \(zone)")
            }
        }
    }

    /// First and last day included; a timestamp without zone is read in the period's.
    @Test(arguments: ["at", "local", "d"])
    func period(at: String) async throws {
        let rows = """
            (employee_id, at, local, d) values
                ('before', '2026-02-28 22:59:59.999999+00', '2026-02-28 23:59:59.999999', '2026-02-28'),
                ('first', '2026-02-28 23:00+00', '2026-03-01 00:00', '2026-03-01'),
                ('last', '2026-03-31 21:59:59.999999+00', '2026-03-31 23:59:59.999999', '2026-03-31'),
                ('after', '2026-03-31 22:00+00', '2026-04-01 00:00', '2026-04-01'),
                ('never', null, null, null), (null, '2026-03-15', '2026-03-15', '2026-03-15')
            """
        let measure = try Sample.check("count()", at: at).get()
        let facts = try await Workplace.with(rows: rows) { try await $0.facts(measure) }
        #expect(Set(facts.keys) == ["first", "last"])
    }

    /// An hour that comes twice is the second of the two, as the server reads it; one that is left out comes an hour later.
    @Test(arguments: [
        ("2025-10-26 02:30", "2025-10-26 01:30+00"), ("2025-10-26 01:59:59", "2025-10-25 23:59:59+00"),
        ("2025-10-26 02:00", "2025-10-26 01:00+00"), ("2025-10-26 03:00", "2025-10-26 02:00+00"),
        ("2026-03-29 02:30", "2026-03-29 01:30+00"), ("2026-03-29 01:30", "2026-03-29 00:30+00"),
    ])
    func hoursThatComeTwiceOrNever(local: String, instant: String) async throws {
        let measure = try Sample.check("sum(hours(local - t))").get()
        let rows = "(at, local, t) values ('\(instant)', '\(local)', '\(instant)')"
        try await Workplace.with(rows: rows) { workplace in
            let readByServer = try await workplace.connection.query(
                "select (timestamp '\(local)' at time zone 'Europe/Berlin' = timestamptz '\(instant)')::text"
            ).one().decode(String.self)
            #expect(readByServer == "true")
            let period = local.hasPrefix("2025") ? Workplace.october : Workplace.march
            for zone in ["UTC", "Europe/Berlin", "America/New_York"] {
                try await workplace.connection.script("set timezone = '\(zone)'")
                let facts = try await workplace.facts(measure, in: period)
                #expect(facts["p"]?.value == "0", "in a session of \(zone)")
            }
        }
    }

    @Test func midnightThatClocksSkip() async throws {
        let rows = """
            (employee_id, local) values
                ('before', '2024-04-25 23:59:59.999999'), ('first', '2024-04-26 00:00'), ('last', '2024-05-25 23:59'),
                ('after', '2024-05-26 00:00')
            """
        let measure = try Sample.check("count()", at: "local").get()
        let facts = try await Workplace.with(rows: rows) { try await $0.facts(measure, in: Workplace.cairo) }
        #expect(Set(facts.keys) == ["first", "last"])
    }

    @Test func rowsThatDoNotPassCountNowhere() async throws {
        let measure = try Sample.check("avg(i)", where: "s = 'x'").get()
        let rows = "(i, s) values (1, 'x'), (null, 'x'), (5, 'y'), (7, null)"
        let facts = try await Workplace.with(rows: rows) { try await $0.facts(measure) }
        #expect(facts == ["p": .init(rows: 2, sample: 1, value: "1")])
    }

    @Test func idsOfAnyKind() async throws {
        let ids = ["o'brien", "a \"b\"", "王小明", String(repeating: "x", count: 200), " "]
        let measure = try Sample.check("count()").get()
        let rows =
            "(employee_id) select * from unnest(array['o''brien', 'a \"b\"', '王小明', repeat('x', 200), ' ', 'other'])"
        let (named, all) = try await Workplace.with(rows: rows) { workplace in
            (try await workplace.facts(measure, named: ids), try await workplace.facts(measure))
        }
        #expect(named == Dictionary(uniqueKeysWithValues: ids.map { ($0, .init(rows: 1, sample: 1, value: "1")) }))
        #expect(Set(all.keys) == Set(ids + ["other"]))
    }

    @Test(arguments: [
        ("uuid", ColumnType.castText("uuid"), "0b8f1a52-6f0e-4c5e-9b7a-1d2e3f405162"),
        ("bigint", .bigint, "9007199254740993"),
        ("integer", .integer, "-7"), ("smallint", .smallint, "12"), ("character varying(40)", .text, "12"),
        ("mood", .castText("mood"), "good"), ("character(8)", .castText("character"), "12"),
    ])
    func idsOfOtherTypes(type: String, column: ColumnType, id: String) async throws {
        try await Workplace.with(rows: "default values") { workplace in
            try await workplace.connection.script(
                """
                create table merit_source.visit (employee_id \(type), at timestamptz);
                insert into merit_source.visit values ('\(id)', '2026-03-15'), ('\(id)', '2026-03-16'), (null, '2026-03-15');
                """)
            let relation = SourceRelation(name: "visit", columns: [("employee_id", column), ("at", .timestamptz)])
            let definition = MeasureDefinition(from: "visit", at: "at", filter: nil, value: "count()")
            let measure = try CheckedMeasure.check(definition, in: SourceCatalog(relations: ["visit": relation])).get()
            // Ids that the column cannot hold are nobody's here, and fail nothing.
            for named in [nil, [id, "nobody", "99999999999999999999", "x-y"]] {
                let facts = try await workplace.facts(measure, of: relation, named: named)
                #expect(facts == [id: .init(rows: 2, sample: 2, value: "2")])
            }
        }
    }

    @Test func theRowsBehindAValue() async throws {
        let rows = """
            (at, t, b, n, s) values
                ('2026-03-16 12:00+00', '2026-03-16 13:40+00', true, 2, 'x'), ('2026-03-15 12:00+00', null, null, 1, 'x'),
                ('2026-03-17 12:00+00', '2026-03-17 12:00+00', false, 0.5, 'x'),
                ('2026-03-18 12:00+00', '2026-03-17 12:00+00', false, 0.5, 'y')
            """
        let measure = try Sample.check("avg(hours(t - at)) + share(b) + sum(n / 3) + count()", where: "s = 'x'").get()
        try await Workplace.with(rows: rows) { workplace in
            let details = try await workplace.details(measure, of: "p")
            #expect(
                details == [
                    ["2", "2026-03-15 13:00:00", nil, nil, "0.333333", "true"],
                    ["1", "2026-03-16 13:00:00", "1.666667", "true", "0.666667", "true"],
                    ["3", "2026-03-17 13:00:00", "0", "false", "0.166667", "true"],
                ])
            let first = try await workplace.details(measure, of: "p", limit: 1)
            #expect(first == Array(details.prefix(1)))
            let nobody = try await workplace.details(measure, of: "q")
            #expect(nobody.isEmpty)
        }
    }
}
