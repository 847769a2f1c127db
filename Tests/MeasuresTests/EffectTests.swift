import Exact
import Measures
import Postgres
import Support
import Testing

/// What a value would be without one of its rows is what the others come to.
@Suite(.database) struct EffectTests {
    private static let rows = """
        (i, n, b, s) values (1, 2.5, true, 'x'), (5, null, false, 'y'), (null, 0.5, null, 'x'), (9, -3, true, null), (7, 4, false, 'y'),
            (9, 1, true, 'x')
        """

    /// A row as the statement tells of it.
    private struct Row {
        let id: String
        let total: Int64
        let without: BigDecimal?
        let effect: String?
    }

    private func effects(
        of measure: CheckedMeasure, isLowBetter: Bool, limit: Int64 = 100, in work: Workplace
    ) async throws -> [Row] {
        let statement = EffectStatement(relation: Sample.relation, measure: measure, isLowBetter: isLowBetter)
        let parameters: [(any PostgresEncodable)?] =
            Workplace.march + [Sample.relation.named(["p"]), limit] + statement.arguments.texts
        return try await work.connection.query(statement.sql, parameters: parameters).map { row in
            let (top, bottom): (BigDecimal?, BigDecimal?) = (try row[4], try row[5])
            return Row(
                id: try row[0], total: try row[3],
                without: top.flatMap {
                    (measure.factor * Rational($0)).divided(by: Rational(bottom ?? 1))?.rounded(to: 6).normalized
                }, effect: try row[6])
        }
    }

    @Test(
        arguments: [
            "share(b)", "count()", "count(b)", "avg(i)", "sum(n)", "nps(i)", "100 - 2 * avg(i)", "sum(i) / count()",
            "avg(n) + count(b)", "sum(i) / sum(n)", "coalesce(avg(n), 0) - share(s = 'x')",
        ], [true, false])
    func itIsWhatTheOthersComeTo(value: String, isLowBetter: Bool) async throws {
        let measure = try Sample.check(value).get()
        try await Workplace.with(rows: Self.rows) { work in
            let whole = try #require(try await work.facts(measure)["p"]?.value.flatMap { Double($0) })
            let effects = try await effects(of: measure, isLowBetter: isLowBetter, in: work)
            #expect(effects.count == 6 && effects.allSatisfy { $0.total == 6 })
            var rests: [Double] = []
            for row in effects {
                try await work.connection.script("begin; delete from merit_source.work where work_id = \(row.id)")
                let rest = try await work.facts(measure)["p"]?.value
                try await work.connection.script("rollback")
                #expect(row.without?.description == rest, "without row \(row.id)")
                let number = try #require(rest.flatMap { Double($0) })
                let effect = number == whole ? "none" : (number < whole) == isLowBetter ? "worse" : "better"
                #expect(row.effect == effect, "of row \(row.id)")
                rests.append(number)
            }
            // Whose absence would be best comes first.
            #expect(rests == (isLowBetter ? rests.sorted(by: <) : rests.sorted(by: >)))
        }
    }

    /// Where the value is one of the rows', it cannot be told; the row that says the worst comes first.
    @Test(arguments: [("max(i)", true, "4"), ("max(i)", false, "1"), ("median(-i)", true, "1")])
    func ofOneOfTheRowsValuesTheWorstComesFirst(value: String, isLowBetter: Bool, first: String) async throws {
        let measure = try Sample.check(value).get()
        try await Workplace.with(rows: Self.rows) { work in
            let effects = try await effects(of: measure, isLowBetter: isLowBetter, limit: 3, in: work)
            #expect(effects.first?.id == first)
            #expect(effects.count == 3 && effects.allSatisfy { $0.total == 6 && $0.without == nil && $0.effect == nil })
        }
    }

    /// Without the only row there is no value to compare with.
    @Test func ofTheOnlyRowNothingIsTold() async throws {
        let measure = try Sample.check("avg(i)").get()
        try await Workplace.with(rows: "(i) values (3)") { work in
            let effects = try await effects(of: measure, isLowBetter: true, in: work)
            #expect(effects.map(\.effect) == [nil] && effects.map(\.without) == [nil])
        }
    }
}
