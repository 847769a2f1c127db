import Exact
import Measures
import Postgres
import Support
import Testing

/// Measures of which what several people have is added up.
@Suite(.database) struct DepartmentMeasureTests {
    private static func check(
        _ value: String, credit: String? = nil, isOfDepartment: Bool = true, in catalog: SourceCatalog = Sample.catalog
    ) -> Result<CheckedMeasure, MeasureProblems> {
        CheckedMeasure.check(
            MeasureDefinition(
                from: "work", at: "at", filter: "s <> 'spam'", value: value, credit: credit,
                isOfDepartment: isOfDepartment), in: catalog)
    }

    /// What neither somebody's unknown sum nor somebody's quotient by 0 takes anything from.
    @Test(
        arguments: [
            ("count()", nil, "9"), ("count(b)", nil, "3"), ("count(b) - 2 * count(not b)", nil, "1"),
            ("sum(i)", nil, "22"), ("-3 * sum(i) / 2", nil, "-33"), ("share(b)", nil, "75"),
            ("100 - share(b)", nil, "25"), ("avg(i)", nil, "5.5"), ("2 + 3 * avg(i)", nil, "18.5"),
            // 10 and 9 are promoters, 2 and 1 detractors
            ("nps(i)", nil, "0"), ("sum(i) / count()", nil, "2.444444"), ("sum(i) / sum(n)", nil, "6.285714"),
            ("100 * count(b) / count(b is not null)", nil, "75"), ("hours(avg(v))", nil, "2"),
            ("hours(sum(v))", nil, "6"), ("count()", "n", "8.5"), ("sum(i)", "n", "21"),
            // (1 + 1 + 0.5) / (1 + 1 + 0.5 + 2)
            ("share(b)", "n", "55.555556"), ("avg(big)", nil, nil), ("sum(big) / sum(i)", nil, nil),
            ("sum(i) / sum(big)", nil, nil),
        ] as [(String, String?, String?)])
    func whatPeopleHaveAddsUp(value: String, credit: String?, expected: String?) async throws {
        // Of a's rows nothing but flags is known, of b's neither i nor v; everyone has what all of them have.
        let own = """
            (values ('a', null::integer, null::numeric, true, null::interval), ('a', null, null, null, null),
                ('b', null, 1, true, null), ('b', null, 0.5, true, null), ('b', null, 2, false, null),
                ('c', 10, null, null, '1 hour'), ('c', 9, null, null, '3 hours'), ('c', 2, null, null, '2 hours'),
                ('c', 1, 0, null, null)) t (who, i, n, b, v)
            """
        let rows = """
            (employee_id, i, n, b, v, s)
            select who, i, n, b, v, 'x' from \(own) union all select 'everyone', i, n, b, v, 'x' from \(own)
            """
        try await Workplace.with(rows: rows) { work in
            let measure = try Self.check(value, credit: credit).get()
            #expect(measure.rowMean == nil && measure.making == .department)
            let statement = RelationStatement(relation: Sample.relation, measures: [measure])
            let answer = try await work.connection.query(
                statement.sql, parameters: Workplace.march + statement.arguments.texts)
            var (top, bottom): (BigDecimal?, BigDecimal?)
            for row in answer {
                let (id, part, divisor): (String, BigDecimal?, BigDecimal?) = (try row[0], try row[3], try row[4])
                guard id != "everyone" else { continue }
                if let part { top = (top ?? 0) + part }
                if let divisor { bottom = (bottom ?? 0) + divisor }
            }
            let together = top.flatMap {
                (measure.factor * Rational($0)).divided(by: Rational(bottom ?? 1))?.rounded(to: 6).normalized
                    .description
            }
            #expect(together == expected)
            let whole = try Self.check(value, credit: credit, isOfDepartment: false).get()
            #expect(try await work.facts(whole)["everyone"]?.value == expected)
        }
    }

    @Test(arguments: [
        "min(i)", "median(i)", "percentile(90, i)", "count(distinct s)", "avg(i) + avg(big)", "avg(i) * count()",
        "sum(i) + sum(big)", "sum(i) / count() + 1", "count() + 1", "coalesce(avg(i), 0)", "abs(sum(i))",
        "1 / avg(i)",
    ]) func whatDoesNotAddUpIsRefused(value: String) {
        let sentence = """
            of: \(value) does not add up over people; the figure of a department is a count, a sum, a share, a mean or an NPS, with \
            constants beside it, or one count or sum divided by another
            """
        guard case .failure(let problems) = Self.check(value) else {
            Issue.record("\(value) can be measured")
            return
        }
        #expect(problems.list.map(\.line) == [sentence])
        // Without a source at hand too.
        let definition = MeasureDefinition(from: "x", at: "y", filter: nil, value: value, isOfDepartment: true)
        #expect(CheckedMeasure.syntaxProblems(of: definition).list.map(\.line) == [sentence])
    }
}
