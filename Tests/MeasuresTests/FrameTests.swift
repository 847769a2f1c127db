import Exact
import Measures
import Postgres
import Statistics
import Support
import Testing

/// What stands beside the value of a measure: which rows there are, and what each of them weighs.
@Suite(.database) struct FrameTests {
    private static func check(
        _ value: String, where filter: String? = nil, at: String = "at", isAsOfEnd: Bool = false,
        onePer: MeasureDefinition.OnePer? = nil, credit: String? = nil, mix: [String] = []
    ) -> Result<CheckedMeasure, MeasureProblems> {
        CheckedMeasure.check(
            MeasureDefinition(
                from: "work", at: at, filter: filter, value: value, mix: mix, isAsOfEnd: isAsOfEnd, onePer: onePer,
                credit: credit), in: Sample.catalog)
    }

    private static func problems(_ checked: Result<CheckedMeasure, MeasureProblems>) -> [String] {
        switch checked {
        case .success: []
        case .failure(let problems): problems.list.map(\.line)
        }
    }

    @Test func refused() {
        #expect(
            Self.problems(Self.check("count()", onePer: .init(column: "customer", choice: .latest))).first?.hasPrefix(
                "one_per: work has no column customer") ?? false)
        #expect(
            Self.problems(Self.check("count()", onePer: .init(column: "v", choice: .latest)))
                == ["one_per: v is an interval; text and whole numbers tell what rows are of"])
        #expect(
            Self.problems(Self.check("count()", credit: "s"))
                == ["credit: s is text; a number such as 0.5 says how much of a row is whose"])
        #expect(Self.problems(Self.check("count()", credit: "N")) == ["credit: work has no column N; did you mean n?"])
        for aggregate in ["min", "max", "median"] {
            #expect(
                Self.problems(Self.check("\(aggregate)(i)", credit: "n")) == [
                    "value 1: credit weighs rows, and \(aggregate) takes one of them as it is; leave out credit"
                ])
        }
        #expect(
            Self.problems(Self.check("count(distinct s)", credit: "n"))
                == ["value 1: credit weighs rows, and count(distinct …) counts values; leave out credit"])
        #expect(
            Self.problems(Self.check("share(b)", credit: "n", mix: ["s"]))
                == ["mix: rows that weigh by their credit are held against no others; leave out credit or mix"])
    }

    /// Without a source at hand, what no source can change is found all the same.
    @Test func refusedWithoutASource() {
        let definition = MeasureDefinition(from: "x", at: "y", filter: nil, value: "max(z)", credit: "n")
        #expect(
            CheckedMeasure.syntaxProblems(of: definition).list.map(\.line)
                == ["value 1: credit weighs rows, and max takes one of them as it is; leave out credit"])
    }

    /// Four tickets: opened long ago and open; long ago and closed in time; this month and open; after the end.
    @Test(arguments: ["at", "local", "d"]) func whatIsOpenAtTheEndMayBeOld(at: String) async throws {
        let rows = """
            (s, at, local, d, t) values
                ('old, open', '2025-01-05', '2025-01-05', '2025-01-05', null),
                ('old, closed later', '2026-02-28 22:59Z', '2026-02-28 23:59', '2026-02-28', '2026-04-01'),
                ('old, closed', '2025-01-05', '2025-01-05', '2025-01-05', '2026-03-31 12:00'),
                ('new, open', '2026-03-31 21:59Z', '2026-03-31 23:59', '2026-03-31', null),
                ('next month', '2026-03-31 22:00Z', '2026-04-01', '2026-04-01', null),
                ('never', null, null, null, null), ('before all', '-infinity', '-infinity', '-infinity', null)
            """
        let filter = "t is null or t >= period_end"
        try await Workplace.with(rows: rows) { work in
            let now = try Self.check("count()", where: filter, at: at).get()
            #expect(try await work.facts(now)["p"]?.value == "1")
            let asOf = try Self.check("count()", where: filter, at: at, isAsOfEnd: true).get()
            #expect(try await work.facts(asOf)["p"]?.value == "3")
            #expect(
                try await work.details(
                    try Self.check("count(s = 'x')", where: filter, at: at, isAsOfEnd: true).get(), of: "p"
                )
                .count == 3)
        }
    }

    /// Of two customers and a row of nobody, by the time of the answer.
    private static let answers = """
        (s, i, at, b) values
            ('a', 1, '2026-03-02', true), ('a', 5, '2026-03-05', true), ('a', 3, '2026-03-04', true),
            ('b', 2, '2026-03-03', true), ('b', 4, '2026-03-06', false), ('b', 5, '2026-04-06', true),
            (null, 4, '2026-03-07', true), (null, 5, '2026-03-07', true)
        """

    @Test(
        arguments: [
            // a 5, b 4, nobody 4 and 5
            (.latest, nil, "4.5", 4),
            // a 1, b 2, nobody 4 and 5
            (.first, nil, "3", 4),
            // b's latest that passes is 2
            (.latest, "b", "4", 4), (.latest, "i < 4", "2.5", 2), (.latest, "i = 9", nil, 0),
        ] as [(MeasureDefinition.Choice, String?, String?, Int64)])
    func oneAnswerOfEachCustomer(
        choice: MeasureDefinition.Choice, filter: String?, mean: String?, rows: Int64
    ) async throws {
        try await Workplace.with(rows: Self.answers) { work in
            let measure = try Self.check("avg(i)", where: filter, onePer: .init(column: "s", choice: choice)).get()
            let fact = try await work.facts(measure)["p"]
            #expect(fact?.value == mean)
            #expect(fact?.rows ?? 0 == rows)
            // It is the mean of those rows, and of no others.
            #expect(try await work.moments(measure)?.count ?? 0 == Int(rows))
            #expect(try await work.details(measure, of: "p").count == Int(rows))
        }
    }

    /// Of a's scores from 0 to 10 the least is 2 and the greatest 9, of b's 6 is the only one; what is not known is no worst.
    @Test(
        arguments: [
            ("avg(i)", .lowest, "i >= 0", "4"), ("avg(i)", .highest, "i >= 0", "7.5"),
            ("avg(-i)", .lowest, "i >= 0", "-7.5"),
            ("100 - 2 * avg(i)", .lowest, "i >= 0", "85"), ("nps(i)", .lowest, nil, "-100"),
            ("nps(i)", .highest, nil, "0"), ("nps(10 - i)", .highest, nil, "-50"), ("share(b)", .lowest, nil, "0"),
            ("share(b)", .highest, nil, "50"), ("100 - share(b)", .lowest, nil, "50"),
            ("avg(hours(v))", .highest, nil, "3"),
        ] as [(String, MeasureDefinition.Choice, String?, String)])
    func theWorstAnswerOfEachCustomer(
        value: String, choice: MeasureDefinition.Choice, filter: String?, expected: String
    ) async throws {
        let rows = """
            (s, i, at, b, v) values
                ('a', 9, '2026-03-02', true, '1 hour'), ('a', 2, '2026-03-03', false, '4 hours'), ('a', 5, '2026-03-04', null, null),
                ('a', -1, '2026-03-05', null, null), ('a', null, '2026-03-06', false, null), ('b', 6, '2026-03-06', false, '2 hours'),
                ('b', 0, '2026-04-06', true, '9 hours')
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check(value, where: filter, onePer: .init(column: "s", choice: choice)).get()
            let fact = try await work.facts(measure)["p"]
            #expect(fact?.value == expected)
            #expect(fact?.rows == 2)
            #expect(try await work.details(measure, of: "p").count == 2)
        }
    }

    @Test func noRowIsTheWorstOfACount() {
        let worst = MeasureDefinition.OnePer(column: "s", choice: .lowest)
        #expect(
            Self.problems(Self.check("count()", onePer: worst)) == [
                "one_per: count() is neither a share nor a mean nor an NPS, so no row is worse than another; leave out worst"
            ])
        #expect(
            Self.problems(Self.check("share(b)", onePer: worst, credit: "n")) == [
                "one_per: of rows that weigh by their credit none is the worst; leave out credit or worst"
            ])
    }

    /// Another person's answer of the same customer is another answer; rows of the same time are told apart by their ids.
    @Test func eachPersonHasTheirOwn() async throws {
        let rows = """
            (employee_id, s, i) values ('p', 'a', 1), ('q', 'a', 2), ('p', 'a', 3), ('q', 'a', 4), ('p', 'A', 5)
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check("sum(i)", onePer: .init(column: "s", choice: .latest)).get()
            #expect(try await work.facts(measure).mapValues(\.value) == ["p": "8", "q": "4"])
            #expect(try await work.facts(measure, named: ["q"]).mapValues(\.value) == ["q": "4"])
        }
    }

    /// 10 comes behind 9, though its text comes before.
    @Test(arguments: [(.latest, "10"), (.first, "2"), (.lowest, "10")] as [(MeasureDefinition.Choice, String)])
    func idsThatAreNumbersAreOrderedAsNumbers(choice: MeasureDefinition.Choice, expected: String) async throws {
        let rows = """
            (work_id, s, i, f) overriding system value values
                (10, 'a', 1, 10), (9, 'a', 1, 9), (2, 'a', 1, 2), (11, 'a', 7, 11)
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check(
                choice == .lowest ? "avg(i)" : "max(f)", where: "i = 1", onePer: .init(column: "s", choice: choice)
            ).get()
            let shown = DetailStatement(relation: Sample.relation, measure: measure)
            let asked: [(any PostgresEncodable)?] = Workplace.march + [["p"], Int64(9)] + shown.arguments.texts
            let ids = try await work.connection.query(shown.sql, parameters: asked).map { try $0[0, as: String.self] }
            #expect(ids == [expected])
        }
    }

    /// Measures that are alike but for their credit stand in one statement.
    @Test func eachCreditHasItsOwnRow() async throws {
        try await Workplace.with(rows: "(employee_id, s, i, n) values ('p', 'a', 1, 0.5)") { work in
            let measures = try [nil, "n"].map { credit in
                try Self.check("sum(i)", onePer: .init(column: "s", choice: .latest), credit: credit).get()
            }
            let statement = RelationStatement(relation: Sample.relation, measures: measures)
            let found = try await work.connection.query(
                statement.sql, parameters: Workplace.march + statement.arguments.texts)
            #expect(found.count == 1)
        }
    }

    /// A row that is left out is no customer's latest, and one that is taken in may be.
    @Test func rowsLeftOutMakeRoomForOthers() async throws {
        let rows = """
            (employee_id, s, i, at) values ('p', 'a', 1, '2026-03-02'), ('p', 'a', 2, '2026-03-03'), ('q', 'a', 7, '2026-03-04'),
                ('q', 'b', 9, '2026-03-04')
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check("sum(i)", onePer: .init(column: "s", choice: .latest)).get()
            func sum(without ids: [String], with taken: [String]? = nil) async throws -> BigDecimal? {
                let statement = RelationStatement(
                    relation: Sample.relation, measures: [measure], onlyNamed: true, leavesOut: true,
                    takesIn: taken != nil, by: taken == nil ? .employee : .everything)
                let parameters: [(any PostgresEncodable)?] =
                    Workplace.march + [["p"], ids] + (taken.map { [$0] } ?? []) + statement.arguments.texts
                return try await work.connection.query(statement.sql, parameters: parameters).first.flatMap {
                    try $0[3, as: BigDecimal?.self]
                }
            }
            let detail = DetailStatement(relation: Sample.relation, measure: measure, leavesOut: true)
            let asked: [(any PostgresEncodable)?] = Workplace.march + [["p"], Int64(9), ["2"]]
            let shown = try await work.connection.query(detail.sql, parameters: asked).map {
                try $0[2, as: String.self]
            }
            #expect(shown == ["1"])
            #expect(try await sum(without: []) == 2)
            #expect(try await sum(without: ["2"]) == 1)
            #expect(try await sum(without: ["2"], with: ["3"]) == 7)
            #expect(try await sum(without: [], with: ["4"]) == 11)
        }
    }

    /// Three tickets, of which the person has all, half and a quarter; what nobody says is all of it.
    @Test(
        arguments: [
            ("count()", "2.75"), ("count(b)", "1.5"),
            // 1.5 of the 1.75 in which it is known
            ("share(b)", "85.714286"),
            // (1 × 10 + 0.5 × 4 + 0.25 × 8) / 1.75
            ("avg(i)", "8"), ("sum(i)", "14"), ("sum(i) / count()", "5.090909"),
            // 10 is a promoter, 8 is passive, 4 a detractor: (1 − 0.5) / 1.75
            ("nps(i)", "28.571429"), ("hours(avg(v))", "1.666667"), ("sum(case when i > 5 then i end)", "12"),
            ("avg(big)", nil), ("share(big > 0)", nil),
        ] as [(String, String?)])
    func sharesWeighRows(value: String, expected: String?) async throws {
        let rows = """
            (n, i, b, v) values (1, 10, true, '2 hours'), (0.5, 4, true, '1 hour'), (0.25, 8, false, null), (null, null, null, null)
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check(value, credit: "n").get()
            let fact = try #require(try await work.facts(measure)["p"])
            #expect(fact.value == expected)
            #expect(fact.rows == 4)
            #expect(measure.rowMean == nil)
            // Of each row it is shown what it weighs.
            #expect(try await work.details(measure, of: "p").map { $0.last ?? nil } == ["1", "0.5", "0.25", "1"])
        }
    }

    /// Which tickets weigh: the value without one of them follows from what is left.
    @Test func whatWeighsMostOfSharedTickets() async throws {
        let relation = SourceRelation(
            name: "ticket",
            columns: [
                ("employee_id", .text), ("ticket_id", .text), ("at", .timestamptz), ("part", .numeric),
                ("ok", .boolean),
            ])
        let measure = try CheckedMeasure.check(
            MeasureDefinition(from: "ticket", at: "at", filter: nil, value: "share(ok)", credit: "part"),
            in: SourceCatalog(relations: ["ticket": relation])
        ).get()
        try await TestDatabase.current.withConnection { connection in
            try await connection.script(
                """
                create schema merit_source;
                create table merit_source.ticket (employee_id text, ticket_id text, at timestamptz, part numeric, ok boolean);
                insert into merit_source.ticket select 'p', id, '2026-03-02', part, ok
                from (values ('good', 1, true), ('a bit bad', 0.25, false), ('bad', 1, false), ('unknown', 1, null)) t (id, part, ok)
                """)
            let heavy = try #require(
                WeightStatement(relation: relation, measure: measure, isLowBetter: false, rows: 4, leavesOut: false))
            let parameters: [(any PostgresEncodable)?] =
                Workplace.march + [
                    ["p"], [String](), [String](), Int64(5), [1 as BigDecimal], [try #require(BigDecimal("2.25"))],
                ]
                + heavy.arguments.texts.map { $0 as any PostgresEncodable }
            #expect(
                try await connection.query(heavy.sql, parameters: parameters).map { try $0[1, as: String.self] }
                    == ["bad", "a bit bad"])
        }
    }

    /// Words that came into the language later stay names of columns wherever they were.
    @Test func wordsMayBeColumns() throws {
        let relation = SourceRelation(
            name: "ticket",
            columns: [
                ("employee_id", .text), ("at", .timestamptz), ("case", .integer), ("when", .boolean),
                ("then", .integer),
                ("else", .integer), ("end", .integer), ("like", .text), ("distinct", .integer),
            ])
        for value in [
            "sum(case) + sum(end) + count(when) + count(not when)", "count(like = 'x') + sum(distinct)",
            "sum(case when when then then else else end)", "count(distinct distinct)", "count(distinct (like))",
            "share(like like 'a%' or like not like 'b')", "avg(case when case > end then case else - end end)",
        ] {
            let definition = MeasureDefinition(from: "ticket", at: "at", filter: "when", value: value)
            _ = try CheckedMeasure.check(definition, in: SourceCatalog(relations: ["ticket": relation])).get()
        }
    }

    @Test func whatIsOnlyOfTheMonthIsSaid() {
        func misses(_ filter: String, isAsOfEnd: Bool = false) -> Bool {
            MeasureDefinition(from: "ticket", at: "opened_at", filter: filter, value: "count()", isAsOfEnd: isAsOfEnd)
                .missesWhatIsOlder
        }
        #expect(misses("closed_at is null or closed_at >= period_end"))
        #expect(misses("period_end < closed_at"))
        #expect(!misses("closed_at is null or closed_at >= period_end", isAsOfEnd: true))
        #expect(!misses("elapsed(opened_at, coalesce(closed_at, period_end)) > elapsed(opened_at, target_at)"))
        #expect(!misses("opened_at >= period_start"))
    }
}
