import Exact
import Measures
import Postgres
import Support
import Testing

/// Of each customer the mean of what their rows say, and of these the mean.
@Suite(.database) struct MeanOfMeansTests {
    private static func check(
        _ value: String, where filter: String? = nil, credit: String? = nil, mix: [String] = []
    ) -> Result<CheckedMeasure, MeasureProblems> {
        CheckedMeasure.check(
            MeasureDefinition(
                from: "work", at: "at", filter: filter, value: value, mix: mix,
                onePer: .init(column: "s", choice: .mean), credit: credit), in: Sample.catalog)
    }

    private static func problems(_ value: String, credit: String? = nil, mix: [String] = []) -> [String] {
        switch check(value, credit: credit, mix: mix) {
        case .success: []
        case .failure(let problems): problems.list.map(\.line)
        }
    }

    /// Of a the rows say 9, 2 and 5, of b 6, of nobody 1 and 4; what is not known says nothing, and c says nothing at all.
    @Test(
        arguments: [
            // (16/3 + 6 + 1 + 4) / 4
            ("avg(i)", nil, "4.083333", 4, "49", "12"), ("100 - 2 * avg(i)", nil, "91.833333", 4, "551", "12"),
            ("avg(i)", "s is not null", "5.666667", 2, "17", "3"),
            // of a 1 of 2, of b none, of nobody both
            ("share(b)", nil, "62.5", 4, "5", "8"), ("100 - share(b)", nil, "37.5", 4, "3", "8"),
            // of a one promoter less two detractors of three, else detractors alone
            ("nps(i)", nil, "-83.333333", 4, "-5", "6"), ("avg(hours(v))", nil, "2.25", 2, "8100", "1"),
            ("avg(big)", nil, nil, 0, nil, "0"), ("share(big > 0)", nil, nil, 0, nil, "0"),
            ("avg(i)", "i > 100", nil, 0, nil, "0"),
        ] as [(String, String?, String?, Int64, String?, String?)])
    func theMeanOfWhatEachCustomerSays(
        value: String, filter: String?, expected: String?, customers: Int64, top: String?, bottom: String?
    ) async throws {
        let rows = """
            (s, i, at, b, v) values
                ('a', 9, '2026-03-02', true, '1 hour'), ('a', 2, '2026-03-03', false, '4 hours'), ('a', 5, '2026-03-04', null, null),
                ('a', null, '2026-03-05', null, null), ('b', 6, '2026-03-06', false, '2 hours'),
                ('b', 0, '2026-04-06', true, '9 hours'), ('c', null, '2026-03-06', null, null),
                (null, 1, '2026-03-06', true, null), (null, 4, '2026-03-06', true, null)
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check(value, where: filter).get()
            #expect(measure.rowMean == nil && measure.making == .means)
            let fact = try await work.facts(measure)["p"]
            #expect(fact?.value == expected)
            #expect(fact?.sample ?? 0 == customers)
            let statement = RelationStatement(relation: Sample.relation, measures: [measure])
            let row = try await work.connection.query(
                statement.sql, parameters: Workplace.march + statement.arguments.texts
            ).first
            // What is kept is small.
            #expect(try row.flatMap { try $0[3, as: BigDecimal?.self] }?.normalized.description == top)
            #expect(try row.flatMap { try $0[4, as: BigDecimal?.self] }?.normalized.description == bottom)
        }
    }

    /// Of each row it is shown how much it counts.
    @Test func whatARowWeighsInAMeanOfMeansIsShown() async throws {
        let rows = "(s, i, at) values ('a', 1, '2026-03-02'), ('a', 2, '2026-03-03'), ('b', 4, '2026-03-04')"
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check("avg(i)").get()
            #expect(
                try await work.details(measure, of: "p").map { $0.suffix(2).map { $0 ?? "-" } } == [
                    ["1", "0.5"], ["2", "0.5"], ["4", "1"],
                ])
        }
    }

    /// 101 rows of a, of which the oldest says 1000 and each of the others 3; of b 4.
    @Test func ofVeryManyRowsOfACustomerTheNewestHundredCount() async throws {
        let rows = """
            (s, i, at) select 'a', case n when 1 then 1000 else 3 end, timestamptz '2026-03-01' + n * interval '1 hour'
            from generate_series(1, 101) n union all select 'b', 4, '2026-03-02'
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check("avg(i)").get()
            let fact = try #require(try await work.facts(measure)["p"])
            #expect(fact == .init(rows: 101, sample: 2, value: "3.5"))
        }
    }

    @Test func thereIsNoMeanOfMeansOfACount() {
        #expect(
            Self.problems("count()") == [
                "one_per: count() is neither a share nor a mean nor an NPS, so there is no mean of means; leave out mean"
            ])
        #expect(
            Self.problems("share(b)", credit: "n") == [
                "one_per: rows that weigh by their credit weigh by nothing else; leave out credit or mean"
            ])
        #expect(
            Self.problems("share(b)", mix: ["e"]) == [
                "mix: a mean of means is held against no others; leave out mix or mean"
            ])
    }
}
